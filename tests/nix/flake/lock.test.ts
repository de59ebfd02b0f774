import { describe, expect, it } from 'vitest';
import {
  compareLocks,
  findBackwards,
  forgetInputs,
  inputsOf,
  ownDirectories,
  parseLock,
  type FlakeLock,
} from '../../../engine/nix/flake/lock.ts';
import { valueOf } from '../../runbook/runbooks.ts';

interface Input {
  readonly rev?: string;
  readonly at?: number;
  readonly url?: string;
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
}

/** The text of a lock file: `root` names the flake's own inputs. */
function lockText(
  root: Readonly<Record<string, string | readonly string[]>>,
  nodes: Readonly<Record<string, Input>>,
): string {
  const written = Object.entries(nodes).map(([name, { rev = 'aaaa', at = 1000, url = name, inputs }]) => [
    name,
    {
      ...(inputs && { inputs }),
      locked: { type: 'git', url, rev, lastModified: at },
      original: { type: 'git', url },
    },
  ]);
  return JSON.stringify({
    nodes: { ...Object.fromEntries(written), root: { inputs: root } },
    root: 'root',
    version: 7,
  });
}

const lock = (...given: Parameters<typeof lockText>): FlakeLock => valueOf(parseLock(lockText(...given)));
const OWN = { nixpkgs: 'nixpkgs', home: 'home' };
const HOME: Input = { inputs: { nixpkgs: ['nixpkgs'], utils: 'utils' } };
const before = lock(OWN, { nixpkgs: {}, home: HOME, utils: {} });

describe('a lock file', () => {
  it.each(['', 'null', '[]', '{}', '{"nodes":{},"root":1}', '{"nodes":{"root":3},"root":"root"}'])(
    'that is none is refused: %s',
    (text) => {
      expect(parseLock(text).findings).toMatchObject([{ code: 'INP005' }]);
    },
  );

  it('names the inputs of the flake itself, and forgets those that are named', () => {
    expect(inputsOf(before)).toEqual(['home', 'nixpkgs']);
    const text = lockText(OWN, { nixpkgs: {}, home: HOME, utils: {} });
    const left = valueOf(parseLock(forgetInputs(text, before, ['nixpkgs'])));
    expect(inputsOf(left)).toEqual(['home']);
    expect(left.nodes['home']).toEqual(before.nodes['home']);
  });

  it.each([
    ['a newer commit', { nixpkgs: { rev: 'bbbb', at: 2000 } }, ['nixpkgs aaaa bbbb']],
    ['an input of an input', { utils: { rev: 'cccc' } }, ['home/utils aaaa cccc']],
    ['nothing', {}, []],
  ] as const)('tells what changes: %s', (_what, changed, told) => {
    const after = lock(OWN, { nixpkgs: {}, home: HOME, utils: {}, ...changed });
    const changes = compareLocks(before, after);
    expect(changes.map((one) => `${one.name} ${one.before?.revision} ${one.after?.revision}`)).toEqual(told);
  });

  it('tells what is new and what is gone, the own inputs first', () => {
    const after = lock({ nixpkgs: 'nixpkgs', extra: 'extra' }, { nixpkgs: {}, extra: {} });
    expect(compareLocks(before, after).map((one) => [one.name, one.before !== undefined])).toEqual([
      ['extra', false],
      ['home', true],
      ['home/utils', true],
    ]);
    expect(compareLocks(undefined, after)).toHaveLength(2);
  });

  it('dates what it tells', () => {
    const after = lock(OWN, { nixpkgs: { at: 86_400 }, home: HOME, utils: {} });
    expect(compareLocks(before, after)[0]?.after?.date).toBe('1970-01-02T00:00:00.000Z');
  });

  it.each([
    ['an own input that is older than before', { nixpkgs: { at: 999 } }, ['INP003']],
    ['one as old as before', { nixpkgs: { at: 1000, rev: 'bbbb' } }, []],
    ['an older one from another source, which was asked for', { nixpkgs: { at: 1, url: 'stable' } }, []],
    ['an input of an input, which its flake has locked', { utils: { at: 1 } }, []],
  ] as const)('goes backwards with an own input only: %s', (_what, changed, codes) => {
    const after = lock(OWN, { nixpkgs: {}, home: HOME, utils: {}, ...changed });
    expect(findBackwards(before, after).map(({ code }) => code)).toEqual(codes);
  });

  it('knows the inputs that lie in the flake itself', () => {
    const nodes = {
      part: { original: { type: 'path', path: './part' } },
      far: { original: { type: 'path', path: '/x' } },
    };
    expect(ownDirectories({ nodes, root: 'root' })).toEqual(['./part']);
  });
});
