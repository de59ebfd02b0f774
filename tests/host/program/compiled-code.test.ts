import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOfCompiledCode } from '../../../engine/host/program/compiled-code.ts';
import { AS_ROOT } from '../../lib/needs.ts';

const EVE = 12345;

let base: string;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => {
  process.seteuid?.(0);
  rmSync(base, { recursive: true, force: true });
});

describe('compiled code of root', AS_ROOT, () => {
  it('is kept in its own place for root alone, whatever the environment names', () => {
    const place = placeOfCompiledCode({ HOME: join(base, 'home'), XDG_CACHE_HOME: base }, join(base, 'own'));
    expect(place).toBe(join(base, 'own/compiled'));
    expect(statSync(join(base, 'own/compiled')).mode & 0o777).toBe(0o700);
    expect(existsSync(join(base, 'home'))).toBe(false);
  });

  it.each<[string, () => void]>([
    ['somebody else owns it', () => chownSync(join(base, 'cache/own'), EVE, EVE)],
    ['somebody else owns what it stands in', () => chownSync(join(base, 'cache'), EVE, EVE)],
    ['everybody may write to it', () => chmodSync(join(base, 'cache/own'), 0o777)],
    ['a group may write to what it stands in', () => chmodSync(join(base, 'cache'), 0o775)],
    [
      'a link leads to somebody else',
      () => {
        mkdirSync(join(base, 'eve'));
        chownSync(join(base, 'eve'), EVE, EVE);
        symlinkSync('../../eve', join(base, 'cache/own/compiled'));
      },
    ],
    ['there is no directory for it', () => rmSync(join(base, 'cache'), { recursive: true })],
  ])('is not kept where %s', (_, lay) => {
    mkdirSync(join(base, 'cache/own'), { recursive: true });
    lay();
    expect(placeOfCompiledCode({ HOME: base }, join(base, 'cache/own'))).toBeUndefined();
    expect(existsSync(join(base, 'cache/own/compiled/v'))).toBe(false);
  });
});

describe('compiled code of a user', AS_ROOT, () => {
  const asEve = (env: Readonly<Record<string, string>>): string | undefined => {
    process.seteuid?.(EVE);
    return placeOfCompiledCode(env);
  };

  it('is kept in the home of that user', () => {
    mkdirSync(join(base, 'eve'));
    chownSync(join(base, 'eve'), EVE, EVE);
    chmodSync(base, 0o755);
    expect(asEve({ HOME: join(base, 'eve') })).toBe(join(base, 'eve/.cache/nixos-ai/compiled'));
    expect(asEve({ HOME: '/', XDG_CACHE_HOME: join(base, 'eve') })).toBe(join(base, 'eve/nixos-ai/compiled'));
  });

  it('is not kept where another user may write', () => {
    mkdirSync(join(base, 'other'));
    chownSync(join(base, 'other'), EVE + 1, EVE);
    chmodSync(join(base, 'other'), 0o777);
    chmodSync(base, 0o755);
    expect(asEve({ HOME: join(base, 'other') })).toBeUndefined();
    expect(asEve({})).toBeUndefined();
    expect(asEve({ HOME: 'relative' })).toBeUndefined();
  });
});
