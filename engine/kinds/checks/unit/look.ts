import type { UnitFault } from './messages.ts';
import { say } from '../../../model/step-message.ts';
import type { Host } from '../../../model/host/host.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';
import type { KnownValues } from '../../values.ts';

export async function lookAtUnits(
  check: CheckOf<'unit'>,
  { host, values }: LookContext,
): Promise<CheckResult> {
  const units = unitsOf(check, values);
  const looked = await Promise.all(units.map(async (unit) => lookAtUnit(host, unit, check.is)));
  const found = looked.filter((fault) => fault !== undefined);
  return found.length === 0 ? {} : { wrong: say('unit.wrong', { found, asked: units.length }) };
}

/** One unit, or a parameter that is a list of them; of none nothing is asked. */
export function unitsOf(check: CheckOf<'unit'>, values: KnownValues): readonly string[] {
  const value = values.value(check.unit, check.position);
  return Array.isArray(value) ? value.map(String) : [values.text(check.unit, check.position)];
}

async function lookAtUnit(host: Host, unit: string, is: string): Promise<UnitFault | undefined> {
  const state = await host.units.read(unit);
  if (state === undefined) return { kind: 'no-answer', unit };
  if (state.active === is) return undefined;
  const { active, sub, result } = state;
  if (state.load !== 'not-found' || is === 'inactive') return { kind: 'is', unit, active, sub, result };
  return is === 'active' && (await isAtItsSocket(host, unit)) ? undefined : { kind: 'missing', unit };
}

/**
 * Whether somebody's first connection starts what the unit would be: `sshd.socket` with `sshd@.service`, where the host
 * says `startWhenNeeded`. Which of the two a module makes may be said by another module, so no text tells it.
 */
async function isAtItsSocket(host: Host, unit: string): Promise<boolean> {
  const socket = unit.replace(/\.service$/u, '.socket');
  return socket !== unit && (await host.units.read(socket))?.active === 'active';
}
