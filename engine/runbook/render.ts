import { Scalar, stringify } from 'yaml';
import { OPTION, TAGS } from '../document/names.ts';
import { renderDuration } from '../document/duration.ts';
import { joinOptionPath } from '../model/options/option.ts';
import { assertNever } from '../model/outcome.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../model/options/value.ts';
import type { Edit, NixValue, OptionPath } from '../model/options/value.ts';

/** A check of a generated runbook; what is left out gets the usual default. `within` in milliseconds. */
export type DraftCheck = { readonly within?: number } & (
  | { readonly kind: 'unit'; readonly unit: string; readonly is?: 'active' | 'inactive' | 'failed' }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly socket?: string;
      readonly status?: number;
      readonly contains?: string;
    }
  | {
      readonly kind: 'tcp';
      readonly port: number;
      readonly address?: string;
      readonly is?: 'open' | 'closed';
    }
  | {
      readonly kind: 'command';
      readonly argv: readonly string[];
      readonly exit?: number;
      readonly contains?: string;
    }
  | { readonly kind: 'file'; readonly path: string; readonly exists?: boolean; readonly contains?: string }
  | { readonly kind: 'option'; readonly path: OptionPath; readonly equals: NixValue }
);

/** A runbook to be written: plain data, no parameters. */
export interface RunbookDraft {
  /** Lower-case words joined by single dashes. */
  readonly name: string;
  readonly description: string;
  /** Written as one step `change`. At least one edit or one check. */
  readonly edits: readonly Edit[];
  /** Written as one step `check` after it. */
  readonly checks?: readonly DraftCheck[];
}

/**
 * The text of a runbook. Parsed and resolved it gives back the same edits. A path literal is written as its text, as
 * runbooks have no paths; options of type path take it.
 *
 * @example
 * renderRunbook({ name: 'enable-docker', description: 'Run Docker.', edits: [
 *   { op: 'set', path: ['virtualisation', 'docker', 'enable'], value: true }] })
 */
export function renderRunbook(draft: RunbookDraft): string {
  const checks = draft.checks ?? [];
  const document = {
    runbook: draft.name,
    version: 1,
    description: draft.description,
    steps: [
      ...(draft.edits.length > 0 ? [{ id: 'change', edit: draft.edits.map(editOf) }] : []),
      ...(checks.length > 0 ? [{ id: 'check', verify: checks.map(checkOf) }] : []),
    ],
  };
  return stringify(document, {
    version: '1.2',
    schema: 'core',
    lineWidth: 110,
    aliasDuplicateObjects: false,
  });
}

function editOf(edit: Edit): object {
  const path = pathOf(edit.path);
  switch (edit.op) {
    case 'set':
      return { set: path, to: valueOf(edit.value) };
    case 'unset':
      return { unset: path };
    case 'add':
    case 'remove':
      return { [edit.op]: path, items: edit.items.map(valueOf) };
    default:
      return assertNever(edit);
  }
}

/** Dotted where that reads back the same, else one item for each name. */
function pathOf(path: OptionPath): string | readonly string[] {
  const dotted = joinOptionPath(path);
  return OPTION.test(dotted) && !path.some((part) => /["\\$]/u.test(part)) ? dotted : path;
}

function valueOf(value: NixValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(valueOf);
  if (isPkgs(value)) return { pkgs: value.path.join('.') };
  if (isPathLiteral(value)) return value.path;
  if (!isAttrs(value)) return null;
  // A map and not an object, so that '__proto__' and numbers stay what and where they are.
  const entries = new Map(
    Object.entries(value.entries).map(([name, member]) => [keyOf(name), valueOf(member)] as const),
  );
  return TAGS.some((tag) => entries.has(tag)) ? { literal: entries } : entries;
}

/** Without quotes `<<` would be a merge key. */
function keyOf(name: string): string | Scalar {
  if (name !== '<<') return name;
  const key = new Scalar(name);
  key.type = Scalar.QUOTE_DOUBLE;
  return key;
}

function checkOf(check: DraftCheck): object {
  const within = check.within === undefined ? {} : { within: renderDuration(check.within) };
  switch (check.kind) {
    case 'http': {
      const { url, socket, status, contains } = check;
      return { http: defined({ url, socket }), ...defined({ status, contains }), ...within };
    }
    case 'tcp': {
      const { port, address, is } = check;
      return { tcp: defined({ port, address }), ...defined({ is }), ...within };
    }
    case 'command': {
      const { argv, exit, contains } = check;
      return { command: argv, ...defined({ exit, contains }), ...within };
    }
    case 'file': {
      const { path, exists, contains } = check;
      return { file: path, ...defined({ exists, contains }), ...within };
    }
    case 'option':
      return { option: pathOf(check.path), equals: valueOf(check.equals), ...within };
    case 'unit':
      return { unit: check.unit, ...defined({ is: check.is }), ...within };
    default:
      return assertNever(check);
  }
}

function defined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
