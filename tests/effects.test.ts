import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEffects } from '../scripts/effects/search.ts';
import { EFFECTS, renderEffects } from '../scripts/effects/render.ts';
import { PLACES } from '../scripts/effects/places.ts';

const ROOT = new URL('..', import.meta.url).pathname;

describe('what root does by path, and which processes it starts', () => {
  it('is only what a named module may, and every process has a session and a limit', () => {
    const effects = findEffects(ROOT);
    const { problems, paths, children } = effects;
    expect(problems).toEqual([]);
    expect(paths.length).toBeGreaterThan(100);
    expect(children.length).toBeGreaterThan(50);
    expect(children.filter(({ limit }) => limit === '')).toEqual([]);
    expect(children.filter(({ argv }) => argv === '')).toEqual([]);
    expect(renderEffects(effects)).toBe(readFileSync(`${ROOT}${EFFECTS}`, 'utf8'));
  });

  it('is said of each module with whose directory it is, and why it stays there', () => {
    for (const { whose, why } of Object.values(PLACES)) expect(`${whose} ${why}`).toMatch(/\S{3,} \S{2,}/u);
  });
});

describe('the search for effects', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync('/tmp/nixos-ai-effects-')));
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  function problemsOf(code: string, file = 'engine/steps/x.ts'): readonly string[] {
    const path = join(base, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    return findEffects(`${base}/`).problems.filter((problem) => problem.startsWith(file));
  }

  it.each([
    ['a write', `import { writeFile } from 'node:fs/promises';\nawait writeFile('/etc/x', '');`],
    ['a write by another name', `import { rmSync as away } from 'node:fs';\naway('/etc/x');`],
    ['a write of the whole module', `import * as fs from 'node:fs';\nfs.chownSync('/etc/x', 0, 0);`],
    ['a write of the default export', `import fs from 'node:fs/promises';\nawait fs.symlink('a', '/etc/x');`],
    ['a write of its promises', `import { promises } from 'node:fs';\nawait promises.rename('/a', '/b');`],
    [
      'a write as a value',
      `import { unlink } from 'node:fs/promises';\nawait Promise.all(['/x'].map(unlink));`,
    ],
    ['a read', `import { readFile } from 'node:fs/promises';\nconst read = async () => readFile('/etc/x');`],
    ['a database', `import { DatabaseSync } from 'node:sqlite';\nnew DatabaseSync('/etc/x');`],
    ['a socket', `import { connect } from 'node:net';\nconnect('/run/x');`],
    ['a module that is loaded late', `const { rm } = await import('node:fs/promises');\nawait rm('/x');`],
    [
      'a module that is required',
      `import { createRequire } from 'node:module';\ncreateRequire('/')('node:fs').rmSync('/x');`,
    ],
    ['a built-in module by the process', `process.getBuiltinModule('node:fs').rmSync('/x');`],
    ['a process', `import { spawn } from 'node:child_process';\nspawn('sh', { detached: true });`],
    ['a process by execa', `import { execa } from 'execa';\nawait execa('sh', [], { detached: true });`],
    ['a process that is loaded late', `const { simpleGit } = await import('simple-git');\nsimpleGit();`],
    ['a module by its bare name', `import { rmSync } from 'fs';\nrmSync('/x');`],
    ['a module by a name that is made', "const { rmSync } = await import('node:' + 'fs');\nrmSync('/x');"],
    ['a thread', `import { Worker } from 'node:worker_threads';\nnew Worker('./x.js');`],
    ['a cluster', `import cluster from 'node:cluster';\ncluster.fork();`],
  ])('finds %s', (_, code) => {
    expect(problemsOf(code)).not.toEqual([]);
  });

  it.each([
    ['a look', `import { stat } from 'node:fs/promises';\nawait stat('/etc/x');`],
    ['a pattern', `/a/u.exec('a');`],
    [
      'a write by a module that may',
      `import { writeFileAtomic } from '../host/tree/files.ts';\nawait writeFileAtomic('/x', '');`,
    ],
  ])('lets %s be', (_, code) => {
    expect(problemsOf(code)).toEqual([]);
  });

  it('finds a process without a session of its own where it may be started', () => {
    const code = `import { spawn } from 'node:child_process';\nspawn('sh', [], { uid: 1 });`;
    expect(problemsOf(code, 'engine/host/process/lasting.ts')).toEqual([
      'engine/host/process/lasting.ts:2: starts a process without a session of its own',
    ]);
  });
});
