import { failed, ok } from '../../../engine/model/finding.ts';
import type { ConfigFiles } from '../../../engine/model/host/configuration.ts';
import type { FactsQuery } from '../../../engine/model/host/evaluate.ts';
import { isPkgs, type Edit, type NixValue } from '../../../engine/model/options/value.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import { mustCheck } from '../../lib/runbooks.ts';
import { beginChecked, ENABLE_DOCKER, play } from '../../steps/support/play.ts';
import { keyOf, readPrinted, type Request, type Tree } from './evaluate.ts';
import type { TruthCase } from './generate-tree.ts';

/** What a run says of a request. `asks`: it needs an evaluation that was not made yet. */
export type Word =
  | { readonly kind: 'asks'; readonly request: Request }
  | { readonly kind: 'already' | 'files-say' }
  | { readonly kind: 'done'; readonly tree: Tree }
  | { readonly kind: 'refused'; readonly said: string };

/** Plays a run up to its consent, with what Nix has told so far. */
export async function playCase({ tree, edit }: TruthCase, told: ReadonlyMap<string, unknown>): Promise<Word> {
  const nixos = Object.entries(tree).flatMap(([name, text]) =>
    name.startsWith('nixos/') ? [[name.slice('nixos/'.length), text] as const] : [],
  );
  const configuration = Object.fromEntries(nixos);
  let asked: Request | undefined;
  const evaluate = (files: ConfigFiles, query: FactsQuery) => {
    const request = { tree: { ...outsideOf(tree), ...inNixos(files) }, query };
    const printed = told.get(keyOf(request));
    if (printed === undefined) asked ??= request;
    const facts = readPrinted(printed);
    return facts === undefined ? failed(REFUSED) : ok(facts);
  };
  const live = evaluate({ entries: [], files: new Map(nixos) }, { options: [], packages: [] });
  if (asked !== undefined) return { kind: 'asks', request: asked };
  if (!live.ok) return { kind: 'refused', said: 'it does not evaluate' };
  const checked = { ...mustCheck(ENABLE_DOCKER), change: { kind: 'edits' as const, edits: [edit] } };
  const run = beginChecked(checked, { configuration });
  run.host.state.evaluate = evaluate;
  run.host.state.running = live.value.outPath;
  run.host.state.valid.add(live.value.outPath);
  const end = await play(run, 'consent');
  if (asked !== undefined) return { kind: 'asks', request: asked };
  if (end === 'no-change') return { kind: run.said.startsWith('already so') ? 'already' : 'files-say' };
  if (end !== undefined) return { kind: 'refused', said: run.said };
  const directory = run.state.edit?.directory;
  const after = await run.host.configuration.read(directory);
  return { kind: 'done', tree: { ...outsideOf(tree), ...inNixos(after) } };
}

/** The tree with what was asked put over all that it says: what it is to mean afterwards. */
export function wantedRequest({ tree, edit }: TruthCase, before: unknown): Request {
  return { tree, force: { path: edit.path, value: wantedValue(edit, before) } };
}

type Member = { readonly plain: unknown } | { readonly package: string };

function wantedValue(
  edit: Edit,
  before: unknown,
): { readonly plain: unknown } | { readonly list: readonly Member[] } {
  switch (edit.op) {
    case 'set':
      return Array.isArray(edit.value) ? { list: edit.value.map(memberOf) } : { plain: edit.value };
    case 'unset':
      return { plain: before };
    case 'add': {
      const there = listOf(before);
      const more = edit.items.filter((item) => !there.some((member) => isItem(member, item)));
      return { list: [...there.map(memberOfValue), ...more.map(memberOf)] };
    }
    case 'remove': {
      const kept = listOf(before).filter((member) => !edit.items.some((item) => isItem(member, item)));
      return { list: kept.map(memberOfValue) };
    }
    default:
      return assertNever(edit);
  }
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map((item: unknown) => item) : [];
}

/** Whether an evaluated member is an item; a package by the name in its store path, so that one built anew is it, too. */
export function isItem(member: unknown, item: NixValue): boolean {
  if (!isPkgs(item)) return member === item;
  return typeof member === 'string' && member.slice(44) === `${nameOf(item.path)}-1.0`;
}

function nameOf(path: readonly string[]): string {
  return path.join('.') === 'sub.htop' ? 'sub-htop' : (path.at(-1) ?? '');
}

function memberOf(item: NixValue): Member {
  return isPkgs(item) ? { package: item.path.join('.') } : { plain: item };
}

function memberOfValue(value: unknown): Member {
  return { plain: value };
}

function outsideOf(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !name.startsWith('nixos/')));
}

function inNixos({ files }: ConfigFiles): Tree {
  const named = [...files].map(([name, text]) => [`nixos/${name}`, text] as const);
  return Object.fromEntries(named.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

const REFUSED = {
  code: 'EVAL001',
  severity: 'error',
  message: 'Nix refuses the configuration',
  fix: 'correct what Nix reports',
} as const;
