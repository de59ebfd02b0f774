/**
 * The megabytes that are held after an edit of the module in the standard input: its text, its tree, what was found in it, and
 * the result. `node --expose-gc tests/nix/support/heap-of-edit.ts`
 */
import { readFileSync } from 'node:fs';
import { config, set } from './apply.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { readDefinitions } from '../../../engine/nix/modules/read.ts';

const before = held();
const module = config(readFileSync(0, 'utf8'));
readDefinitions(module, ['services', 'nginx']);
const edited = applyEdits(module, [set('services.nginx.enable', true)]);
const grown = held() - before;
const codes = edited.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
// Read again, so that it was held until now.
console.log(JSON.stringify({ grown, codes, files: module.files.size }));

function held(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}
