import { refuseEdits, refuseFiles } from '../check/policy/refuse-edits.ts';
import type { PolicyPlace } from '../config/host-settings.ts';
import { readTouched } from '../host/nix/system-text.ts';
import { readPolicy } from '../host/policy-file.ts';
import { ok, failed, type Result } from '../model/finding.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import type { Exec } from '../model/host/exec.ts';
import type { HostPlace } from '../model/host/place.ts';
import type { Edit } from '../model/options/value.ts';
import { linkedNames, realName } from '../nix/paths.ts';

/** Whether files of a configuration may be changed; its findings where not. */
export type MayChange = (configuration: ConfigFiles, names: readonly string[]) => Result<undefined>;

/** What of a host decides what may be written into its configuration. */
export interface GatedHost {
  readonly place: HostPlace;
  readonly policy: PolicyPlace;
}

export interface GatedEdits {
  readonly edits: readonly Edit[];
  /** What may be written instead: denied values count. */
  readonly perhaps?: readonly Edit[];
  /** The options get a value that is somewhere else now: it is not known. */
  readonly moved: boolean;
}

/**
 * Holds edits that are only written to the policy of their host, as it holds a run: what is written now is applied by the
 * next change, whatever that is.
 *
 * Findings: POL005, POL001, those of reading the policy; those of the value: POL007 a file that may not be changed.
 */
export async function gateEdits(
  exec: Exec,
  { place, policy: source }: GatedHost,
  { edits, perhaps = [], moved }: GatedEdits,
): Promise<Result<MayChange>> {
  const policy = await readPolicy(source);
  if (!policy.ok) return policy;
  const told = await readTouched(exec, place, edits);
  const touched = moved ? told.map((each) => ({ ...each, shapes: [] })) : told;
  const refused = refuseEdits(policy.value, edits, touched, perhaps);
  if (refused.length > 0) return failed(...refused);
  return ok((configuration, names) => {
    const all = names.flatMap((name) => {
      const real = realName(name, configuration);
      return [name, real, ...linkedNames(real, configuration)];
    });
    const findings = refuseFiles(policy.value, [...new Set(all)]);
    return findings.length > 0 ? failed(...findings) : ok(undefined);
  });
}
