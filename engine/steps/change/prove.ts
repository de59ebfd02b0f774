import { holdsIntent, proveIntent, type DefinedAt } from '../../check/proof/intent.ts';
import { provedOtherwise } from '../../check/proof/other-ways.ts';
import type { SystemFacts } from '../../model/system.ts';
import type { Finding } from '../../model/finding.ts';
import { readDefinitions } from '../../nix/modules/read.ts';
import type { StepContext } from '../context.ts';
import { candidateSource } from './candidate.ts';
import { withOrigins } from './origins.ts';

/**
 * PROOF001 for every edit of the run that the evaluated configuration does not hold, whether or not a file changes.
 * Where a value comes from is asked only then: most changes hold.
 *
 * @param changes - Whether a file changes.
 */
export async function proveEdits(
  context: StepContext,
  facts: SystemFacts,
  changes: boolean,
): Promise<readonly Finding[]> {
  const edits = context.checked.change.edits ?? [];
  const otherwise = provedOtherwise(edits, facts, changes);
  const broken = edits.filter((edit) => holdsIntent(edit, facts) === 'no');
  if (broken.length === 0) return otherwise;
  const told = await withOrigins(context, await candidateSource(context), facts, broken);
  const files = broken.flatMap(({ path }) => told.options[JSON.stringify(path)]?.winners ?? []);
  const definedAt = await definitionsIn(context, [...new Set(files.map(({ file }) => file))]);
  return [...proveIntent(broken, told, definedAt), ...otherwise];
}

/** Where the candidate's text, or that of a module beside it, defines an option, for a file as Nix names it. */
async function definitionsIn(context: StepContext, named: readonly string[]): Promise<DefinedAt> {
  const { configuration } = context.host.place;
  // Where no file changes there is no candidate: the live tree is what was evaluated.
  const directory = context.state.edit?.directory ?? configuration;
  const written = await context.host.configuration.read(directory);
  const prefix = (await repositoryPrefix(context)) ?? '';
  // Nix sees a file at the live tree's place, at the candidate's own, or, of a flake, in the store.
  const nameOf = (file: string): string => {
    const inSource = /^\/nix\/store\/[^/]+-source\//u.exec(file)?.[0];
    const roots = [`${configuration}/`, `${directory}/`, `${inSource ?? ''}${prefix}`];
    const name = file.slice(roots.find((root) => root !== '' && file.startsWith(root))?.length ?? 0);
    return written.files.has(name) ? name : file;
  };
  const outside = await readOutside(
    context,
    named.filter((file) => !written.files.has(nameOf(file))),
  );
  const files = new Map([...written.files, ...outside]);
  // The text alone may not lead to the file: its import can be computed.
  return (path, file) =>
    readDefinitions({ files, entries: [nameOf(file)] }, path)
      .filter(({ position }) => position.file === nameOf(file))
      .map(({ position, priority }) => ({ line: position.line, priority }));
}

/** The text of modules that are not of the configuration: of the package set, or of an import from elsewhere. */
async function readOutside(
  { host }: StepContext,
  files: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const read = files
    .filter((file) => file.startsWith('/'))
    .map(async (file) => [file, await host.files.readText(file).catch(() => undefined)] as const);
  const texts = await Promise.all(read);
  return texts.flatMap(([file, text]) => (text === undefined ? [] : [[file, text] as const]));
}

async function repositoryPrefix({ host }: StepContext): Promise<string | undefined> {
  return host.place.style === 'flake' ? (await host.repository.find())?.prefix : undefined;
}
