import type { Edit, NixValue, OptionPath } from '../../../engine/model/options/value.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import type { Draw } from './draw.ts';
import type { Tree } from './evaluate.ts';

/** A configuration and a request that somebody makes of it. */
export interface TruthCase {
  readonly tree: Tree;
  readonly edit: Edit;
}

interface Kind {
  readonly path: OptionPath;
  readonly form: 'bool' | 'string' | 'int' | 'ints' | 'strings' | 'packages';
  readonly pool: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    path: ['networking', 'firewall', 'allowedTCPPorts'],
    form: 'ints',
    pool: ['22', '80', '81', '443', '8080'],
  },
  { path: ['users', 'users', 'alice', 'extraGroups'], form: 'strings', pool: ['wheel', 'audio', 'docker'] },
  {
    path: ['environment', 'systemPackages'],
    form: 'packages',
    pool: ['htop', 'wget', 'git', 'zsh', 'sub.htop'],
  },
  { path: ['boot', 'kernelModules'], form: 'strings', pool: ['loop', 'nf', 'kvm'] },
  { path: ['users', 'groups', 'wheel', 'members'], form: 'strings', pool: ['alice', 'bob'] },
  { path: ['networking', 'firewall', 'enable'], form: 'bool', pool: ['true', 'false'] },
  { path: ['services', 'nginx', 'enable'], form: 'bool', pool: ['true', 'false'] },
  { path: ['services', 'openssh', 'enable'], form: 'bool', pool: ['true', 'false'] },
  { path: ['programs', 'zsh', 'enable'], form: 'bool', pool: ['true', 'false'] },
  { path: ['services', 'nginx', 'port'], form: 'int', pool: ['80', '81', '8080'] },
  { path: ['networking', 'hostName'], form: 'string', pool: ['atlas', 'nixos'] },
  { path: ['time', 'timeZone'], form: 'string', pool: ['Europe/Paris', 'UTC'] },
  { path: ['environment', 'etc', 'one', 'text'], form: 'string', pool: ['1', 'one'] },
  { path: ['environment', 'etc', 'two', 'text'], form: 'string', pool: ['2', 'two'] },
];

/** Anything that people write, by a few choices each. */
export function generateCase(draw: Draw): TruthCase {
  const tree: Record<string, string> = {};
  const imports: string[] = [];
  if (draw.chance(0.5)) {
    tree['nixos/a.nix'] = moduleText(draw, []);
    imports.push(draw.chance(0.7) ? './a.nix' : '(./. + "/a.nix")');
  }
  if (draw.chance(0.3)) {
    tree['nixos/mods/one.nix'] = moduleText(draw, []);
    imports.push('...readDir');
  }
  if (draw.chance(0.25)) {
    tree['outside/b.nix'] = moduleText(draw, []);
    imports.push('../outside/b.nix');
  }
  if (draw.chance(0.15)) {
    tree['nixos/made.nix'] =
      '{ port }:\n{ config, ... }:\n{\n  networking.firewall.allowedTCPPorts = [ port ];\n}\n';
    imports.push(`(import ./made.nix { port = ${draw.pick(['80', '443'])}; })`);
  }
  tree['nixos/configuration.nix'] = moduleText(draw, imports);
  return { tree, edit: generateEdit(draw) };
}

function generateEdit(draw: Draw): Edit {
  const { path, form, pool } = draw.pick(KINDS);
  if (draw.chance(0.1)) return { op: 'unset', path };
  const isList = form === 'ints' || form === 'strings' || form === 'packages';
  if (!isList) return { op: 'set', path, value: valueOf(form, draw.pick(pool)) };
  const items = draw.some(pool, 2).map((word) => valueOf(form, word));
  return draw.chance(0.1)
    ? { op: 'set', path, value: items }
    : { op: draw.chance(0.5) ? 'add' : 'remove', path, items };
}

function valueOf(form: Kind['form'], word: string): NixValue {
  switch (form) {
    case 'bool':
      return word === 'true';
    case 'int':
    case 'ints':
      return Number(word);
    case 'packages':
      return { type: 'pkgs', path: word.split('.') };
    case 'string':
    case 'strings':
      return word;
    default:
      return assertNever(form);
  }
}

/** What a module's text is made of while it is written. */
interface Writing {
  readonly draw: Draw;
  /** Bindings of the `let` around the body. */
  readonly lets: string[];
  /** Whether `config` may be asked: not by what decides which attributes there are. */
  names: number;
}

