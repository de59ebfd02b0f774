import { systemClock } from '../host/clock.ts';
import { join } from 'node:path';
import { defaultHostSettings } from '../config/host-settings.ts';
import type { HostPlace, Style } from '../model/host/place.ts';
import { readConfiguration } from '../host/tree/config-tree.ts';
import { exists, isInside, readTextIfThere, removeFile, writeFileAtomic } from '../host/tree/files.ts';
import type { Journal } from '../journal/journal.ts';
import { acquireLock } from '../journal/lock.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { loneFile } from '../nix/modules/lone-file.ts';
import { renderTextDiff } from '../report/text/text-diff.ts';
import type { MayChange } from './edit-gates.ts';
import { hostIsBusy } from './play/host-is-busy.ts';
import { interruptedRuns } from './play/recover.ts';

/** New text of the files that change, by the names in the configuration; null for one that goes. */
export type ComputeFiles = (
  configuration: ConfigFiles,
) => Promise<Result<ReadonlyMap<string, string | null>>>;

export interface EditedFile {
  readonly path: string;
  readonly diff: string;
}

/**
 * Changes one Nix file on its own; no host is needed, and what it imports is not looked at. `write` false computes only.
 *
 * Findings: EDIT003 the file cannot be read or written, NIX131 it is no module, and what `compute` refuses; then nothing was
 * changed.
 */
export async function editFile(
  file: string,
  compute: ComputeFiles,
  write: boolean,
): Promise<Result<readonly EditedFile[]>> {
  const text = await reading(file, async () => readTextIfThere(file));
  if (!text.ok) return text;
  if (text.value === undefined) return failed(unusable(file, 'there is no such file'));
  const configuration = loneFile(file, text.value);
  if (!configuration.ok) return configuration;
  return change(configuration.value, compute, (name) => name, write);
}

/**
 * Changes the files of a host's configuration, without building or switching. The host is held meanwhile, so that no run
 * is under way.
 *
 * Findings: RUN001 a run holds the host, EDIT004 a run was interrupted, HOST004 a file leads out of the configuration
 * directory, EDIT003 one cannot be written, and what `compute` and `mayChange` refuse; then nothing was changed.
 */
export async function editConfiguration(
  place: HostPlace,
  compute: ComputeFiles,
  { write, mayChange }: { readonly write: boolean; readonly mayChange: MayChange },
  journal: () => Journal,
): Promise<Result<readonly EditedFile[]>> {
  const at = (name: string): string => join(place.configuration, name);
  const allowed = async (configuration: ConfigFiles): ReturnType<ComputeFiles> => {
    const files = await compute(configuration);
    const may = files.ok ? mayChange(configuration, [...files.value.keys()]) : files;
    return may.ok ? files : may;
  };
  if (!write) return change(await readConfiguration(place), allowed, at, false);
  using opened = journal();
  const holder = { run: 'edit', pid: process.pid, since: systemClock.now().toISOString() };
  const result = acquireLock(place.state, holder);
  if (!result.held) return failed(hostIsBusy(result.holder));
  using _lock = result.lock;
  const open = interruptedRuns({ journal: opened, host: { place } }).at(-1);
  if (open !== undefined) return failed(interrupted(open));
  const inside = async (configuration: ConfigFiles): ReturnType<ComputeFiles> => {
    const files = await allowed(configuration);
    return files.ok ? refuseOutside(place, files.value) : files;
  };
  return change(await readConfiguration(place), inside, at, true);
}

/**
 * Changes a directory of Nix files, whether or not it is a host's. It is a flake where it has a `flake.nix`.
 *
 * Findings: as {@link editFile}.
 */
export async function editDirectory(
  directory: string,
  attribute: string | undefined,
  write: boolean,
  compute: (configuration: ConfigFiles, style: Style) => ReturnType<ComputeFiles>,
): Promise<Result<readonly EditedFile[]>> {
  const style = (await exists(join(directory, 'flake.nix'))) ? 'flake' : 'channel';
  const named = attribute === undefined ? {} : { attribute };
  const { place: usual } = defaultHostSettings(style);
  const place = { ...usual, configuration: directory, ...named };
  const inside = async (configuration: ConfigFiles): ReturnType<ComputeFiles> => {
    const files = await compute(configuration, style);
    return files.ok ? refuseOutside(place, files.value) : files;
  };
  return change(await readConfiguration(place), inside, (name) => join(directory, name), write);
}

async function change(
  configuration: ConfigFiles,
  compute: ComputeFiles,
  at: (name: string) => string,
  write: boolean,
): Promise<Result<readonly EditedFile[]>> {
  const files = await compute(configuration);
  if (!files.ok) return files;
  const written = write ? await writeAll(configuration, files.value, at) : ok(undefined);
  if (!written.ok) return written;
  const edited = [...files.value].map(([path, text]) => ({
    path,
    diff: renderTextDiff(path, configuration.files.get(path) ?? null, text),
  }));
  return ok(edited, files.findings);
}

/** All files or none: where one cannot be written, those before it get their old text back. */
async function writeAll(
  configuration: ConfigFiles,
  files: ReadonlyMap<string, string | null>,
  at: (name: string) => string,
): Promise<Result<undefined>> {
  const done: string[] = [];
  for (const [name, text] of files) {
    const written = await reading(name, async () => put(at(name), text));
    if (!written.ok) {
      for (const other of done) await put(at(other), configuration.files.get(other) ?? null);
      return written;
    }
    done.push(name);
  }
  return ok(undefined);
}

async function put(file: string, text: string | null): Promise<void> {
  return text === null ? removeFile(file) : writeFileAtomic(file, text);
}

async function refuseOutside(
  { configuration }: HostPlace,
  files: ReadonlyMap<string, string | null>,
): ReturnType<ComputeFiles> {
  for (const path of files.keys()) {
    if (await isInside(configuration, path)) continue;
    const message = `${path} points outside the configuration directory ${configuration} through a symbolic link`;
    const fix = 'move the file into the configuration directory, or name it with --file';
    return failed({ code: 'HOST004', severity: 'error', message, fix });
  }
  return ok(files);
}

async function reading<T>(file: string, act: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await act());
  } catch (error) {
    return failed(unusable(file, error instanceof Error ? error.message : String(error)));
  }
}

function unusable(file: string, why: string): Finding {
  return {
    code: 'EDIT003',
    severity: 'error',
    message: `${file} cannot be read or written: ${why}; nothing was changed`,
    fix: 'name a file that you can write, or run it as the owner of the file',
  };
}

function interrupted(run: string): Finding {
  return {
    code: 'EDIT004',
    severity: 'error',
    message: `run ${run} was interrupted and may have files to restore; nothing was changed`,
    fix: 'finish it with `nixos-ai resume`, or undo it with `nixos-ai rollback`',
  };
}
