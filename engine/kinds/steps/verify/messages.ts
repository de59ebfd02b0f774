import type { UnitReason } from '../../../model/host/units.ts';
import { tellUnitReasons } from '../../unit-reasons.ts';
import type { CodesOf, StepMessage } from '../../../model/step-message.ts';
import { tellLines, tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'verify.holds': { readonly claim: StepMessage };
    /** Milliseconds for which it did not hold; 0 where it was looked at once. */
    'verify.broken': {
      readonly claim: StepMessage;
      readonly wrong: StepMessage;
      readonly within: number;
      /** What its units said last. */
      readonly reasons: readonly UnitReason[];
    };
    'verify.passed': { readonly count: number };
    'verify.failed': { readonly failures: readonly StepMessage[] };
  }
}

export const tellVerify = tellIn<CodesOf<'verify'>>({
  'verify.holds': ({ claim }, tell) => `${tell(claim)}: yes`,
  'verify.broken': ({ claim, wrong, within, reasons }, tell) =>
    `${tell(claim)}: ${tell(wrong)}${within > 0 ? `, for ${within / 1000} s` : ''}${tellUnitReasons(reasons)}`,
  'verify.passed': ({ count }) => `${count} check${count === 1 ? '' : 's'} hold${count === 1 ? 's' : ''}`,
  'verify.failed': ({ failures }, tell) => tellLines(failures, tell),
});
