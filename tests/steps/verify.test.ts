import { describe, expect, it } from 'vitest';
import type { SimulatedHost } from '../../engine/host/simulated/host.ts';
import { begin, enter } from './support/play.ts';

const NOW = '2026-01-05T12:00:00.000Z';

function look(check: string, prepare: (host: SimulatedHost) => unknown = () => undefined) {
  const run = begin(`  - id: look\n    verify: [{ ${check} }]\n`);
  prepare(run.host);
  const begun = run.host.clock.now().getTime();
  return {
    run,
    enter: async () => ({
      outcome: await enter(run, 'step:look'),
      said: run.said,
      took: run.host.clock.now().getTime() - begun,
    }),
  };
}

const WEB = 'unit: web.service, is: active';
const active =
  (after = 0, unit = 'web.service') =>
  ({ state, clock }: SimulatedHost): unknown =>
    state.units.set(unit, {
      since: clock.now().getTime(),
      moments: [
        { after: 0, active: 'activating', sub: 'start' },
        { after, active: 'active', sub: 'running' },
      ],
    });

describe('a verify step', () => {
  it.each<[string, string, (host: SimulatedHost) => unknown]>([
    ['a unit is active', WEB, active()],
    ['its socket is, and there is no such unit', WEB, active(0, 'web.socket')],
    ['a unit is gone', 'unit: web.service, is: inactive', () => undefined],
    [
      'a server answers',
      'http: { url: "http://127.0.0.1:80/" }, status: 200, contains: hello',
      ({ state }) => state.http.set('http://127.0.0.1:80/', { status: 200, body: 'hello' }),
    ],
    ['a port is open', 'tcp: { port: 80 }, is: open', ({ state }) => state.ports.set('127.0.0.1:80', '')],
    ['a port is closed', 'tcp: { port: 80 }, is: closed', () => undefined],
    [
      'a file holds a text',
      'file: /etc/motd, contains: hello',
      ({ files }) => files.write('/etc/motd', 'hello, world\n'),
    ],
    ['a file is not there', 'file: /etc/motd, exists: false', () => undefined],
    [
      'somebody can log in',
      'login: alice',
      ({ state }) => state.logins.set('alice', { account: true, keys: 1, against: [] }),
    ],
    ['SSH stays open', 'ssh: { ports: [22] }', () => undefined],
    ['nothing has drifted', 'drift: boot', () => undefined],
  ])('holds where %s', async (_, check, prepare) => {
    expect(await look(check, prepare).enter()).toMatchObject({ outcome: 'ok' });
  });

  it.each<[string, string, (host: SimulatedHost) => unknown, string]>([
    ['no such unit', WEB, () => undefined, 'there is no unit web.service'],
    ['no such unit, but a timer', WEB, active(0, 'web.timer'), 'there is no unit web.service'],
    [
      'no service manager answers',
      WEB,
      ({ state }) => (state.manager = undefined),
      'the service manager does not answer',
    ],
    [
      'a server does not answer',
      'http: { url: "http://127.0.0.1:80/" }, status: 200',
      () => undefined,
      'no answer',
    ],
    [
      'a port is open',
      'tcp: { port: 80 }, is: closed',
      ({ state }) => state.ports.set('127.0.0.1:80', ''),
      'it is open',
    ],
    ['a key would not be accepted', 'login: alice', () => undefined, 'there is no account alice'],
    [
      'this very session would be cut',
      'ssh: { ports: [22] }',
      ({ state }) => (state.sessionPort = 2222),
      'this session came through port 2222',
    ],
    [
      'another system boots next',
      'drift: boot',
      ({ systems }) => systems.setProfile('/nix/store/other'),
      '/nix/store/other boots next',
    ],
  ])('fails where %s', async (_, check, prepare, said) => {
    const ended = await look(check, prepare).enter();
    expect(ended.outcome).toBe('fail');
    expect(ended.said).toContain(said);
  });

  it('looks again for as long as it says, and no longer than it must', async () => {
    const ended = await look(`${WEB}, within: 10s`, active(4_000)).enter();
    expect(ended.outcome).toBe('ok');
    expect(ended.took).toBe(4_000);
  });

  it('gives up when its time is over, and says how long it looked', async () => {
    const ended = await look(`${WEB}, within: 10s`, active(60_000)).enter();
    expect(ended).toMatchObject({ outcome: 'fail', took: 10_000 });
    expect(ended.said).toContain('for 10 s');
  });

  it('judges the age of a certificate by the clock of the host', async () => {
    const until = (time: string) => (host: SimulatedHost) =>
      host.state.certificates.set('/cert.pem', {
        until: new Date(time),
        fingerprint: 'AA',
        isFor: () => true,
      });
    const check = 'certificate: { file: /cert.pem, name: atlas }, days: 14';
    expect(await look(check, until('2026-02-05T12:00:00.000Z')).enter()).toMatchObject({ outcome: 'ok' });
    expect((await look(check, until('2026-01-09T12:00:00.000Z')).enter()).said).toContain('in 3 days');
    expect((await look(check, until('2026-01-04T12:00:00.000Z')).enter()).said).toContain('it expired at');
  });
});

describe('time', () => {
  it('passes in a wait without anybody waiting', async () => {
    const run = begin('  - id: rest\n    wait: 1h\n');
    expect(await enter(run, 'step:rest')).toBe('ok');
    expect(run.host.clock.now().toISOString()).toBe('2026-01-05T13:00:00.000Z');
    expect(NOW).toBe('2026-01-05T12:00:00.000Z');
  });
});
