import { listCatalog } from '../../../engine/host/nix/option-catalog.ts';
import { options, packages } from '../../nix/host-20-09.ts';

/** Searches every so-manyth option of NixOS 20.09. */
export function search(every: number, query: string): () => unknown {
  const catalog = listCatalog({ options: options.filter((_, place) => place % every === 0), packages });
  // The first search writes the tables.
  catalog.searchOptions('a', 10);
  return () => catalog.searchOptions(query, 10);
}
