import { describe, expect, it } from 'vitest';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { assessRisk, checkPolicy } from '../../engine/check/policy.ts';
import { splitOptionPath } from '../../engine/model/option.ts';
import type { RiskClass } from '../../engine/model/plan.ts';
import type { Edit } from '../../engine/model/value.ts';

const set = (option: string): Edit => ({ op: 'set', path: splitOptionPath(option), value: true });

describe('the risk of a change', () => {
  it.each<[string, RiskClass]>([
    ['environment.systemPackages', 'package'],
    ['users.users.alice.packages', 'package'],
    ['users.users.alice.extraGroups', 'access'],
    ['services.nginx.enable', 'service'],
    ['services.openssh.settings.PermitRootLogin', 'access'],
    ['networking.firewall.allowedTCPPorts', 'network'],
    ['boot.kernelPackages', 'boot'],
    ['fileSystems."/".device', 'boot'],
    ['nix.settings.trusted-users', 'access'],
    ['something.nobody.classified', 'boot'],
  ])('%s is of class %s', (option, wanted) => {
    expect(assessRisk([set(option)], []).class).toBe(wanted);
  });

  it('is the highest of its parts, each with its reason', () => {
    const risk = assessRisk(
      [set('services.nginx.enable'), set('boot.kernelPackages'), set('time.timeZone')],
      [],
    );
    expect(risk.class).toBe('boot');
    expect(risk.reasons).toHaveLength(3);
  });

  it('is refused where policy forbids its class', () => {
    const risk = assessRisk([set('boot.kernelPackages')], []);
    expect(checkPolicy(risk, NIXOS_DEFAULTS.policy)).toEqual([]);
    expect(
      checkPolicy(risk, { ...NIXOS_DEFAULTS.policy, boot: 'forbidden' }).map((finding) => finding.code),
    ).toEqual(['POL001']);
  });
});
