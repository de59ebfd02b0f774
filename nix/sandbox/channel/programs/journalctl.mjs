// What a unit printed: `journalctl.mjs ROOT --unit=NAME [--lines=N]`. Other options are taken and mean nothing here.
import { readFileSync } from 'node:fs';
import { parseArguments } from './lib/arguments.mjs';

const [root, ...argv] = process.argv.slice(2);
const { options } = parseArguments(argv, {
  valued: ['unit', 'lines', 'output', 'since', 'boot'],
  aliases: { '-u': 'unit', '-n': 'lines', '-o': 'output', '-b': 'boot' },
});
const count = Number(options.lines?.[0] ?? 1000);
for (const unit of options.unit ?? []) {
  const name = /\.[a-z]+$/u.test(unit) ? unit : `${unit}.service`;
  for (const line of read(name).slice(-count)) console.log(line);
}

function read(name) {
  try {
    return readFileSync(`${root}/var/log/units/${name}.log`, 'utf8').trimEnd().split('\n');
  } catch {
    return ['-- No entries --'];
  }
}
