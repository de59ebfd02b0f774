// Makes ROOT/etc follow a toplevel: `setup-etc.mjs ROOT TOPLEVEL`. Files are links through ROOT/etc/static, which is
// replaced in one step; files with a mode are copies; what an earlier toplevel made and this one has not is removed.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const [root, toplevel] = process.argv.slice(2);
const etc = `${root}/etc`;
const statics = `${etc}/static`;
const record = `${etc}/.copied`;

mkdirSync(etc, { recursive: true });
replaceLink(`${toplevel}/etc`, statics);
removeStale(etc);
const copied = [];
for (const path of files('')) place(path);
for (const path of previouslyCopied()) if (!copied.includes(path)) rmSync(`${etc}/${path}`, { force: true });
writeFileSync(record, copied.map((path) => `${path}\n`).join(''));

function place(path) {
  const [source, target] = [`${statics}/${path}`, `${etc}/${path}`];
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(`${source}.mode`)) {
    copyFileSync(source, `${target}.tmp`);
    chmodSync(`${target}.tmp`, Number.parseInt(readFileSync(`${source}.mode`, 'utf8'), 8));
    renameSync(`${target}.tmp`, target);
    copied.push(path);
  } else {
    replaceLink(source, target);
  }
}

/** Paths below `etc` that a toplevel has; links to directories count as files. */
function files(directory) {
  return readdirSync(`${statics}/${directory}`, { withFileTypes: true }).flatMap((entry) => {
    const path = directory + entry.name;
    if (entry.isDirectory()) return files(`${path}/`);
    const isMode = path.endsWith('.mode') && existsSync(`${statics}/${path.slice(0, -5)}`);
    return isMode ? [] : [path];
  });
}

/** Links into `static` that lead nowhere now. The user's own files and links are not touched. */
function removeStale(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory() && path !== `${etc}/nixos`) {
      removeStale(path);
    } else if (entry.isSymbolicLink() && readlinkSync(path).startsWith(`${statics}/`) && !existsSync(path)) {
      rmSync(path);
      removeEmpty(directory);
    }
  }
}

function removeEmpty(directory) {
  if (directory !== etc && readdirSync(directory).length === 0) rmdirSync(directory);
}

function previouslyCopied() {
  return existsSync(record) ? readFileSync(record, 'utf8').split('\n').filter(Boolean) : [];
}

function replaceLink(target, path) {
  const present = lstatSync(path, { throwIfNoEntry: false });
  if (present?.isSymbolicLink() && readlinkSync(path) === target) return;
  if (present?.isDirectory())
    throw new Error(`${path} is a directory, and a link to ${target} should be there`);
  rmSync(`${path}.tmp`, { force: true });
  symlinkSync(target, `${path}.tmp`);
  renameSync(`${path}.tmp`, path);
}
