import { systemClock } from '../../../../engine/host/clock.ts';
import { openHost } from '../../../../engine/host/open-host.ts';
import { exec } from '../../../../engine/host/process/exec.ts';
import { realHost } from '../../../../engine/host/real/real-host.ts';
import { crashSandbox, startSandbox } from '../../../../engine/host/sandbox/power.ts';
import { simulateHost } from '../../../../engine/host/simulated/host.ts';
import type { Host } from '../../../../engine/model/host/host.ts';
import { makeHost } from '../../../lib/cli.ts';
import { SHIPPED_POLICY } from '../../../lib/policy.ts';

/** A host that a promise is tried on, and what is done to it from outside. */
export interface Tried {
  readonly host: Host;
  /** Power off and on. */
  readonly cycle: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Both kinds of host, each with a unit `sshd.service` and the programs `true`, `false` and `sleep`. */
export const HOSTS: readonly (readonly [string, () => Promise<Tried>])[] = [
  ['a simulated host', simulated],
  ['a sandbox', sandbox],
];

const CONFIGURATION = { 'configuration.nix': '{ ... }:\n\n{\n  networking.hostName = "sandbox";\n}\n' };

async function simulated(): Promise<Tried> {
  const host = simulateHost({
    policy: SHIPPED_POLICY,
    configuration: CONFIGURATION,
    place: { root: '/srv/trial' },
  });
  const sshd = [{ after: 0, active: 'active', sub: 'running' }];
  host.state.units.set('sshd.service', { since: 0, moments: sshd });
  host.state.programs.set('true', () => ({}));
  host.state.programs.set('false', () => ({ exitCode: 1 }));
  host.fail('exec', { of: 'sleep 1000', hangs: true });
  return Promise.resolve({
    host,
    cycle: async () => Promise.resolve(host.cycle()),
    end: async () => Promise.resolve(),
  });
}

async function sandbox(): Promise<Tried> {
  const made = await makeHost();
  const settings = await openHost(made.dir, undefined);
  if (!settings.ok) throw new Error(JSON.stringify(settings.findings));
  return {
    host: realHost({ settings: settings.value, exec, clock: systemClock }),
    cycle: async () => {
      await crashSandbox(made.dir);
      const started = await startSandbox(made.dir);
      if (!started.ok) throw new Error(JSON.stringify(started.findings));
    },
    end: made.end,
  };
}
