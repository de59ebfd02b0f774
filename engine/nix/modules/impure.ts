/** What gives another value each time although the text is the same. */
const FETCHES = /\b(?:fetchTarball|fetchGit|fetchMercurial|fetchurl|fetchTree|getFlake)\b/u;
const PINNED = /\b(?:sha256|hash|narHash|rev)\s*=/u;
const ALWAYS = /\bbuiltins\s*\.\s*(?:getEnv|currentTime)\b/u;

/**
 * Whether a Nix file may mean something else without being changed: it reads the environment or the clock, or fetches what
 * it does not pin.
 *
 * @example
 * isImpure('import (builtins.fetchTarball "https://example.org/master.tar.gz")')   // true
 */
export function isImpure(text: string): boolean {
  return ALWAYS.test(text) || (FETCHES.test(text) && !PINNED.test(text));
}