function moduleText(draw: Draw, imports: readonly string[]): string {
  const writing: Writing = { draw, lets: [], names: 0 };
  const importText = importsText(imports);
  const body = bodyText(writing, importText);
  const inner = draw.chance(0.15) ? `with lib;\n${body}` : body;
  const lets = writing.lets.length === 0 ? '' : `let\n  ${writing.lets.join('\n  ')}\nin\n`;
  const head = draw.pick([
    '{ config, lib, pkgs, ... }:',
    '{ config, pkgs, lib, ... }@args:',
    '# made by hand\n{ lib, pkgs, config, modulesPath ? null, ... }:',
  ]);
  return `${head.replace(', modulesPath ? null', '')}\n${lets}${inner}\n`;
}

function importsText(imports: readonly string[]): string {
  const literal = imports.filter((each) => each !== '...readDir');
  const list = `[ ${literal.join(' ')} ]`;
  const computed = 'map (name: ./mods + "/${name}") (builtins.attrNames (builtins.readDir ./mods))';
  if (imports.length === 0) return '';
  return literal.length === imports.length
    ? `  imports = ${list};\n`
    : `  imports = ${list} ++ ${computed};\n`;
}

function bodyText(writing: Writing, imports: string): string {
  const { draw } = writing;
  const set = (more = ''): string => setText(writing, more);
  const form = draw.below(16);
  if (form < 7) return set(imports);
  if (form === 7) return `rec ${set(imports)}`;
  if (form === 8) return `{\n${imports}  config = ${wrapped(writing, set())};\n}`;
  if (form === 9) return `{\n${imports}  config = lib.mkMerge [ ${set()} ${wrapped(writing, set())} ];\n}`;
  if (form === 10) {
    writing.lets.push(`common = ${set()};`);
    return `common // ${set(imports)}`;
  }
  if (form === 11) return `${set()} // ${set(imports)}`;
  if (form === 12) return `${set(imports)} // lib.optionalAttrs ${draw.pick(['true', 'false'])} ${set()}`;
  if (form === 13) return `lib.recursiveUpdate ${set()} ${set(imports)}`;
  if (form === 14) return `(if true then ${set(imports)} else { })`;
  writing.lets.push('services = { nginx.enable = false; };');
  return `rec ${set(imports)}`;
}

/** What a module's `config` may stand in. */
function wrapped(writing: Writing, set: string): string {
  return writing.draw.pick([set, set, `(lib.mkIf ${condition(writing)} ${set})`, `(lib.mkDefault ${set})`]);
}

function setText(writing: Writing, more: string): string {
  const { draw } = writing;
  const kinds = draw.some(KINDS, 5);
  const lines = grouped(writing, kinds);
  return `{\n${more}${lines.map((line) => `  ${line}\n`).join('')}}`;
}

