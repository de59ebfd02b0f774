import type { HostPlace } from '../../model/host/place.ts';
import type { Sighting } from '../../model/service/service-event.ts';
import type { Exec } from '../../model/host/exec.ts';

/** One failure of a unit. */
export interface UnitFailure {
  readonly unit: string;
  /** Another one for each start of the unit. */
  readonly key: string;
  readonly what: string;
  readonly seen: Sighting;
}

/** Units that have failed now; undefined when the service manager does not answer. */
export async function readUnitFailures(
  exec: Exec,
  place: HostPlace,
  units: readonly string[],
): Promise<readonly UnitFailure[] | undefined> {
  if (units.length === 0) return [];
  const properties = '--property=Id,ActiveState,InvocationID,Result';
  const argv = [...place.systemctl, 'show', properties, '--no-pager', '--', ...units] as const;
  const shown = await exec({ argv: [...argv] }, { timeout: 10_000 });
  if (shown.exitCode !== 0) return undefined;
  return shown.stdout.split('\n\n').flatMap((block) => {
    const values = new Map(
      block
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const unit = values.get('Id') ?? '';
    if (values.get('ActiveState') !== 'failed') return [];
    const result = values.get('Result');
    const what = `${unit} failed (${result ?? 'no result'})`;
    const seen = { kind: 'unit-failed', unit, ...(result === undefined ? {} : { result }) } as const;
    return [{ unit, key: `${unit} ${values.get('InvocationID') ?? ''}`, what, seen }];
  });
}
