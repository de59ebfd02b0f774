import type { Host } from '../../../model/host/host.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';
import type { KnownValues } from '../../values.ts';

export async function lookAtUnits(
  check: CheckOf<'unit'>,
  { host, values }: LookContext,
): Promise<CheckResult> {
  const units = unitsOf(check, values);
  const found = await Promise.all(
    units.map(async (unit) => {
      const mismatch = await lookAtUnit(host, unit, check.is);
      return mismatch === undefined || units.length === 1 ? mismatch : `${unit}: ${mismatch}`;
    }),
  );
  const mismatches = found.filter((mismatch) => mismatch !== undefined);
  return mismatches.length === 0 ? {} : { wrong: mismatches.join('; ') };
}

/** One unit, or a parameter that is a list of them; of none nothing is asked. */
export function unitsOf(check: CheckOf<'unit'>, values: KnownValues): readonly string[] {
  const value = values.value(check.unit, check.position);
  return Array.isArray(value) ? value.map(String) : [values.text(check.unit, check.position)];
}

async function lookAtUnit(host: Host, unit: string, is: string): Promise<string | undefined> {
  const state = await host.units.read(unit);
  if (state === undefined) return 'the service manager does not answer';
  if (state.active === is) return undefined;
  const why = state.result === 'success' || state.result === '' ? '' : `, result ${state.result}`;
  return state.load === 'not-found' && is !== 'inactive'
    ? `there is no unit ${unit}`
    : `it is ${state.active} (${state.sub})${why}`;
}
