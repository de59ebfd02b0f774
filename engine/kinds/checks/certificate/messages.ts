import type { CodesOf } from '../../../model/step-message.ts';
import { assertNever } from '../../../model/outcome.ts';
import { tellIn } from '../../tell.ts';

/** What a certificate that is shown lacks. */
export type CertificateFault =
  | { readonly kind: 'other-name'; readonly name: string }
  | { readonly kind: 'expired'; readonly until: string }
  | { readonly kind: 'expires'; readonly until: string; readonly days: number }
  | { readonly kind: 'no-newer'; readonly found: string };

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'certificate.valid': { readonly name: string };
    'certificate.none': { readonly error: string };
    'certificate.wrong': { readonly faults: readonly CertificateFault[] };
  }
}

export const tellCertificate = tellIn<CodesOf<'certificate'>>({
  'certificate.valid': ({ name }) => `the certificate of ${name} is valid`,
  'certificate.none': ({ error }) => `no certificate: ${error}`,
  'certificate.wrong': ({ faults }) => faults.map(tellFault).join(', '),
});

function tellFault(fault: CertificateFault): string {
  switch (fault.kind) {
    case 'other-name':
      return `it is not for ${fault.name}`;
    case 'expired':
      return `it expired at ${fault.until}`;
    case 'expires':
      return `it expires at ${fault.until}, in ${fault.days} days`;
    case 'no-newer':
      return `it is valid no longer than the previous one: ${fault.found}`;
    default:
      return assertNever(fault);
  }
}
