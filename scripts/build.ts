/**
 * Builds `dist/`: the commands whose start is waited for in a file each, the others in small files that share chunks.
 */
import { chmodSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { engineVersion } from '../engine/host/program/assets.ts';
import { COMMANDS, PROGRAM } from '../engine/cli/command-line/table.ts';
import { renderManual } from '../engine/report/help/manual.ts';

process.chdir(new URL('..', import.meta.url).pathname);
rmSync('dist', { recursive: true, force: true });

/**
 * Libraries that most starts do not need, or not before Nix runs anyway: each a file of its own, read at the first use of
 * what it exports. Like this and not by `import()`, since who uses them is not asynchronous.
 */
const LATE = { cel: '@marcbachmann/cel-js', ajv: 'ajv/dist/2020.js', re2: 're2js' } as const;

const lateLibraries: Plugin = {
  name: 'late-libraries',
  setup: (made) => {
    for (const [file, library] of Object.entries(LATE)) {
      const filter = new RegExp(`^${library.replaceAll(/[./]/gu, String.raw`\$&`)}$`);
      made.onResolve({ filter }, () => ({ path: file, namespace: 'late' }));
    }
    made.onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
      const library = LATE[path as keyof typeof LATE];
      const names = Object.keys((await import(library)) as object).filter((name) => /^[A-Z]\w+$/u.test(name));
      return {
        contents: `let loaded;
const load = () => (loaded ??= require('#late/${path}.cjs'));
const late = (name) => new Proxy(function () {}, {
  construct: (_, given) => Reflect.construct(load()[name], given),
  get: (_, key) => load()[name][key],
});
${names.map((name) => `export const ${name} = late('${name}');`).join('\n')}`,
        loader: 'js',
      };
    });
  },
};

/**
 * Every character beyond ASCII as its escape: then V8 keeps a byte a character, and Node reads and checks a program in a
 * third of the time. The bundler does it to strings; this does it to patterns (all raw templates here are parts of such).
 */
const asAscii: Plugin = {
  name: 'as-ascii',
  setup: (made) => {
    made.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const escaped = source.replaceAll(
        /[^\0-\x7f]/g,
        (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
      );
      const loader = path.endsWith('ts') ? 'ts' : 'js';
      return escaped === source ? undefined : { contents: escaped, loader };
    });
  },
};

await build({
  plugins: [asAscii],
  entryPoints: LATE,
  outdir: 'dist/late',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  minify: true,
});

/** What a start may need at once. */
const QUICK = [
  'engine/cli/main.ts',
  'engine/cli/command-line/help.ts',
  ...COMMANDS.filter(({ quick }) => quick === true).map(
    ({ name }) => `engine/cli/commands/${name.replaceAll(' ', '/')}.ts`,
  ),
];

/**
 * What starts in a file of its own: it is named after its source beside the others, and not bundled where it is loaded.
 * A file that holds everything a start needs is found, read and compiled in two thirds of the time of fifty.
 */
const apart: Plugin = {
  name: 'apart',
  setup: (made) => {
    made.onResolve({ filter: /\/(?:main|oclif|help|commands\/.+)\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = relative('.', join(resolveDir, path));
      const built = source.replace(/ts$/u, QUICK.includes(source) ? 'cjs' : 'js');
      // Whoever loads it is beside main.
      return { path: `./${relative('engine/cli', built)}`, external: true };
    });
  },
};

const shared: BuildOptions = {
  outdir: 'dist',
  outbase: 'engine',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // What is seldom used, or has files beside it, stays apart.
  external: [
    '@resvg/resvg-wasm',
    '@fontsource/inter',
    'openai',
    '@anthropic-ai/sdk',
    'ollama',
    'nodemailer',
    'chokidar',
    '#late/*',
  ],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
};

await build({
  ...shared,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'ownUrl' },
  banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
  plugins: [apart, lateLibraries, asAscii],
  entryPoints: ['engine/cli/bin.ts', ...QUICK],
});

await build({
  ...shared,
  plugins: [lateLibraries],
  entryPoints: ['engine/cli/oclif.ts', ...globSync('engine/cli/commands/**/*.ts')],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});
chmodSync('dist/cli/bin.cjs', 0o755);
mkdirSync('dist/man/man1', { recursive: true });
writeFileSync('dist/man/man1/nixos-ai.1', renderManual(PROGRAM.facts, engineVersion()));
