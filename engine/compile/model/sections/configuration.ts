import { splitOptionPath } from '../../../model/options/option.ts';
import type { OptionPath } from '../../../model/options/value.ts';
import { parseNix } from '../../../nix/parse.ts';
import { readModules } from '../../../nix/modules/modules.ts';
import { surveyModule, type Module } from '../../../nix/modules/survey.ts';
import type { PromptFacts } from '../facts.ts';
import type { Item, Section } from '../fit.ts';
import { relevantOptions } from '../relevant.ts';
import { searchTerms } from '../search-terms.ts';
import { cutText, type Piece } from './pieces.ts';
import type { Clean } from './shorten.ts';

/** Of how many options, the best, definitions are looked for. */
const MAX_CANDIDATES = 20;

/**
 * The configuration in pieces, each with file and line: first those that define the options that were found, then those
 * near them or with words of the request, then the rest, and last what the installer wrote.
 */
export function configurationSection(facts: PromptFacts, clean: Clean): Section {
  const wanted = relevantOptions(facts)
    .slice(0, MAX_CANDIDATES)
    .map(({ name }) => splitOptionPath(name));
  const words = searchTerms(facts.request).filter((term) => !term.includes(' '));
  const files = orderFiles(facts);
  const pieces = files.flatMap((file, at) => {
    const text = clean(facts.configuration.files.get(file) ?? '');
    const parsed = parseNix(text, file);
    const module = parsed.ok ? surveyModule(parsed.value) : undefined;
    return cutText(text, module, (from, to) => scoreLines(file, text, module, from, to, wanted, words)).map(
      (piece) => ({ file: clean(file), at, piece }),
    );
  });
  const placed = pieces.map((one, place) => ({ ...one, place }));
  const best = placed.sort((one, two) => two.piece.score - one.piece.score || one.place - two.place);
  const kept = withoutMost(best);
  return {
    name: 'configuration',
    share: 0.4,
    items: kept.map(({ file, piece, place }) => toItem(file, piece, place)),
    hidden: best.length - kept.length,
  };
}

/** What has nothing to do with the request is no provider's to know: some of it shows how the files are laid out. */
function withoutMost<T extends { readonly piece: Piece }>(best: readonly T[]): readonly T[] {
  let room = MAX_UNRELATED;
  return best.filter(({ piece }) => {
    if (piece.score > UNRELATED) return true;
    room -= piece.text.length;
    return room >= 0;
  });
}

/** Most UTF-16 units of pieces that have nothing to do with the request, and the highest score of such a piece. */
const MAX_UNRELATED = 3000;
const UNRELATED = 1;

function toItem(file: string, piece: Piece, place: number): Item {
  return { text: `# ${file}, from line ${piece.line}\n${piece.text}`, place };
}

/** Entries first, then by name. What another host is made of is no concern of a provider's. */
function orderFiles({ configuration }: PromptFacts): readonly string[] {
  const entries = new Set(configuration.entries);
  const modules = readModules(configuration);
  const read = modules.ok ? new Set(modules.value.map(({ file }) => file)) : undefined;
  // Whoever names a host, and is not read for this one, is another.
  const isOfAnother = (file: string): boolean =>
    read?.has(file) === false &&
    !entries.has(file) &&
    /\bhostName\s*=/u.test(configuration.files.get(file) ?? '');
  const known = [...configuration.files.keys()].filter((file) => !isOfAnother(file)).sort();
  return [...known.filter((file) => entries.has(file)), ...known.filter((file) => !entries.has(file))];
}

/** 4 an option that was found is defined here, 3 one beside it, 2 a word of the request, 1 anything, 0 the installer's. */
function scoreLines(
  file: string,
  text: string,
  module: Module | undefined,
  from: number,
  to: number,
  wanted: readonly OptionPath[],
  words: readonly string[],
): number {
  const paths = (module?.definitions ?? [])
    .filter(({ start }) => start >= from && start < to)
    .map(({ path }) => path.slice(module?.base.length ?? 0));
  const shared = Math.max(0, ...paths.flatMap((path) => wanted.map((option) => nearness(path, option))));
  if (shared > 0) return shared + 2;
  const lower = text.slice(from, to).toLowerCase();
  if (words.some((word) => lower.includes(word))) return 2;
  return /(?:^|\/)hardware-configuration\.nix$/u.test(file) ? 0 : 1;
}

/** 2 where the definition is the option, within it or around it; 1 where they share two names. */
function nearness(path: OptionPath, option: OptionPath): number {
  let common = 0;
  while (common < path.length && common < option.length && isSame(path[common], option[common])) common += 1;
  if (common >= 2 && (common === path.length || common === option.length)) return 2;
  return common >= 2 ? 1 : 0;
}

function isSame(name: string | undefined, declared: string | undefined): boolean {
  return name === declared || declared === '<name>' || declared === '*';
}
