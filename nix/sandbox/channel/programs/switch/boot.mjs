import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

/**
 * Writes the boot menu: an entry per generation of the system profile, and the default: `toplevel`. As with a real boot
 * loader, a toplevel that is no generation gets no entry, and the default stays.
 */
export function writeBootEntries(root, toplevel) {
  const entries = `${root}/boot/loader/entries`;
  const generations = readGenerations(`${root}/nix/var/nix/profiles`);
  mkdirSync(entries, { recursive: true });
  for (const { number, system } of generations)
    writeFile(`${entries}/${entryName(number)}`, renderEntry(number, system));
  for (const name of readdirSync(entries)) {
    if (!generations.some(({ number }) => entryName(number) === name)) rmSync(`${entries}/${name}`);
  }
  const wanted = realpathSync(toplevel);
  const chosen = generations.filter(({ system }) => system === wanted).at(-1);
  if (chosen)
    writeFile(`${root}/boot/loader/loader.conf`, `timeout 5\ndefault ${entryName(chosen.number)}\n`);
}

function readGenerations(profiles) {
  return readdirSync(profiles)
    .map((name) => /^system-(\d+)-link$/u.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ number: Number(match[1]), system: readlinkSync(`${profiles}/${match[0]}`) }))
    .sort((a, b) => a.number - b.number);
}

function entryName(number) {
  return `nixos-generation-${number}.conf`;
}

function renderEntry(number, system) {
  const read = (file) => readFileSync(`${system}/${file}`, 'utf8').trim();
  return [
    'title NixOS',
    `version Generation ${number} NixOS ${read('nixos-version')}`,
    `linux ${realpathSync(`${system}/kernel`)}`,
    `initrd ${system}/initrd`,
    `options init=${system}/init ${read('kernel-params')}`.trim(),
    '',
  ].join('\n');
}

function writeFile(path, text) {
  const file = openSync(`${path}.tmp`, 'w');
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.tmp`, path);
}
