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
import { phrase, splitThings } from '../values/items.ts';
import { packageAttributes, reference } from '../names/package-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';

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
  /** How attributes of such packages begin and end. */
  readonly kind: string;
  readonly endings: readonly string[];
  /** What such an attribute looks like: "awesome" is a window manager, not a font. */
  readonly looks: RegExp;
}

const FONTS: Place = {
  op: 'add',
  options: ['fonts.packages', 'fonts.fonts'],
  kind: 'font',
  endings: ['', '-fonts', '-font', '_fonts', '-ttf', '_ttf', '-mono'],
  looks:
    /font|mono|sans|serif|ttf|otf|code|emoji|fira|noto|dejavu|hack|jetbrains|roboto|ubuntu_font|liberation|inconsolata|iosevka|cascadia|terminus|powerline|plex|lato|icons|cantarell|mplus|wqy|ipa|hasklig|overpass|lmodern|gyre|comfortaa|oswald|raleway|symbola/u,
};
const DRIVERS: Place = {
  op: 'add',
  options: ['services.printing.drivers'],
  kind: 'printer-driver',
  endings: ['', '-driver'],
  looks:
    /hplip|gutenprint|splix|foo2zjs|brlaser|brgenml|cnijfilter|epson|samsung|canon|cups|postscript|lprdriver|cupswrapper|mfc|dcp|hll|carps|ptouch/iu,
};

function each(slots: Slots, context: Context, place: Place): ClauseReading | undefined {
  const path = firstOption(context, ...place.options);
  const things = splitThings(slots.get('things') ?? [], context);
  if (path === undefined || things === undefined || !things.every((words) => isName(words))) return undefined;
  return gather(things, (words) => {
    const [only, ...others] = attributes(words, place, context);
    if (only === undefined || others.length > 0) {
      return askQuestion(`Which package do you mean by '${phrase(words)}'?`);
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
  const spelt = [`${place.kind}-${name}`, ...place.endings.map((ending) => `${name}${ending}`)].map((one) => [
    ...new Set([one, one.replaceAll('-', '_')].flatMap((attr) => packageAttributes(attr, context))),
  ]);
  return spelt.find((found) => found.length > 0 && found.every((attr) => place.looks.test(attr))) ?? [];
}
