/**
 * Splits a command line of a unit file: prefixes (`-` forgives a failure), quotes, `%` specifiers, `$VARIABLE`.
 * The first word is the program; nothing goes through a shell.
 */
export function parseCommand(line, unit, environment) {
  const prefix = /^[-@:+!|]*/u.exec(line)[0];
  const argv = split(line.slice(prefix.length)).flatMap(({ text, quoted }) => {
    const specified = text.replaceAll(/%(.)/gu, (whole, letter) => specifiers(unit)[letter] ?? whole);
    const variable = !quoted && /^\$([A-Za-z_]\w*)$/u.exec(specified);
    if (variable) return (environment[variable[1]] ?? '').split(/\s+/u).filter(Boolean);
    return [
      specified
        .replaceAll(/\$\{([A-Za-z_]\w*)\}/gu, (_, name) => environment[name] ?? '')
        .replaceAll('$$', '$'),
    ];
  });
  return { argv, forgiving: prefix.includes('-') };
}

/** Splits the assignments of an `Environment=` line. */
export function parseEnvironment(line) {
  return Object.fromEntries(
    split(line)
      .map(({ text }) => text)
      .filter((text) => text.includes('='))
      .map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
}

function specifiers(unit) {
  const stem = unit.replace(/\.[^.]*$/u, '');
  return { '%': '%', n: unit, N: stem, p: stem.split('@')[0], i: stem.split('@')[1] ?? '' };
}

const escapes = { n: '\n', t: '\t', r: '\r', s: ' ' };

function split(line) {
  const found = [];
  let word;
  let quote;
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === '\\' && quote !== "'" && index + 1 < line.length) {
      const next = line[++index];
      word ??= { text: '', quoted: false };
      word.text += escapes[next] ?? next;
    } else if (quote) {
      if (character === quote) quote = undefined;
      else word.text += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= { text: '', quoted: false };
      word.quoted = true;
    } else if (/\s/u.test(character)) {
      if (word) found.push(word);
      word = undefined;
    } else {
      word ??= { text: '', quoted: false };
      word.text += character;
    }
  }
  if (word) found.push(word);
  return found;
}
