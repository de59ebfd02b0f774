/**
 * Reads a command line: `--name`, `--name=value`, `--name value` (for the names in `valued`), short forms by `aliases`.
 * With `stopAtWord`, the first word that is no option ends the options, as for a program that runs another.
 */
export function parseArguments(argv, { valued, aliases = {}, stopAtWord = false }) {
  const options = {};
  const rest = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index];
    if (word === '--') return { options, rest: [...rest, ...argv.slice(index + 1)] };
    if (!word.startsWith('-') || word === '-') {
      if (stopAtWord) return { options, rest: argv.slice(index) };
      rest.push(word);
      continue;
    }
    const [flag, joined] = word.startsWith('--') ? cut(word) : [word.slice(0, 2), word.slice(2) || undefined];
    const name = aliases[flag] ?? flag.replace(/^--/u, '');
    const value = valued.includes(name) ? (joined ?? argv[++index]) : true;
    (options[name] ??= []).push(value);
  }
  return { options, rest };
}

function cut(word) {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
