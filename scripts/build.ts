/** Builds `dist/` (one small file a command, shared chunks beside) and `oclif.manifest.json`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build, type Plugin } from 'esbuild';
import { engineVersion } from '../engine/host/assets.ts';
import { readProgramFacts } from '../engine/host/program-facts.ts';
import { loadShippedPolicy } from '../engine/host/shipped-policy.ts';
import { renderManual } from '../engine/report/help/manual.ts';
import { OWN_OPTIONS, OWN_SCHEMAS } from '../engine/config/own-schema.ts';

process.chdir(new URL('..', import.meta.url).pathname);
rmSync('dist', { recursive: true, force: true });

/** Schemas of ours as the code that ajv makes of them: compiling takes longer than most commands. */
const compiledSchemas: Plugin = {
  name: 'compiled-schemas',
  setup: (made) => {
    made.onLoad({ filter: /engine.config.own-schema\.ts$/ }, () => {
      const ajv = new Ajv2020({ ...OWN_OPTIONS, code: { source: true, esm: true, lines: true } });
      const names = Object.keys(OWN_SCHEMAS);
      Object.entries(OWN_SCHEMAS).forEach(([name, schema]) => ajv.addSchema(schema, name));
      const ids = Object.fromEntries(names.map((name) => [name, name]));
      const code = standaloneCode.default(ajv, ids);
      const exported = names.map((name) => `case '${name}': return ${name};`).join(' ');
      return {
        contents: `${code}
export const OWN_SCHEMAS = ${JSON.stringify({ answer: OWN_SCHEMAS.answer })};
export function ownValidator(name) { switch (name) { ${exported} } }`,
        resolveDir: 'engine/config',
        loader: 'js',
      };
    });
  },
};

const shipped = await loadShippedPolicy();
if (!shipped.ok) throw new Error(shipped.findings.map(({ message }) => message).join('\n'));

/** The policy that ships, as data. */
const readyPolicy: Plugin = {
  name: 'ready-policy',
  setup: (made) => {
    made.onLoad({ filter: /engine.host.shipped-policy\.ts$/ }, () => ({
      contents: `const policy = ${JSON.stringify(JSON.stringify(shipped))};
export const loadShippedPolicy = async () => JSON.parse(policy);`,
      loader: 'js',
    }));
  },
};

/**
 * Libraries that most starts do not need, or not before Nix runs anyway: each a file of its own, read at the first use of
 * what it exports. Like this and not by `import()`, since who uses them is not asynchronous.
 */
const LATE = { cel: '@marcbachmann/cel-js', ajv: 'ajv/dist/2020.js' } as const;

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

await build({
  entryPoints: LATE,
  outdir: 'dist/late',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  minify: true,
});

await build({
  plugins: [compiledSchemas, readyPolicy, lateLibraries],
  entryPoints: ['engine/cli/bin.ts', ...globSync('engine/cli/commands/**/*.ts')],
  outdir: 'dist',
  outbase: 'engine',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // One file is found and compiled faster than five hundred; what is seldom used, or has files beside it, stays apart.
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
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: true,
});
chmodSync('dist/cli/bin.js', 0o755);
rmSync('oclif.manifest.json', { force: true });
execFileSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest', '.'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
mkdirSync('dist/man/man1', { recursive: true });
writeFileSync('dist/man/man1/nixos-ai.1', renderManual(readProgramFacts(), engineVersion()));
