import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = globSync('engine/**/*.ts').sort();

/** Who opens a host, or holds an open one: these alone take its settings whole, all others the parts that they read. */
const OPENERS = [
  'engine/app/deps.ts',
  'engine/app/open-deps.ts',
  'engine/cli/context/change-context.ts',
  'engine/cli/context/command-context.ts',
  'engine/cli/interactive/chat.ts',
  'engine/config/host-settings.ts',
  'engine/host/open-host.ts',
  'engine/host/real/parts.ts',
  'engine/run/answer/doctor.ts',
  'engine/run/session.ts',
];

/** What every file of a folder has by the same name, for who loads it. */
const ONE_EACH: ReadonlySet<string> = new Set(['command']);

describe('the house', () => {
  it('has files of one subject', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });

  it('has no folder that is too full to look at', () => {
    const folders = Map.groupBy(files, (file) => dirname(file));
    const full = [...folders].filter(([, inside]) => inside.length > 25).map(([folder]) => folder);
    expect(full).toEqual([]);
  });

  it('gives one name to one thing: none is exported by two files', () => {
    const found = files.flatMap((file) => exportsOf(file).map((name) => [name, file] as const));
    const names = Map.groupBy(found, ([name]) => name);
    const twice = [...names].filter(([name, where]) => where.length > 1 && !ONE_EACH.has(name));
    expect(Object.fromEntries(twice)).toEqual({});
    expect(names.size).toBeGreaterThan(1_000);
  });
});

describe('the packages that the product is built on', () => {
  it.each([
    'yaml',
    'ajv',
    'openai',
    '@anthropic-ai/sdk',
    'ollama',
    'xstate',
    'simple-git',
    'execa',
    'chokidar',
    '@oclif/core',
  ])('%s does work in the engine', (name) => {
    const uses = files.filter((file) =>
      new RegExp(`(?:from|import\\()\\s*'${name}(?:/[^']*)?'`, 'u').test(
        readFileSync(file, 'utf8').replaceAll(/^import type .*$/gmu, ''),
      ),
    );
    expect(uses).not.toEqual([]);
  });
});

describe('the settings of a host', () => {
  it('are taken whole only by who opens it; nobody else names them', () => {
    const whole = files.filter((file) => /\bHostSettings\b/u.test(readFileSync(file, 'utf8')));
    expect(whole).toEqual(OPENERS);
  });

  it('are not what a part of them is called', () => {
    const parts = /\bsettings: (?:Pick<)?(?:HostPlace|Limits|HostSite|PolicyPlace|ServicePlace)\b/u;
    expect(files.filter((file) => parts.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

/** Names that a file declares and exports; what it hands on from another is not its own. Overloads count once. */
function exportsOf(file: string): readonly string[] {
  const declared = readFileSync(file, 'utf8').matchAll(
    /^export (?:declare )?(?:abstract )?(?:async )?(?:const|function\*?|class|interface|type|enum) (\w+)/gmu,
  );
  return [...new Set([...declared].map((match) => match[1] ?? ''))];
}
