import { completeLine } from '../../engine/cli/interactive/complete.ts';
import { buildNames } from '../../engine/cli/interactive/names.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { inTurn, type Result } from './measure.ts';

const OPTIONS = 20_000;
const PACKAGES = 100_000;
const NOTHING = { users: [], runbooks: [], runs: [], providers: [] };

/** Completing a line and finding near names, among 20,000 options and 100,000 packages, against one look at each name. */
export async function measureNames(): Promise<readonly Result[]> {
  const options = Array.from({ length: OPTIONS }, (_, at) => ({
    name: `services.module${at % 900}.settings.group${at % 7}.option${at}`,
    tree: { name: 'bool' },
    type: 'boolean',
  }));
  const packages = Array.from({ length: PACKAGES }, (_, at) => ({
    attr: `package${at}`,
    name: 'p',
    version: '1',
  }));
  const index = buildOptionIndex(options, packages);
  const all = buildNames(index, NOTHING);
  const scan = (start: string): unknown => packages.filter(({ attr }) => attr.startsWith(start));
  return [
    await inTurn(
      'options: complete a line / a look at each name',
      () => completeLine('install pack', all),
      () => scan('pack'),
      25,
    ),
    await inTurn(
      'options: near packages / a look at each name',
      () => index.nearestPackages('pakage7', 3),
      () => scan('pakage7'),
      9,
    ),
  ];
}
