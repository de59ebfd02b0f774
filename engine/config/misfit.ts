import type { ErrorObject } from 'ajv/dist/2020.js';

/** What a schema says against one place of a document. The one reading of a validator's errors; the words are each reader's. */
export interface Misfit {
  /** JSON pointer to the value that does not fit; '' for the whole document. */
  readonly at: string;
  /** JSON pointer to the mistake: a key that is not known is one itself. */
  readonly pointer: string;
  readonly keyword: string;
  /** Within a branch of an alternative, which complains for itself. */
  readonly isBranch: boolean;
  readonly unknownKey?: string;
  readonly missingKey?: string;
  /** What an enumeration allows. */
  readonly allowed?: readonly unknown[];
  /** What a constant has to be. */
  readonly constant?: unknown;
  readonly type?: string;
  readonly message: string | undefined;
}

export function readMisfit({ instancePath, schemaPath, keyword, message, params }: ErrorObject): Misfit {
  const said: Readonly<Record<string, unknown>> = params;
  const { additionalProperty: unknown, missingProperty: missing, allowedValues: allowed, type } = said;
  return {
    at: instancePath,
    pointer:
      typeof unknown === 'string'
        ? `${instancePath}/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`
        : instancePath,
    keyword,
    isBranch: /\/(?:oneOf|anyOf)\/\d+\//u.test(schemaPath),
    ...(typeof unknown === 'string' ? { unknownKey: unknown } : {}),
    ...(typeof missing === 'string' ? { missingKey: missing } : {}),
    ...(Array.isArray(allowed) ? { allowed } : {}),
    ...('allowedValue' in said ? { constant: said['allowedValue'] } : {}),
    ...typeOf(type),
    message,
  };
}

/** One, or several of which one is enough. */
function typeOf(type: unknown): Pick<Misfit, 'type'> {
  if (typeof type === 'string') return { type };
  return Array.isArray(type) ? { type: type.filter((one) => typeof one === 'string').join(',') } : {};
}

/**
 * A place as people read it: `limits.switch`; `whole` for the document itself.
 *
 * @example
 * placeInWords({ at: '/limits/switch' }, 'the document')   // 'limits.switch'
 */
export function placeInWords({ at }: Pick<Misfit, 'at'>, whole: string): string {
  return at === '' ? whole : at.slice(1).replaceAll('/', '.');
}

/** What the validator says, and below it the key or the values that it is about. */
export function misfitInWords({ message, unknownKey, allowed }: Misfit, other?: unknown): string {
  const detail = unknownKey ?? allowed ?? other;
  return `${message ?? 'is not allowed'}${detail === undefined ? '' : `: ${JSON.stringify(detail)}`}`;
}
