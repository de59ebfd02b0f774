import { globSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** The texts of the files that a pattern names, below the root of the project. Throws where there are none. */
export function textsOf(...patterns: readonly string[]): readonly string[] {
  const files = globSync([...patterns], { cwd: ROOT }).sort();
  if (files.length === 0) throw new Error(`there is no file ${patterns.join(', ')}`);
  return files.map((file) => readFileSync(`${ROOT}${file}`, 'utf8'));
}

/** A schema of ours, as it is written. */
export function schemaNamed(name: string): unknown {
  return JSON.parse(readFileSync(`${ROOT}schemas/${name}.schema.json`, 'utf8'));
}
