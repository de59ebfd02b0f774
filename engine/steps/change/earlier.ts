import { canonicalPath } from '../../check/policy/leaves.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { ChangedFile } from '../../model/host/snapshots.ts';
import type { EarlierChange } from '../../model/plan.ts';
import type { SystemFacts } from '../../model/system.ts';
import { compareConfigurations, definedPaths, type TextChanges } from '../../nix/modules/compare.ts';
import { readModules } from '../../nix/modules/modules.ts';
import { isImpure } from '../../nix/modules/impure.ts';
import { linkedNames, realName } from '../../nix/paths.ts';
import { required, type StepContext } from '../context.ts';

/**
 * What becomes live with a run although nobody asked for it in the run: what was written into the configuration after the
 * text of what runs. Undefined where the configuration is what runs.
 *
 * @param configured - What the configuration says as it lies there; undefined where it does not evaluate.
 */
export async function findEarlier(
  context: StepContext,
  configured: SystemFacts | undefined,
): Promise<EarlierChange | undefined> {
  const { before, target } = required(context.state.plan, 'plan');
  if (target !== undefined || configured?.outPath === before.running) return undefined;
  const { host } = context;
  const after = await host.configuration.read();
  const text = await host.evaluate.textOf(before.running);
  if (text === undefined)
    return withPossible(context, NO_TEXT, [after], { unknown: ['nobody has seen the text of what runs'] });
  const changed = await changedFiles(context, text.commit);
  if (changed === undefined)
    return withPossible(context, NO_TEXT, [after], { unknown: ['the text of what runs is lost'] });
  const was = await earlierText(context, text.commit, after, changed);
  const changes = compareConfigurations(was, after);
  const unknown = [
    ...changes.unknown,
    ...(text.sameElsewhere ? [] : ['what it reads from elsewhere, or its package set, has changed']),
    ...unread(changed, was, after),
    ...[...after.files].flatMap(([name, source]) =>
      isImpure(source) ? [`${name} reads what may be another each time`] : [],
    ),
  ];
  const files = changed.flatMap(({ path }) => [path, ...linkedNames(path, after)]);
  const found = { files, unknown: [...new Set(unknown)] };
  const silent = changed.length === 0 && unknown.length === 0;
  const why = silent
    ? { ...found, unknown: ['its text is that of what runs, and it gives another system'] }
    : found;
  return withPossible(context, changes, [was, after], why);
}

const NO_TEXT: TextChanges = { edits: [], computed: [], unknown: [] };

/** Undefined where a snapshot is gone. */
async function changedFiles(context: StepContext, from: string): Promise<readonly ChangedFile[] | undefined> {
  const { commit } = required(context.state.snapshot, 'snapshot');
  return context.host.snapshots.changes(from, commit).catch(() => undefined);
}

/** The configuration as it was: what did not change since is what it is now. */
async function earlierText(
  { host, learnSecrets }: StepContext,
  commit: string,
  after: ConfigFiles,
  changed: readonly ChangedFile[],
): Promise<ConfigFiles> {
  const files = new Map(after.files);
  const texts: string[] = [];
  for (const { path } of changed) {
    const text = path.endsWith('.nix') ? await host.snapshots.read(commit, path) : undefined;
    const names = [path, ...linkedNames(path, after)];
    texts.push(text ?? '', after.files.get(path) ?? '');
    for (const name of names) {
      if (text === undefined) files.delete(name);
      else files.set(name, text);
    }
  }
  learnSecrets(texts);
  return { ...after, files };
}

const LOCK = 'flake.lock';

/** Files of which nobody knows what reads them: what is no module, a link. */
function unread(changed: readonly ChangedFile[], was: ConfigFiles, after: ConfigFiles): readonly string[] {
  const modules = new Set([was, after].flatMap(modulePaths));
  return changed
    .filter(({ path, link }) => path !== LOCK && (link || !modules.has(path)))
    .map(({ path }) => `${path} changed, and is no module`);
}

function modulePaths(configuration: ConfigFiles): readonly string[] {
  const modules = readModules(configuration);
  // What else stands in a file that holds a module nobody compares: the inputs of a flake.
  const whole = modules.ok ? modules.value.filter(({ inline }) => !inline) : [];
  return whole.map(({ file }) => realName(file, configuration));
}

async function withPossible(
  { host }: StepContext,
  { edits, computed }: TextChanges,
  texts: readonly ConfigFiles[],
  { files = [], unknown }: { readonly files?: readonly string[]; readonly unknown: readonly string[] },
): Promise<EarlierChange> {
  // By the name under which rules know it.
  const open = new Set(computed.map((path) => JSON.stringify(canonicalPath(path))));
  const touched = await host.evaluate.touched(edits);
  const possible = unknown.length === 0 ? undefined : texts.flatMap(definedPaths);
  const unique = possible && [...new Map(possible.map((path) => [JSON.stringify(path), path])).values()];
  return {
    edits,
    touched: touched.map((each) => (open.has(JSON.stringify(each.path)) ? { ...each, shapes: [] } : each)),
    files,
    ...(files.includes(LOCK) ? { inputs: true as const } : {}),
    unknown,
    ...(unique === undefined ? {} : { possible: unique }),
  };
}
