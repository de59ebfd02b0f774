import { readFileSync } from 'node:fs';

/** Reads a unit file: section → key → values in order. An empty value empties the list, as systemd has it. */
export function parseUnit(text) {
  const sections = {};
  let section = {};
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const header = /^\[(.+)\]\s*$/u.exec(line);
    if (header) {
      section = sections[header[1]] ??= {};
      continue;
    }
    const entry = /^([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/u.exec(line);
    if (!entry) continue;
    const values = (section[entry[1]] ??= []);
    if (entry[2] === '') values.length = 0;
    else values.push(entry[2]);
  }
  return sections;
}

/** The sections of a unit file, or undefined when there is none. */
export function readUnit(path) {
  try {
    return parseUnit(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

export function last(sections, section, key) {
  return sections?.[section]?.[key]?.at(-1);
}

/** The words of a list-valued key: `After=a b` and a second `After=c` are three. */
export function words(sections, section, key) {
  return (sections?.[section]?.[key] ?? []).flatMap((value) => value.split(/\s+/u)).filter(Boolean);
}

export function flag(sections, section, key, fallback) {
  const value = last(sections, section, key);
  return value === undefined ? fallback : /^(?:1|yes|y|true|t|on)$/iu.test(value);
}

const units = {
  us: 0.001,
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A time span of systemd (`5`, `10s`, `1min 30s`, `infinity`) in milliseconds. */
export function milliseconds(text, fallback) {
  if (text === undefined) return fallback;
  if (text === 'infinity') return Infinity;
  let total = 0;
  for (const part of text.matchAll(/([\d.]+)\s*([a-z]*)/gu)) {
    total += Number(part[1]) * (units[part[2].replace(/^(?:seconds?)$/u, 's')] ?? 1000);
  }
  return total;
}
