import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folders of engine/ from the innermost out: a file imports from its own folder or from one further up. */
const ORDER = [
  'model',
  'config',
  'nix',
  'redact',
  'document',
  'kinds',
  'runbook',
  'check',
  'machine',
  'compile',
  'watch',
  'report',
  'host',
  'journal',
  'llm',
  'steps',
  'run',
  'app',
  'service',
  'cli',
];
/** What has no effect: everything up to the reports. */
const PURE = ORDER.slice(0, ORDER.indexOf('report') + 1);

/** Packages that may be imported only in some folders. */
const FENCES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['document', 'runbook', 'config'],
  ajv: ['check', 'config', 'watch'],
  re2js: ['nix', 'runbook'],
  xstate: ['machine', 'run'],
  execa: ['host'],
  'simple-git': ['host'],
  chokidar: ['host'],
  openai: ['llm'],
  '@anthropic-ai/sdk': ['llm'],
  ollama: ['llm'],
  '@oclif/core': ['cli'],
  '@resvg/resvg-wasm': ['host'],
  'node:child_process': ['host'],
  'node:fs': ['host', 'journal'],
  'node:fs/promises': ['host', 'journal'],
  'node:sqlite': ['host', 'journal'],
  'node:net': ['host'],
  'node:dns/promises': ['host'],
  'node:http': ['host'],
  'node:https': ['host'],
  'node:tls': ['host'],
};

/**
 * Node's modules that have no effect: of `node:crypto` the chance is looked for by name; by `node:module` code of ours is
 * loaded when it is needed.
 */
const PURE_BUILTINS = new Set(['node:util', 'node:path', 'node:crypto', 'node:module']);

/** What only a command line may know. */
const TERMINAL = /\bprocess\.(?:exitCode|stdout|stderr|stdin)\b|@oclif|\bstyleText\b/u;
/** Ends the process at once, after what was printed: a file operation that hangs would keep it for ever. */
const BY_ITSELF: readonly string[] = ['engine/host/program/leave.ts'];

/** Folders that somebody comes in by. */
const DOORS = ['service', 'cli'];
/** What acts on a host, or makes the plan of it. */
const ACTS = /^engine\/run\/(?:plan|play)\/|^engine\/(?:steps\/(?!checks\.ts|context\.ts)|machine\/)/u;

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly to: string;
}

const files = globSync('engine/**/*.ts').sort();
const imports: readonly Import[] = files.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gmu,
  );
  return [...found].map((match) => ({
    file,
    folder: folderOf(file),
    to: match[1] ?? match[2] ?? match[3] ?? '',
  }));
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@')
    ? parts.slice(0, 2).join('/')
    : specifier.startsWith('node:')
      ? specifier
      : (parts[0] ?? '');
}

describe('the layers of the engine', () => {
  it('has files in every folder that is listed, and no folder that is not', () => {
    const folders = new Set(files.map(folderOf));
    expect([...folders].filter((folder) => !ORDER.includes(folder))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('imports only from its own folder or from one further in', () => {
    const wrong = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ file, folder, to }) => ({ file, folder, target: normalize(join(dirname(file), to)) }))
      .filter(({ target }) => target.startsWith('engine/'))
      .filter(({ folder, target }) => ORDER.indexOf(folderOf(target)) > ORDER.indexOf(folder));
    expect(wrong).toEqual([]);
  });

  it('has no cycle of imports', () => {
    expect(findCycle(files)).toBeUndefined();
  });

  it('keeps each fenced package within its folders', () => {
    const wrong = imports.filter(({ folder, to }) => {
      const fence = FENCES[packageOf(to)];
      return fence !== undefined && !fence.includes(folder);
    });
    expect(wrong).toEqual([]);
  });

  it('imports no effect into a pure folder', () => {
    const wrong = imports.filter(({ folder, to }) => {
      if (!PURE.includes(folder) || !to.startsWith('node:')) return false;
      return !PURE_BUILTINS.has(to);
    });
    expect(wrong).toEqual([]);
  });

  it('gives steps nothing of the computer but the host that they are handed', () => {
    const wrong = imports.filter(
      ({ file, folder, to }) =>
        ['kinds', 'steps'].includes(folder) && normalize(join(dirname(file), to)).startsWith('engine/host/'),
    );
    expect(wrong).toEqual([]);
  });

  it('knows in one place by what a host is this computer', () => {
    const wrong = files.filter((file) => /\broot\s*[!=]==?\s*'\/'|\bhostname\(\)/u.test(codeOf(file)));
    expect(wrong).toEqual(['engine/host/identify.ts', 'engine/model/host/identity.ts']);
  });

  it('below the command line nothing knows a terminal, an exit code of the process or a framework of commands', () => {
    const wrong = files.filter(
      (file) => folderOf(file) !== 'cli' && !BY_ITSELF.includes(file) && TERMINAL.test(codeOf(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('a door begins, approves and plans nothing itself: it asks engine/app/', () => {
    const wrong = imports
      .filter(({ folder }) => DOORS.includes(folder))
      .map(({ file, to }) => ({ file, target: normalize(join(dirname(file), to)) }))
      .filter(({ target }) => ACTS.test(target));
    expect(wrong).toEqual([]);
  });

  it('asks one file for the time, and waits in no other', () => {
    const time =
      /\bDate\.now\(|\bnew Date\(\)|\bAbortSignal\.timeout\(|\bperformance\.now\(|(?<![.\w])set(?:Timeout|Interval)\(|node:timers/u;
    const wrong = files.filter((file) => time.test(codeOf(file)));
    expect(wrong).toEqual(['engine/host/clock.ts']);
  });

  it('reads the environment of the process only in host/ and cli/', () => {
    const wrong = files.filter(
      (file) => !['host', 'cli'].includes(folderOf(file)) && /\bprocess\.env\b/u.test(codeOf(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('reads no clock, environment or chance in a pure folder', () => {
    const effects =
      /\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bMath\.random\(|\brandom(?:Bytes|Int|UUID)\b|\bperformance\.|\bfetch\(|\bsetTimeout\(/u;
    const wrong = files.filter((file) => PURE.includes(folderOf(file)) && effects.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });
});

/** A file's text without comments. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//gu, '')
    .replaceAll(/^\s*\/\/.*$/gmu, '');
}

function findCycle(all: readonly string[]): readonly string[] | undefined {
  const edges = new Map<string, string[]>(all.map((file) => [file, []]));
  for (const { file, to } of imports) {
    if (to.startsWith('.')) edges.get(file)?.push(normalize(join(dirname(file), to)));
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of edges.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of all) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
