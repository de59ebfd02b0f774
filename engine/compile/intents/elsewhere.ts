import {
  type ClauseReading,
  type Context,
  edits,
  firstOption,
  gather,
  type Intent,
  isPhrase,
  type Words,
} from '../context.ts';
import { phrase, splitThings } from '../items.ts';
import { packageAttributes, reference } from '../package-names.ts';
import type { Slots } from '../pattern.ts';
import { ask } from '../understanding.ts';

const ADD = '(@install|add|use|@enable)';
const DRIVER =
  '(printer driver|printer drivers|printing driver|printing drivers|cups driver|cups drivers|driver for printing)';

/** Packages that go into an option of their own, so that something else finds them: fonts, drivers of printers. */
export const elsewhere: Intent = {
  name: 'packages elsewhere',
  independent: true,
  rules: [
    {
      patterns: [
        `${ADD} <things+> (font|fonts)`,
        `${ADD} (font|fonts) <things+>`,
        '(add|append) <things+> to [system] fonts',
      ],
      read: (slots, context) => each(slots, context, FONTS),
    },
    {
      patterns: [`@remove <things+> (font|fonts)`, '@remove (font|fonts) <things+>'],
      read: (slots, context) => each(slots, context, { ...FONTS, op: 'remove' }),
    },
    {
      patterns: [
        `${ADD} <things+> ${DRIVER}`,
        `${ADD} ${DRIVER} <things+>`,
        `(add|append) <things+> to ${DRIVER}`,
      ],
      read: (slots, context) => each(slots, context, DRIVERS),
    },
    {
      patterns: [
        '(use|install|@enable) [proprietary] nvidia [(graphics|gpu|video)] (driver|drivers)',
        '@set [(graphics|gpu|video)] driver to nvidia',
      ],
      read: (_slots, context) => {
        const path = firstOption(context, 'services.xserver.videoDrivers');
        return path && edits({ op: 'set', path, value: ['nvidia'] });
      },
    },
  ],
};

interface Place {
  readonly op: 'add' | 'remove';
  readonly options: readonly string[];
  /** How attributes of such packages end. */
  readonly endings: readonly string[];
}

const FONTS: Place = {
  op: 'add',
  options: ['fonts.packages', 'fonts.fonts'],
  endings: ['', '-fonts', '-font', '_fonts', '-ttf', '_ttf', '-mono'],
};
const DRIVERS: Place = { op: 'add', options: ['services.printing.drivers'], endings: ['', '-driver'] };

function each(slots: Slots, context: Context, place: Place): ClauseReading | undefined {
  const path = firstOption(context, ...place.options);
  const things = splitThings(slots.get('things') ?? [], context);
  if (path === undefined || things === undefined || !things.every((words) => isName(words))) return undefined;
  return gather(things, (words) => {
    const [only, ...others] = attributes(words, place, context);
    if (only === undefined || others.length > 0) {
      return ask(`Which package is meant by '${phrase(words)}'?`);
    }
    return edits({ op: place.op, path, items: [reference(only)] });
  });
}

function isName(words: Words): boolean {
  return isPhrase(new Map([['words', words]]), 'words');
}

/** The attribute of just that name; where there is none, the only one with an ending of its kind. */
function attributes(words: Words, place: Place, context: Context): readonly string[] {
  const name = words.map((token) => token.text).join('-');
  const spelt = place.endings.map((ending) => [
    ...new Set(
      [name, name.replaceAll('-', '_')].flatMap((one) => packageAttributes(`${one}${ending}`, context)),
    ),
  ]);
  return spelt.find((found) => found.length > 0) ?? [];
}
