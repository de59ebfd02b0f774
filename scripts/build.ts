/** Builds `dist/` (one small file a command, shared chunks beside) and `oclif.manifest.json`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

process.chdir(new URL('..', import.meta.url).pathname);
rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: ['engine/cli/bin.ts', ...globSync('engine/cli/commands/**/*.ts')],
  outdir: 'dist',
  outbase: 'engine',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // One file is found and compiled faster than five hundred; what is seldom used, or has files beside it, stays apart.
  external: ['@resvg/resvg-wasm', '@fontsource/inter', 'openai', '@anthropic-ai/sdk', 'ollama'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: true,
});
chmodSync('dist/cli/bin.js', 0o755);
rmSync('oclif.manifest.json', { force: true });
execFileSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest', '.'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