/** Dotted, or below a set of their first name, which may be one side of a `//`. */
function grouped(writing: Writing, kinds: readonly Kind[]): readonly string[] {
  const { draw } = writing;
  const byFirst = Map.groupBy(kinds, ({ path }) => path[0] ?? '');
  return [...byFirst].flatMap(([first, members]) => {
    const inside = members.map((kind) => [kind.path.slice(1).join('.'), definition(writing, kind)] as const);
    if (draw.chance(0.6)) return inside.map(([rest, value]) => `${first}.${rest} = ${value};`);
    const set = `{ ${inside.map(([rest, value]) => `${rest} = ${value};`).join(' ')} }`;
    if (draw.chance(0.75)) return [`${first} = ${set};`];
    const other = draw.pick(KINDS.filter(({ path }) => path[0] === first));
    const beside = `{ ${other.path.slice(1).join('.')} = ${definition(writing, other)}; }`;
    return [`${first} = ${draw.chance(0.5) ? `${beside} // ${set}` : `${set} // ${beside}`};`];
  });
}

function definition(writing: Writing, kind: Kind): string {
  const { draw } = writing;
  const value = plainValue(writing, kind);
  const form = draw.below(20);
  if (form < 12) return value;
  const operand = `(${value})`;
  const isList = kind.form === 'ints' || kind.form === 'strings' || kind.form === 'packages';
  if (form === 12) return `lib.mkForce ${operand}`;
  if (form === 13) return `lib.mkDefault ${operand}`;
  if (form === 14) return `lib.mkOverride ${draw.pick(['40', '90', '100', '900'])} ${operand}`;
  if (form === 15) return `lib.mkIf ${condition(writing)} ${operand}`;
  if (!isList) return value;
  if (form === 16) return `lib.mkBefore ${operand}`;
  if (form === 17) return `lib.mkAfter ${operand}`;
  if (form === 18) return `lib.mkOrder 700 ${operand}`;
  return `lib.mkMerge [ ${operand} (${plainValue(writing, kind)}) ]`;
}

/** Never of what is being defined: conditions look at one option that no condition decides. */
function condition({ draw }: Writing): string {
  return draw.pick(['true', 'false', '(1 < 2)', '(config.networking.firewall.enable)']);
}

function plainValue(writing: Writing, kind: Kind): string {
  const { draw } = writing;
  const { form, pool } = kind;
  if (form === 'bool' || form === 'int' || form === 'string') return scalar(writing, form, draw.pick(pool));
  return listText(writing, kind);
}

function listText(writing: Writing, kind: Kind): string {
  const { draw } = writing;
  const some = (): string => literalList(writing, kind);
  switch (draw.below(14)) {
    case 0:
      return `${some()} ++ ${some()}`;
    case 1:
      return `${some()} ++ lib.optionals ${condition(writing)} ${some()}`;
    case 2:
      return `lib.optional ${condition(writing)} ${item(writing, kind)} ++ ${some()}`;
    case 3:
      return `map (x: x) ${some()}`;
    case 4:
      return bind(writing, some());
    case 5:
      return `if ${condition(writing)} then ${some()} else [ ]`;
    case 6:
      return kind.form === 'ints' ? 'lib.range 80 81' : some();
    case 7:
      return `lib.flatten [ ${some()} ]`;
    default:
      return some();
  }
}

function literalList(writing: Writing, kind: Kind): string {
  const { draw } = writing;
  const words = draw.some(kind.pool, 3);
  if (kind.form === 'packages' && draw.chance(0.5)) {
    const short = draw.some(['htop', 'wget', 'git', 'zsh', 'vim'], 3).join(' ');
    return draw.chance(0.25) ? `(with pkgs; with sub; [ ${short} jq ])` : `(with pkgs; [ ${short} ])`;
  }
  return `[ ${words.map((word) => item(writing, kind, word)).join(' ')} ]`;
}

function item(writing: Writing, { form, pool }: Kind, word = writing.draw.pick(pool)): string {
  const { draw } = writing;
  if (form === 'packages') return packageText(writing, word);
  if (form === 'ints' && draw.chance(0.1)) return 'config.services.nginx.port';
  return scalar(writing, form === 'ints' ? 'int' : 'string', word);
}

function packageText(writing: Writing, word: string): string {
  const { draw } = writing;
  switch (draw.below(10)) {
    case 0:
      return `(pkgs.${word}.override { })`;
    case 1:
      return bind(writing, `pkgs.${word}`);
    case 2:
      return word.includes('.') ? `pkgs.${word}` : bindInherited(writing, 'pkgs', word);
    default:
      return `pkgs.${word}`;
  }
}

/** A value in one of the ways in which people write one. */
function scalar(writing: Writing, form: 'bool' | 'int' | 'string', word: string): string {
  const { draw } = writing;
  const literal = form === 'string' ? JSON.stringify(word) : word;
  switch (draw.below(16)) {
    case 0:
      return bind(writing, literal);
    case 1: {
      const set = bind(writing, `{ it = ${literal}; }`);
      return draw.chance(0.5) ? `${set}.it` : bindInherited(writing, set, 'it');
    }
    case 2:
      return `(lib.id ${literal})`;
    case 3:
      return `(if ${condition(writing)} then ${literal} else ${literal})`;
    case 4:
      return form === 'string' ? `"\${${JSON.stringify(word.slice(0, 2))}}${word.slice(2)}"` : literal;
    case 5:
      return form === 'int' ? `(${Number(word) - 1} + 1)` : literal;
    default:
      return literal;
  }
}

function bind(writing: Writing, text: string): string {
  const name = freshName(writing);
  writing.lets.push(`${name} = ${text};`);
  return name;
}

/** `inherit (x) y;` binds `y` itself; a set around it keeps the names apart. */
function bindInherited(writing: Writing, from: string, name: string): string {
  const set = freshName(writing);
  writing.lets.push(`${set} = { inherit (${from}) ${name}; };`);
  return `${set}.${name}`;
}

function freshName(writing: Writing): string {
  writing.names += 1;
  return `n${writing.names}`;
}
