import { firstOption } from '../../context.ts';
import { findPackage } from '../../names/package-names.ts';
import { splitItems } from '../../values/items.ts';
import type { Edit, NixValue } from '../../../model/options/value.ts';
import type { Frame } from './frame.ts';

const OWN =
  /^(?:install|add|get|want|need|have|put|use|also|to|in|font|fonts|typeface|typefaces|family|families|system|and|i|we|for|available|as)$/u;

export const FONT_FRAMES: readonly Frame[] = [
  {
    name: 'a font for everybody',
    says: ['font|fonts|typeface|typefaces'],
    may: 'install add get want need have put font family also as well available typeface system',
    build: (spotted, context) => {
      const path = firstOption(context, 'fonts.packages', 'fonts.fonts');
      const names = spotted.clause.filter(({ kind, word }) => kind === 'separator' || !OWN.test(word));
      const items = splitItems(names);
      if (path === undefined || items === undefined) return undefined;
      const found: NixValue[] = [];
      for (const words of items) {
        const tries = [
          words,
          [...words, { ...words[0], kind: 'word' as const, word: 'fonts', text: 'fonts', start: 0, end: 0 }],
        ];
        const match = tries.map((one) => findPackage(one, context)).find(({ kind }) => kind === 'package');
        if (
          match?.kind !== 'package' ||
          !isFont(match.value.path.join('.'), context.index.package(match.value.path.join('.'))?.description)
        )
          return undefined;
        found.push(match.value);
      }
      spotted.take(names);
      const edit: Edit = { op: 'add', path, items: found };
      return found.length === 0 ? undefined : [edit];
    },
  },
];

function isFont(attr: string, description = ''): boolean {
  return (
    /font|typeface/iu.test(description) ||
    /font|^noto|nerd|fira|hack|inconsolata|roboto|ubuntu|dejavu|liberation|source-|ibm-plex|terminus|jetbrains/iu.test(
      attr,
    )
  );
}
