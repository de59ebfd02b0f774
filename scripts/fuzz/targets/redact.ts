import * as fc from 'fast-check';
import { parseNix } from '../../../engine/nix/parse.ts';
import { buildRedactor } from '../../../engine/redact/redactor.ts';
import { textsOf } from '../inputs/corpus.ts';
import { nixTexts } from '../inputs/nix.ts';
import { mutatedText } from '../inputs/text.ts';
import type { Ending, Input, Target } from '../target.ts';

const DICTIONARY = [
  'password = ',
  '--token ',
  'Authorization: Bearer ',
  'https://user:pass@host/',
  '-----BEGIN PRIVATE KEY-----\n',
  '$6$salt$',
  'ghp_',
  'AKIA',
  '<redacted:password>',
  '<redacted:',
  'key: |\n',
  '=',
  ':',
  '@',
  '&',
] as const;

/** Text with secrets in it: what is taken out, and from Nix so that it is still Nix. */
export const redactTarget: Target = {
  name: 'redact',
  about: 'text with secrets: taken out once, from Nix so that it still parses',
  inputs: () => {
    const lines = textsOf('tests/data/secrets/*.txt').flatMap((text) => text.split('\n'));
    const secrets = mutatedText(
      fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 8 }).map((list) => list.join('\n')),
      DICTIONARY,
    );
    const modules = fc
      .tuple(nixTexts(), fc.constantFrom(...lines))
      .map(([text, line]) => `${text}\n# ${line.replaceAll('\n', ' ')}\n`);
    return fc.tuple(modules, secrets);
  },
  open: () => ({
    play: ([nix = '', text = '']: Input): Ending => {
      const redactor = buildRedactor(new Map([['configuration.nix', nix]]), { privateAddresses: true });
      const parsed = parseNix(nix, 'configuration.nix');
      const redacted = redactor.redact(nix);
      if (parsed.ok && !parseNix(redacted, 'configuration.nix').ok)
        throw new Error('redacted Nix does not parse');
      const once = redactor.redact(text);
      if (redactor.redact(once) !== once) throw new Error('what was redacted once changes again');
      return redactor.find(text).length > 0 ? 'taken' : 'refused';
    },
  }),
};
