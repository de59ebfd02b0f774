import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NixLog } from '../../../engine/nix/log/nix-log.ts';

const DIRECTORY = new URL('../../data/nix-log', import.meta.url).pathname;

/** A command as it was recorded with a version of Nix (tests/data/nix-log/record.sh). */
export interface Recording {
  readonly version: string;
  readonly name: string;
  /** With `--log-format internal-json`. */
  readonly log: Buffer;
  /** Without. */
  readonly text: string;
}

export const recordings: readonly Recording[] = ['2.8', '2.26'].flatMap((version) =>
  readdirSync(join(DIRECTORY, version))
    .filter((file) => file.endsWith('.nix-log'))
    .map((file) => file.replace(/\.nix-log$/u, ''))
    .map((name) => ({
      version,
      name,
      log: readFileSync(join(DIRECTORY, version, `${name}.nix-log`)),
      text: readFileSync(join(DIRECTORY, version, `${name}.txt`), 'utf8'),
    })),
);

export function recording(version: string, name: string): Recording {
  const found = recordings.find((one) => one.version === version && one.name === name);
  if (found === undefined) throw new Error(`no recording of '${name}' with Nix ${version}`);
  return found;
}

/** What is known at the end of a log. */
export function readLog(bytes: Uint8Array, task: 'build' | 'evaluate' | 'dry-build' = 'build'): NixLog {
  const log = new NixLog(task, 0);
  log.write(bytes, 0);
  log.end(0);
  return log;
}
