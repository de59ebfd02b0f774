import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineVersion } from '../../engine/host/program/assets.ts';

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
