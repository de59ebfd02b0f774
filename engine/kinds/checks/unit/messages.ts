import type { CodesOf } from '../../../model/step-message.ts';
import { assertNever } from '../../../model/outcome.ts';
import { tellIn } from '../../tell.ts';

/** A unit that is not as it should be. */
export type UnitFault =
  | { readonly kind: 'no-answer' | 'missing'; readonly unit: string }
  | {
      readonly kind: 'is';
      readonly unit: string;
      readonly active: string;
      readonly sub: string;
      readonly result: string;
    };

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'unit.is': { readonly units: readonly string[]; readonly is: string };
    'unit.wrong': { readonly found: readonly UnitFault[]; readonly asked: number };
  }
}

export const tellUnitCheck = tellIn<CodesOf<'unit'>>({
  'unit.is': ({ units, is }) => tellUnits(units, is),
  'unit.wrong': ({ found, asked }) =>
    found.map((one) => (asked === 1 ? tellFault(one) : `${one.unit}: ${tellFault(one)}`)).join('; '),
});

function tellUnits(units: readonly string[], is: string): string {
  if (units.length === 0) return `no unit has to be ${is}`;
  return units.length === 1 ? `unit ${units.join('')} is ${is}` : `units ${units.join(', ')} are ${is}`;
}

function tellFault(fault: UnitFault): string {
  switch (fault.kind) {
    case 'no-answer':
      return 'the service manager does not answer';
    case 'missing':
      return `there is no unit ${fault.unit}`;
    case 'is': {
      const { active, sub, result } = fault;
      const why = result === 'success' || result === '' ? '' : `, result ${result}`;
      return `it is ${active} (${sub})${why}`;
    }
    default:
      return assertNever(fault);
  }
}
