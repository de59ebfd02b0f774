import { firstOption } from '../../context.ts';
import type { Frame } from './frame.ts';

/** Names of kernel modules and parameters: nothing that is a word of the sentence around them. */
const MODULE = /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/u;
const PARAMETER = /^[a-z][\w.-]*(?:=\S+)?$/iu;
const WORDS = 'kernel module modules driver drivers parameter parameters param params argument arguments option options flag flags command line boot at load loaded loading the with start be been get to linux must should it automatically startup pass passed give add append use into during';

export const KERNEL_FRAMES: readonly Frame[] = [
  {
    name: 'a kernel module that is loaded, or never is',
    says: ['load|loaded|loading', 'module|modules|driver'],
    may: WORDS,
    negatable: true,
    build: (spotted, context) => {
      const own = new Set(WORDS.split(' '));
      const names = spotted.all(({ kind, word }) => kind === 'word' && MODULE.test(word) && !own.has(word) && !COMMON.has(word));
      const path = firstOption(context, spotted.negated ? 'boot.blacklistedKernelModules' : 'boot.kernelModules');
      if (names.length === 0 || path === undefined) return undefined;
      return [{ op: 'add', path, items: names.map(({ text }) => text) }];
    },
  },
  {
    name: 'a parameter of the kernel',
    says: ['pass|give|append|hand', 'kernel'],
    may: WORDS,
    build: (spotted, context) => {
      const own = new Set(WORDS.split(' '));
      const names = spotted.all(({ kind, word, text }) => kind === 'word' && PARAMETER.test(text) && !own.has(word) && !COMMON.has(word));
      const path = firstOption(context, 'boot.kernelParams');
      if (names.length === 0 || path === undefined) return undefined;
      return [{ op: 'add', path, items: names.map(({ text }) => text) }];
    },
  },
];

const COMMON: ReadonlySet<string> = new Set(
  'never not no only just and or a an do does is are of on in for if so that this my our all any when while without please i we you me them its hand'.split(' '),
);
