import { say } from '../../../model/step-message.ts';
import { tellCertificate } from './messages.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { INTEGER, TEXT, visitOptional, type Visitor } from '../../place.ts';
import { isLoopback, isPublicPath } from '../../sinks.ts';
import { parseCertificate } from './parse.ts';
import { certificateSchema } from './schema.ts';
import { lookAtCertificate } from './look.ts';

type Source =
  | { readonly kind: 'port'; readonly port: Written; readonly address: Written }
  | { readonly kind: 'file'; readonly path: Written };

/** A certificate: whom it is for, how long it holds, and whether it is another one than before. */
interface CertificateCheck {
  readonly source: Source;
  /** The host that the certificate must be for. */
  readonly name: Written;
  /** Days for which it must still hold. */
  readonly days: Written;
  readonly newerThan?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly certificate: CertificateCheck;
  }
}

export const certificateCheck: CheckKind<CheckOf<'certificate'>, 'days' | 'newer-than'> = {
  kind: 'certificate',
  help: {
    form: '`certificate: { name, port }` or `{ name, file }`',
    holds: 'it is for `name` and valid for `days` more days; its issuer is not checked',
  },
  keys: ['days', 'newer-than'],
  schema: certificateSchema,
  probe: true,
  parse: parseCertificate,
  visit: (check, at) => ({
    ...check,
    source: visitSource(check.source, at),
    name: at.value(check.name, { type: TEXT }),
    days: at.value(check.days, { type: INTEGER }),
    ...visitOptional('newerThan', check.newerThan, at, { type: TEXT }),
  }),
  look: lookAtCertificate,
  label: (check, { text }) => `certificate of ${text(check.name)}`,
  claim: (check, { text }) => say('certificate.valid', { name: text(check.name, check.position) }),
  tell: tellCertificate,
  explain: (check, { text }) =>
    `the certificate of ${text(check.name)} is valid for ${text(check.days)} more days`,
  document: (check, { text }) => {
    const { source } = check;
    const where =
      source.kind === 'file'
        ? `in ${text(source.path)}`
        : `that port ${text(source.port)} of ${text(source.address)} shows`;
    const days = check.days === 0 ? 'has not ended' : `holds for ${text(check.days)} days`;
    const newer =
      check.newerThan === undefined ? '' : `, longer than the one of before (${text(check.newerThan)})`;
    return `the certificate ${where} is for ${text(check.name)} and ${days}${newer}`;
  },
};

function visitSource(source: Source, at: Visitor): Source {
  if (source.kind === 'file') {
    const place = { type: TEXT, sink: 'file path', allows: isPublicPath, policy: 'file' } as const;
    return { ...source, path: at.value(source.path, place) };
  }
  return {
    ...source,
    port: at.value(source.port, { type: INTEGER, sink: 'port' }),
    address: at.value(source.address, { type: TEXT, sink: 'address', allows: isLoopback }),
  };
}
