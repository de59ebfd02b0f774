import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Finding } from '../../model/finding.ts';
import { readDocument, type SourceDocument } from '../../document/document.ts';

/**
 * Findings of files that were made from something else, with the place in that: `origins` says where a file, or what is
 * below a path in it, is written. Files are named below the directory, since a failed build leaves none.
 *
 * @example
 * await nameOrigins(findings, '/nix/store/…', new Map([['runbooks/mine.yaml', 'services.nixos-ai.runbooks.mine']]))
 * // 'services.nixos-ai.runbooks.mine.steps[0].run: step …'
 */
export async function nameOrigins(
  findings: readonly Finding[],
  directory: string,
  origins: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  return Promise.all(findings.map(async (finding) => nameOrigin(finding, directory, origins)));
}

async function nameOrigin(
  finding: Finding,
  directory: string,
  origins: ReadonlyMap<string, string>,
): Promise<Finding> {
  const { position } = finding;
  if (position === undefined) return finding;
  const file = relative(directory, position.file);
  if (![...origins.keys()].some((place) => place === file || place.startsWith(`${file}/`))) return finding;
  const source = await readSource(position.file);
  const words = source === undefined ? [] : wordsOf(source.pointerAt(position) ?? '', source.data);
  const local = (text: string): string => text.replaceAll(`${directory}/`, '');
  const message = `${originOf([file, ...words], origins)}: ${local(finding.message)}`;
  const fix = finding.fix === undefined ? {} : { fix: local(finding.fix) };
  return { ...finding, ...fix, message, position: { ...position, file } };
}

async function readSource(file: string): Promise<SourceDocument | undefined> {
  const read = readDocument(await readFile(file, 'utf8'), file);
  return read.ok ? read.value : undefined;
}

/** A pointer as words: items of a list by their name where they have one, else by their number. */
function wordsOf(pointer: string, data: unknown): readonly string[] {
  let value = data;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const list = Array.isArray(value);
      value = memberOf(value, key);
      const name = list ? memberOf(value, 'name') : undefined;
      return typeof name === 'string' ? name : list ? `[${key}]` : key;
    });
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** The longest place that is known, and what is below it. */
function originOf(words: readonly string[], origins: ReadonlyMap<string, string>): string {
  for (let count = words.length; count > 0; count -= 1) {
    const origin = origins.get(words.slice(0, count).join('/'));
    if (origin !== undefined) return words.slice(count).reduce(below, origin);
  }
  return words.join('/');
}

function below(path: string, word: string): string {
  if (word.startsWith('[')) return path + word;
  // A word of Nix, so the options call it otherwise.
  if (word === 'with') return `${path}.parameters`;
  return `${path}.${/^[A-Za-z_][\w'-]*$/u.test(word) ? word : JSON.stringify(word)}`;
}
