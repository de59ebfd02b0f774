import { readDocument } from '../../engine/document/document.ts';

/** Reads a document of so many keys. */
export function readKeys(count: number): () => unknown {
  const text = Array.from({ length: count }, (_, index) => `k${index}: `).join('\n');
  return () => readDocument(text, 'test.yaml').ok;
}
