import type { OptionDeclaration } from '../../../engine/model/options/option.ts';
import { typeOfWords } from './type-words.ts';

/**
 * Names and types of all options of a release, as tests/data/nixos-26.05-options.txt has them: first each type, behind a
 * tab; then each option, as how many letters it shares with the one before, the number of its type (both in base 36), and
 * the rest of its name.
 */
export function readOptionNames(text: string): readonly OptionDeclaration[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const types = lines.filter((line) => line.startsWith('\t')).map((line) => line.slice(1));
  const trees = types.map(typeOfWords);
  let before = '';
  return lines.slice(types.length).map((line) => {
    const [shared = '', type = '', ...rest] = line.split(' ');
    const at = Number.parseInt(type, 36);
    const tree = trees[at];
    if (tree === undefined) throw new Error(`no type for the line ${line}`);
    before = before.slice(0, Number.parseInt(shared, 36)) + rest.join(' ');
    return { name: before, type: types[at] ?? '', tree };
  });
}
