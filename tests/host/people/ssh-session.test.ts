import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostPlace } from '../../../engine/model/host/place.ts';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { readSshPorts } from '../../../engine/host/people/ssh-session.ts';

const MODULE = new URL('../../../engine/host/people/ssh-session.ts', import.meta.url).href;
const PROBE = `const { findSessionPort } = await import('${MODULE}'); console.log(String(await findSessionPort()))`;
const CONNECTION = 'SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 2222';

/** What the program finds as the last of a line of processes, each started by the one before. */
function findBelow(...wrappers: readonly (readonly string[])[]): string {
  const none = ['env', '-i', `PATH=${process.env['PATH'] ?? ''}`];
  const argv = [...none, ...wrappers.flat(), process.execPath, '--input-type=module', '--eval', PROBE];
  const [program = '', ...rest] = argv;
  return execFileSync(program, rest, { encoding: 'utf8' }).trim();
}

/** A shell that stays, so that what follows is a process of its own below it. */
const shell = ['sh', '-c', '"$@"; exit $?', 'sh'];

describe('the port of the SSH session that a program was started from', () => {
  it.each<[what: string, wrappers: readonly (readonly string[])[], port: string]>([
    ['is in its own environment', [['env', CONNECTION]], '2222'],
    [
      'is in that of the shell above, where sudo took it away',
      [['env', CONNECTION], shell, ['env', '-i']],
      '2222',
    ],
    [
      'is in that of a program further up',
      [['env', CONNECTION], shell, ['env', '-i', 'PATH=/usr/bin:/bin'], shell, shell],
      '2222',
    ],
    [
      'is that of the nearest session',
      [
        ['env', CONNECTION],
        shell,
        ['env', 'SSH_CONNECTION=::1 5 ::1 22'],
        shell,
        ['env', '-u', 'SSH_CONNECTION'],
      ],
      '22',
    ],
    [
      'is not read from a variable whose name only ends so',
      [['env', CONNECTION], shell, ['env', '-i', 'X_SSH_CONNECTION=a 1 b 3']],
      '2222',
    ],
    [
      'is not read where the variable holds something else',
      [['env', CONNECTION], shell, ['env', '-i', 'SSH_CONNECTION=nothing']],
      '2222',
    ],
  ])('%s', (_what, wrappers, port) => {
    expect(findBelow(...wrappers)).toBe(port);
  });

  it('is found above a program whose name holds brackets and blanks', () => {
    const base = mkdtempSync('/tmp/nixos-ai-test-');
    const odd = join(base, 'a) 1 (b');
    writeFileSync(odd, '#!/bin/sh\n"$@"; exit $?\n', { mode: 0o755 });
    try {
      expect(findBelow(['env', CONNECTION], shell, ['env', '-i', 'PATH=/usr/bin:/bin', odd])).toBe('2222');
    } finally {
      rmSync(base, { recursive: true });
    }
  });
});

describe('the ports of the SSH server', () => {
  let place: HostPlace;
  beforeEach(() => {
    const { place: usual } = defaultHostSettings('channel');
    place = { ...usual, root: mkdtempSync('/tmp/nixos-ai-test-') };
  });
  afterEach(() => rmSync(place.root, { recursive: true }));

  it.each<[what: string, config: string | undefined, ports: readonly number[]]>([
    ['none without a server', undefined, []],
    ['the usual one where none is written', 'PermitRootLogin no\n', [22]],
    ['each that is written', 'Port 22\nport 2222\n  PORT  443  \n', [22, 2222, 443]],
    ['none that is commented out', '#Port 2222\n# Port 3\nPort 4\n', [4]],
    ['none of another word', 'GatewayPorts 5\nListenAddress 0.0.0.0\n', [22]],
  ])('are %s', async (_what, config, ports) => {
    mkdirSync(join(place.root, 'etc/ssh'), { recursive: true });
    if (config !== undefined) writeFileSync(join(place.root, 'etc/ssh/sshd_config'), config);
    expect(await readSshPorts(place)).toEqual(ports);
  });
});
