import { type Context } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, packageAttributes, reference } from '../names/package-names.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { type FillRole, filled } from './role.ts';
import type { SpottedWords } from './spotted-words.ts';

/** A module by its name, behind a marker: what a port is opened for. */
export const moduleNamed: FillRole = ({ after = '' }, words, { modules, index, last }) => {
  const at = words.clause.findLastIndex(({ word }) => after.split(' ').includes(word));
  const name =
    at < 0
      ? []
      : words.clause.slice(at + 1).filter((token) => token.kind !== 'separator' && !words.isTaken(token));
  const meant = /^(?:it|that|them|this)$/u.test(textOf(name)) && last.length > 0;
  if (name.length === 0 || !(meant || findModule(textOf(name), modules, index).kind === 'one'))
    return undefined;
  return filled(name, textOf(name));
};

/** Packages by name, side by side or in a list. */
export const packages: FillRole = (_role, words, context) => {
  const items = listsOf(words);
  const found = items.map((item) => findPackage(item, context));
  const values = found.flatMap((match) => (match.kind === 'package' ? [match.value] : []));
  return items.length > 0 && values.length === items.length ? filled(items.flat(), ...values) : undefined;
};

/** How attributes of fonts end where people leave that out. */
const ENDINGS = ['', '-fonts', '-font', '_fonts', '-ttf', '_ttf', '-mono'];

/** Packages that are fonts: by their description or their name. */
export const font: FillRole = (_role, words, context) => {
  const items = listsOf(words);
  const found = items.map((item) => fontsNamed(item, context));
  const values = found.flatMap((list) => (list.length === 1 ? list : [])).map(reference);
  if (items.length === 0) return undefined;
  if (values.length === items.length) return filled(items.flat(), ...values);
  const at = found.findIndex((list) => list.length !== 1);
  return askQuestion(`Which package do you mean by '${textOf(items[at] ?? [])}'?`);
};

const LOOKS =
  /font|mono|sans|serif|ttf|otf|code|emoji|fira|noto|dejavu|hack|jetbrains|roboto|ubuntu_font|liberation|inconsolata|iosevka|cascadia|terminus|powerline|plex|lato|icons|cantarell|mplus|wqy|ipa|hasklig|overpass|lmodern|gyre|comfortaa|oswald|raleway|symbola/u;

function fontsNamed(words: Clause, context: Context): readonly string[] {
  const name = words.map(({ text }) => text).join('-');
  const spelt = [`font-${name}`, ...ENDINGS.map((ending) => `${name}${ending}`)].map((one) => [
    ...new Set([one, one.replaceAll('-', '_')].flatMap((attr) => packageAttributes(attr, context))),
  ]);
  const isFont = (attr: string): boolean =>
    LOOKS.test(attr) || /font|typeface/iu.test(context.index.package(attr)?.description ?? '');
  return spelt.find((found) => found.length > 0 && found.every(isFont)) ?? [];
}

/** Strange words side by side are one name; a separator begins another. */
function listsOf(words: SpottedWords): readonly Clause[] {
  const strange = new Set(words.strange);
  const items: Clause[number][][] = [];
  let open = false;
  for (const token of words.clause) {
    if (!strange.has(token)) open = false;
    else if (open) items.at(-1)?.push(token);
    else {
      items.push([token]);
      open = true;
    }
  }
  return items;
}

function textOf(words: Clause): string {
  return words.map(({ text }) => text.toLowerCase()).join(' ');
}

const VARIANTS: Readonly<Record<string, string>> = {
  latest: 'latest',
  newest: 'latest',
  freshest: 'latest',
  recent: 'latest',
  zen: 'zen',
  hardened: 'hardened',
  libre: 'libre',
  testing: 'testing',
  lqx: 'lqx',
  default: '',
  standard: '',
  lts: '',
  normal: '',
};

/** The set of packages of a kernel. It is no package itself, so the kernel in it is what must exist. */
export const kernel: FillRole = (_role, words, context) => {
  const said = words.free.filter(
    ({ word }) => /^v?\d{1,2}\.\d{1,2}$/u.test(word) || Object.hasOwn(VARIANTS, word),
  );
  const [only, ...more] = said;
  if (only === undefined || more.length > 0) return undefined;
  const suffix = VARIANTS[only.word] ?? only.word.replace(/^v/u, '').replace('.', '_');
  if (suffix === '') return filled([only], { type: 'pkgs', path: ['linuxPackages'] });
  const names = [`linux_${suffix}`, `linux-${suffix}`, `linuxPackages_${suffix}`];
  if (names.some((name) => context.index.package(name) !== undefined))
    return filled([only], { type: 'pkgs', path: [`linuxPackages_${suffix}`] });
  const known = context.index.packages.flatMap(
    ({ attr }) => /^linux_(\d+_\d+)$/u.exec(attr)?.[1]?.replace('_', '.') ?? [],
  );
  const missing = `this host's packages have no Linux kernel '${only.word}'`;
  return known.length === 0
    ? refuseRequest('unknown', missing)
    : askQuestion(
        `${missing[0]?.toUpperCase() ?? ''}${missing.slice(1)}. Which one do you want?`,
        known.map((version) => `use linux kernel ${version}`),
      );
};
