import { parseNix } from '../../engine/nix/parse.ts';

/** Reads a chain of so many names, `a.a.a`. */
export function readChain(names: number): () => unknown {
  const text = Array.from({ length: names }, () => 'a').join('.');
  return () => parseNix(text, 'x.nix');
}
