const MIN_LINE = 12;
/** Longer values are files; they are not encoded within a word of something else. */
const MOST_ENCODED = 512;

/**
 * A secret in every spelling in which programs write it: as it is, as JSON, Nix, XML, a shell and URLs write it, in
 * base64 and hexadecimal, and each of its lines, as a diff may show only some of them.
 */
export function spellingsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const nix = json.replaceAll('${', String.raw`\${`);
  const indented = value.replaceAll("''", "'''").replaceAll('${', "''${");
  const encoded =
    value.length > MOST_ENCODED || value.length < SHORTEST_ENCODED ? [] : encodings(value, json);
  return [value, json, nix, indented, ...linesOf(value), ...encoded];
}

const SHORTEST_ENCODED = 6;

function encodings(value: string, json: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  return [...escapes(value, json), ...urlSpellings(value), hex, hex.toUpperCase(), ...base64Spellings(bytes)];
}

/** What JSON of other programs escapes besides (`/` of PHP, `<>&'` of Go), JSON in JSON, a shell, XML and YAML. */
function escapes(value: string, json: string): readonly string[] {
  const coded = (signs: RegExp): string =>
    json.replace(signs, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    json.replaceAll('/', String.raw`\/`),
    coded(/[<>&]/gu),
    coded(/[<>&'+]/gu),
    JSON.stringify(json).slice(1, -1),
    value.replaceAll("'", String.raw`'\''`),
    value.replaceAll("'", "''"),
    xml,
    xml.replaceAll('"', '&quot;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  ];
}

function urlSpellings(value: string): readonly string[] {
  if (!value.isWellFormed()) return [];
  const all = encodeURIComponent(value).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const some = encodeURIComponent(value);
  const small = all.replace(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase());
  const each = [...Buffer.from(value, 'utf8')]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
  return [some, all, small, all.replaceAll('%20', '+'), encodeURI(value), each, each.toUpperCase()];
}

/** In base64 a secret may begin at each of three places of a group; what no neighbour changes is looked for. */
function base64Spellings(bytes: Buffer): readonly string[] {
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = shift === 0 ? 0 : shift + 1;
    const loose = (bytes.length + shift) % 3 === 0 ? 0 : 1;
    return text.slice(first, text.length - loose);
  });
  const distinct = shifted.filter((text) => text.length >= MIN_BASE64);
  return [...distinct, ...distinct.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** Fewer characters of base64 are in other text by chance. */
const MIN_BASE64 = 8;

function linesOf(value: string): readonly string[] {
  if (!value.includes('\n')) return [];
  return value
    .split('\n')
    .map(bareLine)
    .filter((line) => line.length >= MIN_LINE);
}

/** Without what a comment or a quotation puts before it. */
function bareLine(line: string): string {
  return line.replace(/^[\s#*|>]+/u, '').trimEnd();
}
