import { checkEdits } from '../../check/options.ts';
import { OPTION } from '../../document/names.ts';
import { ok, type Finding, type Result } from '../../model/finding.ts';
import { isOfFamily } from '../../model/finding-codes.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { applyEdits } from '../../nix/edit.ts';
import { colourDiff } from '../../report/run/preview.ts';
import { openHost } from '../../host/open-host.ts';
import { readConfiguration } from '../../host/tree/config-tree.ts';
import { nameWithin } from '../../host/tree/real-place.ts';
import { gateEdits, type GatedHost, type MayChange } from '../../run/edit-gates.ts';
import { editConfiguration, editFile, type ComputeFiles, type EditedFile } from '../../run/edit-files.ts';
import { openSession } from '../../run/session.ts';
import { readValue } from '../../runbook/read-value.ts';
import type { ChangeContext } from '../context/change-context.ts';
import type { editUnset } from '../command-line/declarations/edit.ts';
import type { InputOf } from '../command-line/input.ts';
import { chooseSpelling, spellEdit } from './spelled.ts';

type EditFlags = InputOf<typeof editUnset>['flags'];

/** The option that a dotted name is. EDIT001 where it is none. */
export function readOptionPath(context: ChangeContext, dotted: string): OptionPath {
  if (OPTION.test(dotted)) return splitOptionPath(dotted);
  return context.refuse([notAnOption(dotted)]);
}

/** The values that are written, `asText` as they stand. EDIT002 where there are none. */
export function readValues(
  context: ChangeContext,
  words: readonly string[],
  asText: boolean,
): readonly NixValue[] {
  if (words.length > 0) return words.map((word) => (asText ? word : context.need(readValue(word))));
  const fix = 'give the VALUE after the option; for an empty one write null or []';
  return context.refuse([{ code: 'EDIT002', severity: 'error', message: 'there is no VALUE', fix }]);
}

/** Makes one edit; a number is the text that was typed where the option, or what stands there, is text. */
export async function editOption(
  context: ChangeContext,
  edit: Edit,
  flags: EditFlags,
  words: readonly string[] = [],
): Promise<void> {
  const spelled = spellEdit(edit, words);
  const compute: ComputeEdit = (configuration, asText) => {
    const chosen = asText ? spelled.asText : chooseSpelling(spelled, configuration);
    const result = applyEdits(configuration, [chosen]);
    return result.ok ? ok(result.value.files, result.findings) : result;
  };
  await changeFiles(context, flags, { checked: [edit], asText: [spelled.asText] }, compute);
}

type ComputeEdit = (configuration: ConfigFiles, asText: boolean) => Result<ReadonlyMap<string, string>>;

/** What a change is held against. */
interface Held {
  /** Against the host's options. */
  readonly checked: readonly Edit[];
  /** Instead, where only these fit the options. */
  readonly asText?: readonly Edit[];
  /** Against its policy beside these: options whose definitions go elsewhere. */
  readonly movedFrom?: readonly Edit[];
}

/** Makes a change of the live files, as far as policy allows it; with `--diff` only shows it. */
export async function changeFiles(
  context: ChangeContext,
  flags: EditFlags,
  { checked, asText = checked, movedFrom }: Held,
  compute: ComputeEdit,
): Promise<void> {
  const { file } = flags;
  const write = !flags.diff;
  const gates = async (settings: GatedHost, edits = checked): Promise<MayChange> => {
    const gated = {
      edits: [...edits, ...(movedFrom ?? [])],
      perhaps: asText,
      moved: movedFrom !== undefined,
    };
    return context.need(await gateEdits(context.exec, settings, gated));
  };
  if (file !== undefined) {
    const owner = await hostOf(file, flags.host);
    const mayChange = owner && (await gates(owner.settings));
    if (owner !== undefined && mayChange !== undefined)
      context.need(mayChange(await readConfiguration(owner.settings.place), [owner.name]));
    showFiles(
      context,
      context.need(await editFile(file, async (files) => compute(files, false), write)),
      write,
    );
    return;
  }
  const settings = await context.openHost(flags.host, 'edit');
  let onlyAsText = false;
  if (!flags['no-check']) {
    const session = await openSession(context.exec, settings);
    if (!session.ok) context.refuse(session.findings.map(withoutEvaluation));
    const { index, configuration } = context.need(session);
    const findings = refusedBy(index, checked).filter(
      (finding) => finding.code !== 'OPT001' || !isGone(checked, configuration),
    );
    onlyAsText = findings.length > 0 && refusedBy(index, asText).length === 0;
    if (findings.length > 0 && !onlyAsText) context.refuse(findings);
  }
  const mayChange = await gates(settings, onlyAsText ? asText : checked);
  const computeFiles: ComputeFiles = async (configuration) => compute(configuration, onlyAsText);
  const edited = await editConfiguration(settings.place, computeFiles, { write, mayChange }, () =>
    context.openJournal(settings.place, 'write'),
  );
  const isSeen = !edited.findings.some(({ code, severity }) => code === 'NIX111' && severity === 'warning');
  showFiles(context, context.need(edited), write, isSeen);
}

/** An option that this host has no more is taken out like any other, where it is defined. */
function isGone(edits: readonly Edit[], configuration: ConfigFiles): boolean {
  return edits.every((edit) => {
    if (edit.op !== 'unset' && edit.op !== 'remove') return false;
    const changed = applyEdits(configuration, [edit]);
    return changed.ok && changed.value.files.size > 0;
  });
}

/** Files can be edited although nothing evaluates. */
function withoutEvaluation(finding: Finding): Finding {
  if (!isOfFamily(finding.code, 'EVAL')) return finding;
  return { ...finding, fix: `${finding.fix ?? ''}; or edit without the host's options (--no-check)` };
}

function refusedBy(index: OptionIndex, edits: readonly Edit[]): readonly Finding[] {
  return checkEdits(
    edits.map((edit) => ({ edit })),
    index,
  );
}

/** The host in whose configuration a file lies, and its name there; undefined where it is a file on its own. */
async function hostOf(
  file: string,
  named: string | undefined,
): Promise<{ readonly settings: GatedHost; readonly name: string } | undefined> {
  const opened = await openHost(named, process.env['NIXOS_AI_HOST'], 'edit');
  if (!opened.ok) return undefined;
  const name = await nameWithin(opened.value.place.configuration, file);
  return name === undefined ? undefined : { settings: opened.value, name };
}

/** Says how files were changed, or would be; `isSeen` is false where some import could not be followed. */
export function showFiles(
  context: ChangeContext,
  files: readonly EditedFile[],
  written: boolean,
  isSeen = true,
): void {
  const { paint } = context.output;
  const nothing = isSeen
    ? `${paint.green('✓')} the files already say so`
    : 'nothing to change in the files that were read';
  context.output.answer('edit', { changed: files.length > 0, written, files }, () =>
    files.length === 0 ? nothing : files.map((file) => colourDiff(file.diff, paint)).join('\n'),
  );
}

function notAnOption(dotted: string): Finding {
  return {
    code: 'EDIT001',
    severity: 'error',
    message: `'${dotted}' is not an option path: write attribute names joined by dots, in double quotes where needed`,
    fix: 'write it like services.nginx.enable or fileSystems."/".fsType',
  };
}
