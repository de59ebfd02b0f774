import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, chmodSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHostState } from '../lib/host-state.ts';
import { endOf, makeLab, type Lab } from './support/lab.ts';

const KEY = `ssh-ed25519 ${Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from('ssh-ed25519'),
  Buffer.from([0, 0, 0, 32]),
  createHash('sha256').update('carol').digest(),
]).toString('base64')} carol@laptop`;

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab();
  // The first change makes the units of the lab live.
  const first = await lab.run('set-hostname', { name: 'lab' });
  if (endOf(first) !== 'verified') throw new Error(`no lab: ${first.stdout}${first.stderr}`);
});
afterAll(async () => lab.host.end());

/** How a run ended that must leave the host as it was; where it does not, that is said with it. */
async function endLeaving(act: () => Promise<unknown>): Promise<unknown> {
  const before = readHostState(lab.host.dir);
  const end = await act();
  const after = readHostState(lab.host.dir);
  return isDeepStrictEqual(after, before) ? end : { end, before, after };
}

const run = async (...args: Parameters<Lab['run']>): Promise<unknown> => endOf(await lab.run(...args));

describe('a host that is only looked at', () => {
  it.each([
    ['check-certificate', { days: 30 }, 'verified'],
    ['check-certificate', { days: 300 }, 'failed'],
    ['check-certificate', { days: 30, name: 'other.example' }, 'failed'],
    ['report-drift', {}, 'verified'],
  ] as const)('%s %j ends %s', async (name, parameters, end) => {
    const own = name === 'check-certificate' ? { name: 'tls.example', port: lab.tlsPort } : {};
    expect(await endLeaving(async () => run(name, { ...own, ...parameters }))).toBe(end);
  });

  it('report-drift names what the configuration has and the host has not', async () => {
    const file = 'etc/nixos/users.nix';
    const before = lab.read(file);
    lab.write(file, before.replace('tree', 'tree htop'));
    const result = await lab.run('report-drift', {});
    lab.write(file, before);
    expect(endOf(result)).toBe('failed');
    expect(result.stdout).toContain('the configuration evaluates to');
  });
});

describe('add-service', () => {
  it('is verified when the unit is active and the port open', async () => {
    expect(await run('add-service', { service: 'postgresql', unit: 'postgresql.service' })).toBe('verified');
  });

  it('is rolled back when nothing listens where it should', async () => {
    const parameters = { service: 'avahi', unit: 'avahi-daemon.service', port: 1 };
    expect(await endLeaving(async () => run('add-service', parameters))).toBe('rolled-back');
  });
});

describe('people', () => {
  it('onboard-user makes an account that can log in', async () => {
    const parameters = { user: 'carol', name: 'Carol Example', groups: 'wheel,audio', key: KEY };
    expect(await run('onboard-user', parameters)).toBe('verified');
    expect(lab.read('etc/passwd')).toContain('carol:x:');
    expect(lab.read('etc/ssh/authorized_keys.d/carol')).toContain(KEY);
  });

  it('onboard-user is rolled back when the server would not take the key', async () => {
    const broken = KEY.replace('AAAAC3', 'AAAAC2');
    expect(await endLeaving(async () => run('onboard-user', { user: 'dave', key: broken }))).toBe(
      'rolled-back',
    );
  });

  it('offboard-user takes the account away and keeps the home', async () => {
    lab.write('home/carol/letter', 'Dear all');
    expect(await run('offboard-user', { user: 'carol' })).toBe('verified');
    expect(lab.read('etc/passwd')).not.toContain('carol');
    expect(existsSync(lab.at('etc/ssh/authorized_keys.d/carol'))).toBe(false);
    expect(lab.read('home/carol/letter')).toBe('Dear all');
  });

  it('offboard-user of somebody whose home is not there is rolled back', async () => {
    expect(await run('onboard-user', { user: 'erin', key: KEY })).toBe('verified');
    const parameters = { user: 'erin', home: '/home/nowhere' };
    expect(await endLeaving(async () => run('offboard-user', parameters))).toBe('rolled-back');
  });
});

describe('harden-ssh', () => {
  it('is refused while the user has no key', async () => {
    const parameters = { user: 'alice', port: lab.host.sshPort };
    expect(await endLeaving(async () => run('harden-ssh', parameters))).toBe('failed');
  });

  it('is verified once they have one', async () => {
    expect(await run('harden-ssh', { user: 'erin', port: lab.host.sshPort })).toBe('verified');
    expect(lab.read('etc/ssh/sshd_config')).toContain('PasswordAuthentication no');
  });
});

describe('the firewall', () => {
  it('open-port-for-service is refused where nothing listens on that address', async () => {
    const parameters = { port: lab.tlsPort, unit: 'nginx.service', address: '127.0.0.2' };
    expect(await endLeaving(async () => run('open-port-for-service', parameters))).toBe('failed');
  });

  it('open-port-for-service opens the port of a service that listens', async () => {
    const parameters = { port: lab.tlsPort, unit: 'nginx.service', address: '127.0.0.1' };
    expect(await run('open-port-for-service', parameters)).toBe('verified');
    expect(lab.read('run/firewall.rules')).toContain(String(lab.tlsPort));
  });

  it('lock-down-firewall is refused when it would close the port of this session', async () => {
    expect(await endLeaving(async () => run('lock-down-firewall', { ports: lab.host.httpPort }))).toBe(
      'failed',
    );
  });

  it('lock-down-firewall is refused without a session when SSH listens elsewhere', async () => {
    const env = { SSH_CONNECTION: '192.0.2.1 50000 127.0.0.1 4' };
    expect(await endLeaving(async () => run('lock-down-firewall', { ports: lab.host.httpPort }, env))).toBe(
      'failed',
    );
  });

  it('lock-down-firewall leaves open what was given', async () => {
    expect(await run('lock-down-firewall', { ports: lab.host.sshPort })).toBe('verified');
    expect(lab.read('run/firewall.rules')).toContain(`tcp ${lab.host.sshPort}\n`);
  });
});

