import { expect, it } from 'vitest';
import { isImpure } from '../../../engine/nix/modules/impure.ts';

it.each([
  ['imports = [ (builtins.fetchTarball "https://example.org/master.tar.gz") ];', true],
  ['x = fetchGit { url = "https://example.org"; };', true],
  ['x = builtins.getEnv "HOME";', true],
  ['x = builtins . currentTime;', true],
  ['x = fetchTarball { url = "https://example.org"; sha256 = "0"; };', false],
  ['x = builtins.fetchGit { url = "a"; rev = "b"; };', false],
  ['environment.variables.getEnv = "a";', false],
])('%j may mean something else without being changed: %s', (text, impure) => {
  expect(isImpure(text)).toBe(impure);
});
