import type {
  Changes,
  Drift,
  EarlierChange,
  InputChange,
  InputState,
  PlanPreview,
  RiskClass,
  SemanticDiff,
} from '../../model/plan.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { EffectChange, EffectPart } from '../../model/built-effect.ts';
import { tellActs } from './acts.ts';
import { renderOptionChange } from './option-change.ts';
import type { Paint } from '../text/paint.ts';
import { renderNeed } from '../host/policy.ts';

/** The plan preview as a person reads it before saying yes: text, meaning, build, risk. */
export function renderPreview(preview: PlanPreview, paint: Paint): string {
  const sections = [
    preview.files.map((file) => colourDiff(file.diff, paint)).join('\n'),
    sharedLines(preview.files, paint),
    section('Inputs', inputLines(preview.inputs ?? [], paint), paint),
    section('What changes', meaningLines(preview.semantic, paint), paint),
    section(
      'From earlier edits that were never applied',
      [...driftLines(preview.drift, paint), ...earlierLines(preview.earlier)],
      paint,
    ),
    section('What the runbook does, in this order', tellActs(preview.acts ?? []), paint),
    section('To build', buildLines(preview), paint),
    section('Warnings from the configuration', preview.warnings, paint),
    `${paint.bold('Risk')}  ${riskWord(preview.risk.class, paint)}\n${preview.risk.reasons.map((reason) => `  ${paint.dim(reason)}`).join('\n')}`,
    preview.decision === undefined ? '' : `${paint.bold('Policy')}  ${renderNeed(preview.decision)}`,
    `${paint.dim(`system ${preview.outPath}`)}\n${paint.dim(`plan   ${preview.planHash.slice(0, 16)}`)}`,
  ];
  return sections.filter((text) => text.trim() !== '').join('\n\n');
}

/** Whose a change of a file is beside this host's. */
function sharedLines(files: PlanPreview['files'], paint: Paint): string {
  return files
    .flatMap(({ path, sharedWith = [] }) =>
      sharedWith.length === 0 ? [] : [paint.yellow(`${path} is also used by ${sharedWith.join(', ')}`)],
    )
    .join('\n');
}

/** A unified diff with added lines green and removed lines red. */
export function colourDiff(diff: string, paint: Paint): string {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('+++') || line.startsWith('---')) return paint.bold(line);
      if (line.startsWith('@@')) return paint.cyan(line);
      if (line.startsWith('+')) return paint.green(line);
      if (line.startsWith('-')) return paint.red(line);
      return line;
    })
    .join('\n');
}

/** Which input goes from which state to which, a line each. */
function inputLines(changes: readonly InputChange[], paint: Paint): readonly string[] {
  return changes.map(({ name, before, after }) => {
    if (before === undefined) return `${paint.green(`+ ${name}`)}  ${stateName(after)}`;
    if (after === undefined) return `${paint.red(`- ${name}`)}  ${stateName(before)}`;
    return `${name}  ${stateName(before)} → ${paint.bold(stateName(after))}`;
  });
}

function stateName(state: InputState | undefined): string {
  if (state === undefined) return '?';
  const short = state.revision.replace(/^sha256-/u, '').slice(0, 11);
  return state.date === undefined ? short : `${state.date.slice(0, 16).replace('T', ' ')} (${short})`;
}

/** What changes in meaning, a line each: options, packages, services, ports, users, kernel, files. */
export function meaningLines(diff: SemanticDiff, paint: Paint): string[] {
  const list = (what: string, changes: Changes): string[] => [
    ...changes.added.map((name) => `${what.padEnd(9)}${paint.green(`+ ${name}`)}`),
    ...changes.removed.map((name) => `${what.padEnd(9)}${paint.red(`- ${name}`)}`),
    ...changes.changed.map((name) => `${what.padEnd(9)}${paint.yellow(`~ ${name}`)}`),
  ];
  const { added, removed } = diff.packages;
  return [
    ...diff.options.map((option) => `option   ${renderOptionChange(option, paint)}`),
    ...list('package', { added: added.map(packageName), removed: removed.map(packageName), changed: [] }),
    ...list('unit', diff.units),
    ...list('tcp port', diff.tcpPorts),
    ...list('udp port', diff.udpPorts),
    ...(diff.firewall === undefined
      ? []
      : [`firewall ${onOff(diff.firewall.before)} → ${paint.bold(onOff(diff.firewall.after))}`]),
    ...list('user', diff.users),
    ...list('group', diff.groups),
    ...(diff.kernel === undefined
      ? []
      : [`kernel   ${diff.kernel.before} → ${paint.bold(diff.kernel.after)} (running after a reboot)`]),
    ...list('etc', diff.etc),
    ...effectLines(diff.effect ?? [], paint),
  ];
}

/** What no other line says: units, accounts and files of /etc have their own. */
const TOLD: Readonly<Record<EffectPart, string | undefined>> = {
  commands: undefined,
  files: undefined,
  authority: undefined,
  activation: 'at switch',
  wrappers: 'wrapper',
  accounts: 'root',
  boot: 'boot',
};

function effectLines(changes: readonly EffectChange[], paint: Paint): readonly string[] {
  const mark = { added: paint.green('+'), changed: paint.yellow('~'), removed: paint.red('-') };
  return changes.flatMap(({ part, name, how, before, after }) => {
    const told = TOLD[part];
    if (told === undefined) return [];
    const texts =
      after === undefined
        ? ''
        : `: ${before === '' ? 'none' : (before ?? '')} → ${paint.bold(after === '' ? 'none' : after)}`;
    return [`${told.padEnd(9)}${mark[how]} ${name}${texts}`];
  });
}

function driftLines(drift: Drift | undefined, paint: Paint): readonly string[] {
  if (drift === undefined) return [];
  return drift.known
    ? meaningLines(drift.semantic, paint)
    : ['the configuration differs from the running system; the difference is not known'];
}

/** Which options were edited, and what may hide more. */
function earlierLines(earlier: EarlierChange | undefined): readonly string[] {
  if (earlier === undefined) return [];
  const options = [...new Set(earlier.edits.map(({ path }) => joinOptionPath(path)))].toSorted();
  const { inputs, unknown } = earlier;
  return [
    ...options.map((option) => `edited   ${option}`),
    ...(inputs === true ? ['edited   flake.lock: other inputs'] : []),
    ...unknown.map((why) => `more may change: ${why}`),
  ];
}

function buildLines(preview: PlanPreview): string[] {
  const { build, fetch, downloadBytes } = preview.build;
  const size = downloadBytes === undefined ? '' : ` (${(downloadBytes / 1024 ** 2).toFixed(1)} MiB)`;
  return [
    ...(fetch.length === 0
      ? []
      : [`${fetch.length} path${fetch.length === 1 ? '' : 's'} to download${size}`]),
    // In an order that does not depend on Nix's.
    ...build.map(derivationName).sort(),
  ];
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : `${paint.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function riskWord(risk: RiskClass, paint: Paint): string {
  return risk === 'package' ? paint.green(risk) : risk === 'service' ? paint.yellow(risk) : paint.red(risk);
}

function packageName(item: { readonly name: string; readonly version: string }): string {
  return item.version === '' ? item.name : `${item.name} ${item.version}`;
}

function derivationName(path: string): string {
  return path.replace(/^.*\/[0-9a-z]{32}-/u, '').replace(/\.drv$/u, '');
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
