import { spawnSync } from 'node:child_process';
import {
  isAttrs,
  isList,
  isPathLiteral,
  isPkgs,
  type Edit,
  type NixValue,
} from '../../engine/model/options/value.ts';
import { withFiles } from '../nix/support/real-nix.ts';

/** A module as real Nix evaluates it, to plain data; the engine's own switch for native code is on, so that it would run. */
export function evaluateModules(texts: readonly string[]): readonly unknown[] {
  const files = new Map(texts.map((text, at) => [`${at}.nix`, text]));
  const calls = texts.map((_, at) => `(import ./${at}.nix { config = { }; lib = { }; pkgs = { }; })`);
  return withFiles(files, (cwd) => {
    const native = ['--option', 'allow-unsafe-native-code-during-evaluation', 'true'];
    const args = ['--eval', '--strict', '--json', ...native, '-E', `[ ${calls.join(' ')} ]`];
    const run = spawnSync('nix-instantiate', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.status !== 0) throw new Error(run.stderr);
    const values: unknown = JSON.parse(run.stdout);
    return Array.isArray(values) ? values : [];
  });
}

/** What an evaluated module has at the place of an edit, and what the edit asks for. */
export function askedAndFound(edit: Edit, module: unknown): readonly [asked: unknown, found: unknown] {
  const asked = edit.op === 'set' ? plain(edit.value) : edit.op === 'add' ? edit.items.map(plain) : undefined;
  const found = edit.path.reduce<unknown>(
    (at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    module,
  );
  return [asked, found];
}

function plain(value: NixValue): unknown {
  if (isList(value)) return value.map(plain);
  if (isAttrs(value))
    return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, plain(inner)]));
  if (isPkgs(value) || isPathLiteral(value)) throw new Error('no plain data');
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
