import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineVersion } from '../../engine/host/program/assets.ts';
import { AS_ROOT } from '../lib/needs.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

test('the version is said with that of Node, in a pipe', () => {
  const said = execFileSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' });
  expect(said).toBe(
    `nixos-ai ${engineVersion()} (${process.platform}-${process.arch}, Node ${process.versions.node})\n`,
  );
});

test('an older Node is told what is wanted, before anything that it lacks is used', () => {
  const base = mkdtempSync('/tmp/nixos-ai-test-');
  try {
    const older = join(base, 'older.cjs');
    writeFileSync(
      older,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });
require('node:module').enableCompileCache = undefined;
`,
    );
    const { status, stderr } = spawnSync(process.execPath, ['--require', older, BIN, 'status'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^nixos-ai needs Node 24 or newer; this is 20\.1\.0\n {2}\S/u);
    expect(stderr).not.toContain('    at ');
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test.each(['HOME', 'XDG_CACHE_HOME'])(
  'root takes no compiled code from the %s of somebody else, and leaves none there',
  AS_ROOT,
  (name) => {
    const home = mkdtempSync('/tmp/nixos-ai-test-');
    try {
      mkdirSync(join(home, '.cache'));
      for (const path of [home, join(home, '.cache')]) chownSync(path, 12345, 12345);
      const env = { ...process.env, XDG_CACHE_HOME: '', [name]: home, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
      const { status, stderr } = spawnSync(process.execPath, [BIN, 'completion', 'bash'], {
        encoding: 'utf8',
        env,
      });
      expect(status).toBe(0);
      expect(stderr).not.toContain(home);
      expect([readdirSync(home), readdirSync(join(home, '.cache'))]).toEqual([['.cache'], []]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
);
