import type { Clause } from '../../grammar/clauses.ts';
import { STRUCTURE } from '../../grammar/lexicon.ts';
import type { WordToken } from '../../grammar/tokens.ts';
import { firstOption } from '../../context.ts';
import type { Frame } from './frame.ts';

/** Names of kernel modules and parameters. */
const MODULE = /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/u;
const PARAMETER = /^[a-z][\w.-]*(?:=\S+)?$/iu;
const WORDS =
  'kernel module modules driver drivers parameter parameters param params argument arguments option options flag flags command line boot load loaded loading linux must should automatically startup pass passed give hand append during always';
const OWN: ReadonlySet<string> = new Set(WORDS.split(' '));

export const KERNEL_FRAMES: readonly Frame[] = [
  {
    name: 'a kernel module that is loaded, or never is',
    says: ['load|loaded|loading', 'module|modules|driver'],
    may: WORDS,
    negatable: true,
    build: (spotted, context) => {
      const names = namesBy(spotted.clause, /^(?:module|modules|driver|drivers)$/u, MODULE);
      const path = firstOption(
        context,
        spotted.negated ? 'boot.blacklistedKernelModules' : 'boot.kernelModules',
      );
      if (names.length === 0 || path === undefined) return undefined;
      spotted.take(names);
      return [{ op: 'add', path, items: names.map(({ text }) => text) }];
    },
  },
  {
    name: 'a parameter of the kernel',
    says: ['pass|give|append|hand', 'kernel'],
    may: WORDS,
    build: (spotted, context) => {
      const names = namesBy(spotted.clause, /^(?:pass|give|append|hand|parameter|parameters)$/u, PARAMETER);
      const path = firstOption(context, 'boot.kernelParams');
      if (names.length === 0 || path === undefined) return undefined;
      spotted.take(names);
      return [{ op: 'add', path, items: names.map(({ text }) => text) }];
    },
  },
];

/** The names right behind a noun or verb, or right before it. */
function namesBy(clause: Clause, noun: RegExp, form: RegExp): Clause {
  const at = clause.findLastIndex(({ word }) => noun.test(word));
  const behind = run(clause.slice(at + 1), form);
  return behind.length > 0 ? behind : run(clause.slice(0, at).toReversed(), form);
}

function run(words: Clause, form: RegExp): Clause {
  const isName = ({ kind, word, text }: WordToken): boolean =>
    kind === 'word' && form.test(text) && !OWN.has(word) && !STRUCTURE.has(word);
  const end = words.findIndex((token) => token.kind !== 'separator' && !isName(token));
  return words.slice(0, end < 0 ? words.length : end).filter(isName);
}
