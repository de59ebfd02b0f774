import { misfitInWords, placeInWords, readMisfit, type Misfit } from '../config/misfit.ts';
import { ownValidator } from '../config/own-schema.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import type { Occasion } from '../model/service/service.ts';
import { readDocument, type SourceDocument } from '../document/document.ts';

/** The file as it is written: the shape of schemas/service.schema.json. */
export interface WrittenService {
  readonly service: 1;
  readonly operators?: readonly string[];
  readonly viewers?: readonly string[];
  readonly schedules?: readonly WrittenSchedule[];
  readonly triggers?: readonly WrittenTrigger[];
  readonly notifications?: readonly WrittenNotification[];
}

type Parameters = Readonly<Record<string, unknown>>;

export interface WrittenSchedule {
  readonly name: string;
  readonly runbook: string;
  readonly with?: Parameters;
  readonly approved?: boolean;
  readonly calendar: string;
  readonly jitter?: string;
  readonly persistent?: boolean;
  readonly window?: string;
}

export interface WrittenTrigger {
  readonly name: string;
  readonly when: WrittenWhen;
  readonly run: string;
  readonly with?: Parameters;
  readonly approved?: boolean;
  readonly cooldown?: string;
  readonly budget?: { readonly runs: number; readonly per: string };
}

/** Exactly one of these. */
export interface WrittenWhen {
  readonly 'unit-failed'?: string;
  readonly 'path-changed'?: string;
  readonly 'disk-full'?: { readonly path: string; readonly above: number };
  readonly 'memory-full'?: { readonly above: number };
  readonly health?: {
    readonly checks: readonly object[];
    readonly every?: string;
    readonly failures?: number;
  };
}

/** Exactly one of the channels. */
export interface WrittenNotification {
  readonly name: string;
  readonly on: readonly Occasion[];
  readonly template?: { readonly title?: string; readonly body?: string };
  readonly webhook?: { readonly url?: string; readonly 'url-file'?: string; readonly 'token-file'?: string };
  readonly ntfy?: {
    readonly server?: string;
    readonly topic: string;
    readonly 'token-file'?: string;
    readonly priority?: number;
  };
  readonly smtp?: {
    readonly host: string;
    readonly port?: number;
    readonly tls?: 'starttls' | 'implicit' | 'none';
    readonly from: string;
    readonly to: readonly string[];
    readonly user?: string;
    readonly 'password-file'?: string;
  };
  readonly desktop?: object;
}

export interface ServiceDocument {
  readonly written: WrittenService;
  readonly source: SourceDocument;
}

/** The text of a service file → its form, checked. Findings: SRV001 not plain YAML, SRV002 not as the schema says. */
export function readServiceDocument(text: string, file: string): Result<ServiceDocument> {
  const source = readDocument(text, file);
  if (!source.ok)
    return failed(...source.findings.map((finding) => ({ ...finding, code: 'SRV001' as const })));
  const written = source.value.data;
  const validate = ownValidator<WrittenService>('service');
  if (validate(written)) return ok({ written, source: source.value });
  // Each branch of an alternative complains for itself; the alternative says it once.
  const misfits = (validate.errors ?? []).map(readMisfit).filter(({ isBranch }) => !isBranch);
  return failed(...misfits.map((misfit) => tell(misfit, source.value)));
}

function tell(misfit: Misfit, source: SourceDocument): Finding {
  const { unknownKey, pointer, at } = misfit;
  return {
    code: 'SRV002',
    severity: 'error',
    message: `service: ${placeInWords(misfit, 'the document')} ${describe(misfit)}`,
    position: unknownKey === undefined ? source.locate(at) : source.locateKey(pointer),
    fix: 'see schemas/service.schema.json; docs/DAEMON.md has examples',
  };
}

function describe(misfit: Misfit): string {
  const { keyword, at, unknownKey } = misfit;
  if (keyword === 'oneOf') {
    return at.endsWith('/webhook')
      ? 'needs exactly one of url and url-file'
      : 'needs exactly one of webhook, ntfy, smtp and desktop';
  }
  if (at.endsWith('/when') && keyword.endsWith('Properties') && unknownKey === undefined)
    return 'needs exactly one of unit-failed, path-changed, disk-full, memory-full and health';
  return misfitInWords(misfit);
}
