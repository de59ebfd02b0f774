/**
 * A key that prints as `[key]` wherever it is printed by mistake: in a template, in JSON, in a log of an object.
 *
 * @example
 * `${new Secret('sk-1234')}` // '[key]'
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself; for the header it belongs in, and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

const MASK = '[key]';
// So many characters of a key in a row are not there by chance.
const RUN = 8;

/**
 * Text of a provider as it may be shown: every part of the key that is long enough to be one is masked, characters that
 * steer a terminal are left out, and it is cut to 300 characters.
 *
 * @example
 * scrub('Incorrect API key: sk-1234567890', new Secret('sk-1234567890')) // 'Incorrect API key: [key]'
 */
export function scrub(text: string, secret: Secret | undefined): string {
  // Cut generously first: what is looked through must not be endless.
  const printable = text
    .slice(0, 4000)
    // eslint-disable-next-line no-control-regex -- the very characters that must not reach a terminal
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  const masked = secret === undefined ? printable : maskRuns(printable, secret.reveal());
  return masked.length > 300 ? `${masked.slice(0, 300)}…` : masked;
}

function maskRuns(text: string, key: string): string {
  const size = Math.min(RUN, key.length);
  if (size === 0) return text;
  const covered = new Set<number>();
  for (let start = 0; start + size <= key.length; start += 1) {
    const part = key.slice(start, start + size);
    for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
      for (let index = at; index < at + size; index += 1) covered.add(index);
    }
  }
  let shown = '';
  for (let index = 0; index < text.length; index += 1) {
    if (!covered.has(index)) shown += text[index];
    else if (!covered.has(index - 1)) shown += MASK;
  }
  return shown;
}
