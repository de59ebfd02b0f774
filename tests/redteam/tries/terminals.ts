import { visible, visibleJson, visiblePainted } from '../../../engine/report/text/visible.ts';
import { ifSo, type Try } from './try.ts';

const SHOWN = 'it is shown by its number';

/** What a stranger names a user, a file or a unit, or writes into a setting. */
const TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['a copy to the clipboard (OSC 52)', 'ok\u001B]52;c;cm0gLXJmIC8=\u0007'],
  ['a link that leads elsewhere (OSC 8)', '\u001B]8;;http://evil.example\u001B\\nixos.org\u001B]8;;\u001B\\'],
  ['the title of the window (OSC 2)', '\u001B]2;root\u0007'],
  ['a question to the terminal, which types the answer (DSR)', '\u001B[6n'],
  ['the title as it is typed (CSI 21 t)', '\u001B[21t'],
  ['keys that type a text (DECUDK)', '\u001BP1;1|17/726d0d\u001B\\'],
  ['bracketed paste that ends itself', '\u001B[201~reboot\n'],
  ['hidden text (SGR 8)', '\u001B[8mreboot\u001B[28m'],
  ['black on black', '\u001B[30;40mreboot\u001B[0m'],
  ['a line that is written over', 'stop sshd\rstart htop'],
  ['a line that goes back', 'stop sshd\b\b\b\b\b\b\b\b\bstart htop'],
  ['lines that are wiped', '\u001B[1A\u001B[2K'],
  ['a bell', '\u0007'],
  ['an 8-bit control (C1 CSI)', '\u009B2J'],
  ['an 8-bit command (C1 OSC)', '\u009D52;c;YQ==\u009C'],
  ['letters of another alphabet (SO)', '\u000E'],
  ['a file to be sent (ZMODEM)', '**\u0018B00'],
  ['a null', 'a\u0000b'],
  ['a delete', 'a\u007Fb'],
  ['writing from right to left', 'a\u202Etxt.exe'],
  ['an isolate', 'a\u2067b\u2069'],
  ['letters that nobody sees (tags)', 'ok\u{E0072}\u{E006D}'],
  ['a space without a width', 'al\u200Bice'],
  ['a filler of Hangul', 'alice\u3164'],
  ['a soft hyphen', 'al\u00ADice'],
  ['a joiner', 'al\u2060ice'],
  ['a variation selector', 'alice\uFE00'],
  ['a separator of lines', 'a\u2028Policy automatic'],
  ['a blank of Braille', 'alice\u2800'],
  ['half of a pair', 'a\uD83D'],
  ['a Cyrillic letter in a Latin word', 'r\u043E\u043Et'],
  ['a Greek letter in a Latin word', 'r\u03BFot'],
  ['a Cherokee letter in a Latin word', '\u13A0dmin'],
  ['a mathematical letter', '\u{1D42B}oot'],
  ['a full-width letter', '\uFF52oot'],
  ['a roman number', '\u2170nit'],
];

const BRAILLE = 'what is drawn as nothing is hidden, whatever Unicode calls it';
const ALIKE = 'letters that are others by their compatibility are shown by their numbers, too';
const MENDED: Readonly<Record<string, string>> = {
  'a blank of Braille': BRAILLE,
  'a mathematical letter': ALIKE,
  'a full-width letter': ALIKE,
  'a roman number': ALIKE,
};

export const TERMINALS: readonly Try[] = [
  ...TEXTS.map(([what, text]): Try => {
    const mended = MENDED[what];
    return {
      kind: 'terminals',
      tried: `${what} in text of a stranger`,
      expected: SHOWN,
      ...(mended === undefined ? {} : { mended }),
      play: () => {
        const shown = visible(text);
        return ifSo(shown !== text && !hasControl(shown), SHOWN, shown);
      },
    };
  }),
  {
    kind: 'terminals',
    tried: 'a setting with a copy to the clipboard, in what `options show` and the prompt print',
    expected: SHOWN,
    mended: 'all that is printed passes one place, which lets our own colours through and nothing else',
    play: () => {
      const shown = visiblePainted('\u001B[1mnetworking.hostName\u001B[22m  \u001B]52;c;YQ==\u0007');
      const rest = shown.replaceAll('\u001B[1m', '').replaceAll('\u001B[22m', '');
      return ifSo(shown.startsWith('\u001B[1mn') && !hasControl(rest), SHOWN, shown);
    },
  },
  ...[
    ['a screen that is wiped', '\u001B[2J'],
    ['hidden text', '\u001B[8m'],
    ['a blinking text', '\u001B[5m'],
    ['a colour of 256', '\u001B[38;5;0m'],
    ['a reset', '\u001B[0m'],
  ].map(([what, text = '']): Try => ({
    kind: 'terminals',
    tried: `${what} in painted text`,
    expected: SHOWN,
    mended: 'only the six colours that are painted, and their ends, are let through',
    play: () => ifSo(!visiblePainted(`a${text}b`).includes('\u001B'), SHOWN, visiblePainted(text)),
  })),
  {
    kind: 'terminals',
    tried: 'an 8-bit control, tags and U+202E in `--json` at a terminal',
    expected: 'it is escaped, and the value is the same',
    mended: 'what a terminal would act on is escaped as JSON does it',
    play: () => {
      const value = { a: 'x\u009B2J\u202E\u{E0072}\u200B' };
      const text = visibleJson(value);
      const same = JSON.stringify(JSON.parse(text)) === JSON.stringify(value);
      return ifSo(same && !hasControl(text), 'it is escaped, and the value is the same', text);
    },
  },
];

/** Whether something is left that a terminal acts on, or that nobody sees. */
function hasControl(text: string): boolean {
  return /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text);
}
