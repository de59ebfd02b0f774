import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestModule, type TestSpecification } from 'vitest/node';

const ROOT = new URL('../..', import.meta.url).pathname;
const FILE = new URL('../costs.json', import.meta.url);
/** Cheaper files need no place of their own. */
const LEAST_SECONDS = 2;

/**
 * Begins with the files that take longest, so that none of them is alone at the end. A file that is not known yet is
 * taken for one of the middle. `NIXOS_AI_COSTS=write` measures again.
 */
export class CostliestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const costs = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, number>>;
    const costOf = ({ moduleId }: TestSpecification): number => costs[relative(ROOT, moduleId)] ?? 1;
    return Promise.resolve(
      files.toSorted((a, b) => costOf(b) - costOf(a) || (a.moduleId < b.moduleId ? -1 : 1)),
    );
  }
}

/** Seconds of each file of this run, beside what is known of the others. */
export function writeCosts(modules: readonly TestModule[]): void {
  const known = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>;
  for (const module of modules) {
    const seconds = Math.round(module.diagnostic().duration / 1000);
    delete known[module.relativeModuleId];
    if (seconds >= LEAST_SECONDS) known[module.relativeModuleId] = seconds;
  }
  const sorted = Object.entries(known).sort(([, a], [, b]) => b - a);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
