import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whoElseDecides, whoElseWrites } from '../../../engine/host/tree/who-decides.ts';
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

const at = (path: string): string => join(base, path);

/** Root's own file in a directory of its own, below /tmp. */
function lay(): void {
  mkdirSync(at('etc'));
  mkdirSync(at('eve'));
  writeFileSync(at('etc/policy'), '');
  writeFileSync(at('eve/policy'), '');
  chmodSync(base, 0o755);
  for (const path of ['eve', 'eve/policy']) chownSync(at(path), EVE, EVE);
}

describe('who else decides what root reads', AS_ROOT, () => {
  it.each<[string, string, () => void]>([
    ['a file of its own', 'etc/policy', () => undefined],
    ['a link of its own', 'link', () => symlinkSync('etc/policy', at('link'))],
    ['a file of its own in a sticky directory', 'etc/policy', () => chmodSync(at('etc'), 0o1777)],
    ['what is not there', 'etc/none/such', () => undefined],
    ['a path upwards out of what is its own', 'etc/../etc/policy', () => undefined],
  ])('is nobody for %s', (_, path, change) => {
    lay();
    change();
    expect(whoElseDecides(at(path))).toBeUndefined();
  });

  it.each<[string, string, () => void, RegExp]>([
    [
      'the owner',
      'etc/policy',
      () => chownSync(at('etc/policy'), EVE, 0),
      /etc\/policy belongs to .* 12345$/u,
    ],
    [
      'a group',
      'etc/policy',
      () => chmodSync(at('etc/policy'), 0o664),
      /policy may be .* group .* 0 \(mode 0664\)$/u,
    ],
    [
      'everybody',
      'etc/policy',
      () => chmodSync(at('etc/policy'), 0o646),
      /policy may be .* everybody \(mode 0646\)$/u,
    ],
    [
      'the owner of a directory',
      'etc/policy',
      () => chownSync(at('etc'), EVE, 0),
      /etc belongs to .* 12345$/u,
    ],
    [
      'everybody, by a directory',
      'etc/policy',
      () => chmodSync(at('etc'), 0o777),
      /etc may be .* everybody/u,
    ],
    ['who may make what is missing', 'eve/none', () => undefined, /eve belongs to .* 12345$/u],
    [
      'everybody, by a sticky directory itself',
      'etc',
      () => chmodSync(at('etc'), 0o1777),
      /etc may be .* everybody/u,
    ],
    [
      'the owner of an entry of a sticky directory',
      'etc/policy',
      () => {
        chmodSync(at('etc'), 0o1777);
        chownSync(at('etc/policy'), EVE, EVE);
      },
      /etc\/policy belongs to .* 12345$/u,
    ],
    [
      'who owns where a link leads',
      'link',
      () => symlinkSync('eve/policy', at('link')),
      /eve belongs to .* 12345$/u,
    ],
    [
      'the owner of a link',
      'link',
      () => {
        symlinkSync('etc/policy', at('link'));
        lchownSync(at('link'), EVE, EVE);
      },
      /link belongs to .* 12345$/u,
    ],
    [
      'the owner of a link on the way, by an absolute path and back',
      'link/../etc/policy',
      () => symlinkSync(at('eve'), at('link')),
      /eve belongs to .* 12345$/u,
    ],
    [
      'nobody who can be found, by links in a circle',
      'link/x',
      () => symlinkSync('link', at('link')),
      /too many links/u,
    ],
  ])('is %s', (_, path, change, said) => {
    lay();
    change();
    expect(whoElseDecides(path.includes('..') ? `${base}/${path}` : at(path))).toMatch(said);
  });

  it('is not asked by another user, who decides nothing for others', () => {
    lay();
    chmodSync(at('etc/policy'), 0o666);
    process.seteuid?.(EVE);
    expect(whoElseDecides(at('etc/policy'))).toBeUndefined();
    expect(whoElseWrites(at('etc/policy'))).toMatch(/everybody/u);
    expect(whoElseWrites(at('eve/policy'))).toBeUndefined();
  });

  it('may be a group for what is shared, but not for its directory', () => {
    lay();
    chmodSync(at('etc/policy'), 0o660);
    expect(whoElseWrites(at('etc/policy'), { shared: true })).toBeUndefined();
    chmodSync(at('etc'), 0o775);
    expect(whoElseWrites(at('etc/policy'), { shared: true })).toMatch(/etc may be written to by the group/u);
  });
});