describe('a certificate', () => {
  const parameters = () => ({
    name: 'tls.example',
    unit: 'renew.service',
    directory: '/var/lib/tls',
    port: lab.tlsPort,
  });

  it('renew-certificate puts the old files back when the new one holds no longer', async () => {
    const before = lab.read('var/lib/tls/fullchain.pem');
    lab.certify('srv/next', 50);
    expect(await endLeaving(async () => run('renew-certificate', parameters()))).toBe('rolled-back');
    expect(lab.read('var/lib/tls/fullchain.pem')).toBe(before);
    const looked = await run('check-certificate', { name: 'tls.example', port: lab.tlsPort, days: 90 });
    expect(looked).toBe('verified');
  });

  it('renew-certificate is verified when the server shows one that holds longer', async () => {
    lab.certify('srv/next', 200);
    expect(await run('renew-certificate', parameters())).toBe('verified');
    expect(lab.read('var/lib/tls/fullchain.pem')).toBe(lab.read('srv/next/fullchain.pem'));
  });
});

describe('a backup', () => {
  const parameters = { unit: 'site-backup.service', directory: '/var/backup', match: '*.tar.gz' };
  const restore = { directory: '/var/backup', original: '/srv/site' };

  beforeEach(() => rmSync(lab.at('srv/no-backup'), { force: true }));

  it('back-up makes the first archive', async () => {
    expect(await run('back-up', { ...parameters, bytes: 100 })).toBe('verified');
  });

  it('back-up is not content with the archive of before', async () => {
    lab.write('srv/no-backup', '');
    expect(await endLeaving(async () => run('back-up', parameters))).toBe('rolled-back');
  });

  it('back-up is not content with an archive that is too small', async () => {
    expect(await endLeaving(async () => run('back-up', { ...parameters, bytes: 1_000_000 }))).toBe(
      'rolled-back',
    );
  });

  it('test-restore compares the archive with the original and leaves nothing behind', async () => {
    expect(await endLeaving(async () => run('test-restore', restore))).toBe('verified');
    expect(readdirSync(lab.at('var/lib/nixos-ai/scratch'))).toEqual([]);
  });

  it('test-restore notices a file that the archive has not', async () => {
    lab.write('srv/site/forgotten', 'older than the archive');
    utimesSync(lab.at('srv/site/forgotten'), 1_000_000, 1_000_000);
    const result = await lab.run('test-restore', restore);
    rmSync(lab.at('srv/site/forgotten'));
    expect(endOf(result)).toBe('failed');
    expect(result.stdout).toContain('forgotten is missing');
    expect(readdirSync(lab.at('var/lib/nixos-ai/scratch'))).toEqual([]);
  });
});

describe('rotate-secret', () => {
  const secret = { file: '/var/lib/secrets/token', from: '/srv/token', unit: 'app.service' };

  it('puts the old secret back when the service does not start with the new one', async () => {
    chmodSync(lab.at('var/lib/secrets/token'), 0o600);
    lab.write('srv/token', 'bad\n');
    expect(await endLeaving(async () => run('rotate-secret', secret))).toBe('rolled-back');
    expect(lab.read('var/lib/secrets/token')).toBe('good 1\n');
    expect(statSync(lab.at('var/lib/secrets/token')).mode & 0o777).toBe(0o600);
  });

  it('replaces it when the service works, keeps its mode and writes it nowhere else', async () => {
    lab.write('srv/token', 'good 2 and-a-long-secret\n');
    const result = await lab.run('rotate-secret', secret);
    expect(endOf(result)).toBe('verified');
    expect(lab.read('var/lib/secrets/token')).toBe('good 2 and-a-long-secret\n');
    expect(statSync(lab.at('var/lib/secrets/token')).mode & 0o777).toBe(0o600);
    expect(result.stdout).not.toContain('and-a-long-secret');
  });

  it.each([
    ['already has', '/srv/token'],
    ['does not exist', '/srv/none'],
  ])('changes nothing when the new one %s', async (why, from) => {
    const result = await lab.run('rotate-secret', { ...secret, from });
    expect(endOf(result)).toBe('rolled-back');
    expect(result.stdout).toContain(why);
  });
});

describe('restart-and-escalate', () => {
  it('is verified when the unit stays up', async () => {
    expect(await run('restart-and-escalate', { unit: 'shaky.service' })).toBe('verified');
  });

  it('ends needs-human with the last lines of the log when it does not', async () => {
    mkdirSync(lab.at('srv'), { recursive: true });
    lab.write('srv/shaky', '');
    const result = await lab.run('restart-and-escalate', { unit: 'shaky.service' });
    expect(endOf(result)).toBe('needs-human');
    expect(result.stdout).toContain('it is broken, says shaky');
  });
});
