import type { Edit, NixValue } from '../../../model/options/value.ts';
import { isIpAddress } from '../mentions.ts';
import type { Context } from '../../context.ts';
import { firstOption } from '../../context.ts';
import { reference } from '../../names/package-names.ts';
import { amountFor, amountsIn, mentionOf } from '../mentions.ts';
import { isTurnedOff, isTurningWord } from '../polarity.ts';
import type { Frame, Spotted } from './frame.ts';
import { SETTINGS, type SettingRow } from './setting-table.ts';

/** A frame of each row of the table of settings. */
export const SETTING_FRAMES: readonly Frame[] = SETTINGS.map((row) => ({
  name: row.options[0] ?? '',
  says: row.says,
  may: `${row.may} set use change make put let add enable turn switch on activate want need have`,
  build: (spotted, context) => build(row, spotted, context),
}));

function build(row: SettingRow, spotted: Spotted, context: Context): readonly Edit[] | undefined {
  const path = firstOption(context, ...row.options);
  // What is named in the clause itself is read with what is said about it.
  const inClause = spotted.clause.some(({ word }) => word === row.near);
  const near = row.near === undefined || (!inClause && context.sentence.toLowerCase().includes(row.near));
  if (path === undefined || !near) return undefined;
  if (row.value === 'switch') {
    const off = isTurnedOff(spotted.clause);
    if (off === undefined) return undefined;
    spotted.take(spotted.clause.filter(isTurningWord));
    return [{ op: 'set', path, value: !off }];
  }
  if (isTurnedOff(spotted.clause) !== false) return undefined;
  const values = valuesOf(row, spotted, context);
  const [value] = values;
  if (value === undefined) return undefined;
  // A value that is set is the only one.
  spotted.take(spotted.clause.filter(({ word }) => /^(?:only|just)$/u.test(word)));
  if (row.list === true) return [{ op: 'add', path, items: values }];
  return values.length > 1 ? undefined : [{ op: 'set', path, value }];
}

function valuesOf(row: SettingRow, spotted: Spotted, context: Context): readonly NixValue[] {
  switch (row.value) {
    case 'number':
      return numberIn(row, spotted, context);
    case 'addresses':
      return spotted.all(({ text }) => isIpAddress(text)).map(({ text }) => text);
    case 'domains':
      return spotted.all((token) => mentionOf(token) === 'domain').map(({ text }) => text);
    case 'url':
    case 'urls':
      return spotted.all((token) => mentionOf(token) === 'url').map(({ text }) => text);
    case 'system':
      return spotted
        .all(({ word }) => /^(?:aarch64|armv[67]l|i686|riscv64|x86_64)-linux$/u.test(word))
        .map(({ text }) => text);
    case 'word':
      return wordsIn(row, spotted, context);
    case 'switch':
      return [];
    default:
      throw new Error(`not handled: ${JSON.stringify(row.value satisfies never)}`);
  }
}

function numberIn(row: SettingRow, spotted: Spotted, context: Context): readonly NixValue[] {
  const [amount, ...more] = amountsIn(spotted.clause);
  if (amount === undefined || more.length > 0) return [];
  const path = firstOption(context, ...row.options) ?? [];
  const declared = context.index.find(path)?.declaration;
  const counts = `${row.says.join(' ')} ${declared?.description ?? ''}`;
  const value = amountFor(amount, counts);
  if (value === undefined || value < 1 || value > 10_000) return [];
  spotted.take([...amount.used]);
  return [value];
}

function wordsIn({ words = {} }: SettingRow, spotted: Spotted, context: Context): readonly NixValue[] {
  const said = spotted.all(({ kind, word }) => kind === 'word' && Object.hasOwn(words, word));
  const values = [...new Set(said.map(({ word }) => words[word] ?? word))];
  return values.flatMap((value): readonly NixValue[] => {
    if (!value.startsWith('pkgs.')) return [value];
    const attr = value.slice('pkgs.'.length);
    return context.index.package(attr) === undefined ? [] : [reference(attr)];
  });
}
