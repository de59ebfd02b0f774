import { failed, ok } from '../../model/finding.ts';
import type { Finding, Result } from '../../model/finding.ts';
import type { OptionDeclaration, OptionType, PackageDeclaration } from '../../model/options/option.ts';

/**
 * Reads a list of options: one JSON object a line, or one JSON array. Lines that are no option are findings (OPT010).
 *
 * @example
 * parseOptionList('{"name":"a.enable","type":"boolean","tree":{"name":"bool"}}\n')
 */
export function parseOptionList(text: string): Result<readonly OptionDeclaration[]> {
  return parseList(text, 'an option (name, type, tree)', readOption);
}

/** Reads a list of packages in the same form: `{"attr":"htop","name":"htop","version":"3.0.2"}`. */
export function parsePackageList(text: string): Result<readonly PackageDeclaration[]> {
  return parseList(text, 'a package (attr, name, version)', readPackage);
}

function parseList<T>(
  text: string,
  what: string,
  read: (entry: unknown) => T | undefined,
): Result<readonly T[]> {
  const findings: Finding[] = [];
  const list: T[] = [];
  for (const { line, entry } of entriesOf(text)) {
    const item = read(entry);
    if (item !== undefined) list.push(item);
    else findings.push({ code: 'OPT010', severity: 'error', message: `entry ${line} is not ${what}` });
  }
  return findings.length > 0 ? failed(...findings.slice(0, 20)) : ok(list);
}

function entriesOf(text: string): readonly { line: number; entry: unknown }[] {
  if (text.trimStart().startsWith('[')) {
    const list = parseJson(text);
    return (Array.isArray(list) ? list : [undefined]).map((entry: unknown, index) => ({
      line: index + 1,
      entry,
    }));
  }
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((row) => row.text.trim() !== '')
    .map((row) => ({ line: row.line, entry: parseJson(row.text) }));
}

/** Undefined, which no reader accepts, for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOption(entry: unknown): OptionDeclaration | undefined {
  if (!isRecord(entry)) return undefined;
  const { name, type, readOnly, description, renamedTo } = entry;
  const files: readonly unknown[] = Array.isArray(entry['declaredIn']) ? entry['declaredIn'] : [];
  const declaredIn = files.filter((file) => typeof file === 'string');
  const tree = readType(entry['tree'], 0);
  if (typeof name !== 'string' || name === '' || typeof type !== 'string' || tree === undefined)
    return undefined;
  return {
    name,
    type,
    tree,
    ...(readOnly === true && { readOnly }),
    ...(typeof description === 'string' && { description }),
    ...(typeof renamedTo === 'string' && { renamedTo }),
    ...(declaredIn.length > 0 && { declaredIn }),
    ...('default' in entry && { default: entry['default'] }),
  };
}

/** Types refer to themselves in some module systems; deeper than this they are unknown, which accepts everything. */
const DEEPEST = 16;

function readType(entry: unknown, depth: number): OptionType | undefined {
  if (!isRecord(entry) || typeof entry['name'] !== 'string') return undefined;
  const { name } = entry;
  if (depth >= DEEPEST) return { name };
  const elem = entry['elem'] === undefined ? undefined : readType(entry['elem'], depth + 1);
  const branches: readonly unknown[] | undefined = Array.isArray(entry['of']) ? entry['of'] : undefined;
  const of = branches?.map((branch) => readType(branch, depth + 1)).filter((branch) => branch !== undefined);
  const values: readonly unknown[] | undefined = Array.isArray(entry['values']) ? entry['values'] : undefined;
  return {
    name,
    ...(elem !== undefined && { elem }),
    ...(of !== undefined && of.length === branches?.length && { of }),
    ...(values !== undefined && { values: values.filter(isEnumValue) }),
  };
}

function readPackage(entry: unknown): PackageDeclaration | undefined {
  if (!isRecord(entry)) return undefined;
  const { attr, name, version, description } = entry;
  if (typeof attr !== 'string' || typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { attr, name, version, ...(typeof description === 'string' && { description }) };
}

function isEnumValue(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
