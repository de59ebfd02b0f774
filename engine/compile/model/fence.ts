/** A piece of text from outside, with a name of our own. */
export interface DataBlock {
  readonly name: string;
  readonly text: string;
}

/**
 * Puts text from outside between marks that it cannot close: the mark holds a code that no block holds. Control
 * characters and characters that cannot be seen are taken out.
 *
 * @example
 * fence([{ name: 'request', text: 'install docker' }])
 * // '<data-5f3a09c1 request>\ninstall docker\n</data-5f3a09c1>'
 */
export function fence(blocks: readonly DataBlock[]): string {
  const clean = blocks.map(({ name, text }) => ({ name, text: readable(text) }));
  const mark = unusedMark(clean.map(({ text }) => text));
  return clean.map(({ name, text }) => `<${mark} ${name}>\n${text}\n</${mark}>`).join('\n\n');
}

/** Text as a model is given it: lines end one way, and there is nothing that a person would not see. */
export function readable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\p{Zl}\p{Zp}\v\f]/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\p{Cf}\p{Co}\p{Cn}\u{E0000}-\u{E0FFF}]/gu, '');
}

/** Made from the text, so that nobody can know it before, and never part of it. */
function unusedMark(texts: readonly string[]): string {
  for (let salt = 0; ; salt += 1) {
    const mark = `data-${hash([String(salt), ...texts])}`;
    if (!texts.some((text) => text.toLowerCase().includes(mark))) return mark;
  }
}

/** FNV-1a of 32 bits, as 8 hexadecimal digits. */
function hash(texts: readonly string[]): string {
  let state = 0x81_1c_9d_c5;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) {
      state = Math.imul(state ^ text.charCodeAt(at), 0x01_00_01_93);
    }
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
