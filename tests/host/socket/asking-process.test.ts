import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heldFile, holdLock, readAskingProcess } from '../../../engine/host/socket/asking-process.ts';
import { AS_ROOT } from '../../lib/needs.ts';
import { engineModule, EVE } from '../../lib/raced.ts';

// In memory, as where the service's sockets are: there the kernel lists a file as it tells it.
let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync('/dev/shm/nixos-ai-asking-');
  file = heldFile(join(directory, 'a'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const own = process.geteuid?.() ?? 0;

it('says which process asks for as long as it does', () => {
  const held = holdLock(file);
  expect(readAskingProcess(file, own)).toEqual({ pid: process.pid });
  held[Symbol.dispose]();
  expect(readAskingProcess(file, own)).toBeUndefined();
  expect(readdirSync(directory)).toEqual([]);
});

it('knows nobody whose process has ended', async () => {
  const code = `import { holdLock } from ${engineModule('host/socket/asking-process.ts')};
    globalThis.held = holdLock(${JSON.stringify(file)}); process.stdout.write('held'); process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const over = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    expect(readAskingProcess(file, own)).toEqual({ pid: child.pid });
  } finally {
    child.kill('SIGKILL');
    await over;
  }
  expect(readAskingProcess(file, own)).toBeUndefined();
});

describe('nobody is known by', () => {
  const cases: readonly (readonly [string, () => void])[] = [
    ['a file without a lock', () => writeFileSync(file, '', { mode: 0o600 })],
    ['nothing', () => undefined],
    [
      'a link to a file with a lock',
      () => {
        holdLock(join(directory, 'other'));
        symlinkSync(join(directory, 'other'), file);
      },
    ],
    [
      'a second name of one',
      () => {
        holdLock(join(directory, 'other'));
        linkSync(join(directory, 'other'), file);
      },
    ],
    [
      'one that others may open',
      () => {
        holdLock(file);
        chmodSync(file, 0o666);
      },
    ],
    [
      'a file put in the place of one',
      () => {
        holdLock(file);
        renameSync(file, join(directory, 'other'));
        writeFileSync(file, '', { mode: 0o600 });
      },
    ],
  ];
  it.each(cases)('%s', (_, lay) => {
    lay();
    expect(readAskingProcess(file, own)).toBeUndefined();
  });

  it('one of another user', AS_ROOT, () => {
    using _held = holdLock(file);
    chownSync(file, EVE, EVE);
    expect(readAskingProcess(file, own)).toBeUndefined();
    expect(readAskingProcess(file, EVE)).toEqual({ pid: process.pid });
  });
});

it('takes no file that is there already', () => {
  writeFileSync(file, '');
  expect(() => holdLock(file)).toThrow('EEXIST');
});
