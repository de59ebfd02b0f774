import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import { assertNever } from '../../model/outcome.ts';
import type { HistoryEntry } from '../../model/history.ts';
import { renderHistory } from '../run/history.ts';
import { renderOption, renderOptionList, renderPackageList, type OptionFacts } from './options.ts';
import type { Paint } from '../text/paint.ts';
import { renderStatus, type StatusView } from './status.ts';
import { bytes, table } from '../text/table.ts';

/** What an answer is known from: the evaluated configuration, or the text of its files alone. */
export type KnownFrom = 'evaluation' | 'files';

/** What the engine has to say to a question. Bytes are bytes, times are ISO. */
export type Answer =
  | ({ readonly kind: 'status' } & StatusView)
  | {
      readonly kind: 'disk';
      readonly places: readonly { readonly path: string; readonly total: number; readonly free: number }[];
    }
  | { readonly kind: 'memory'; readonly total: number; readonly free: number }
  | {
      readonly kind: 'units';
      /** Undefined when the service manager does not answer. */
      readonly failed: readonly string[] | undefined;
      /** Where all that run were asked for. */
      readonly running?: readonly string[];
      readonly units: readonly {
        readonly unit: string;
        readonly load: string;
        readonly active: string;
        readonly sub: string;
      }[];
    }
  | { readonly kind: 'value'; readonly query: string; readonly options: readonly OptionFacts[] }
  | {
      readonly kind: 'installed';
      /** What the files list. */
      readonly packages: readonly string[];
      readonly asked?: string;
      /** The evaluated lists that have what was asked for, each with who brings it; absent where nothing was evaluated. */
      readonly found?: readonly { readonly option: string; readonly files: readonly string[] }[];
    }
  | {
      readonly kind: 'open-ports';
      readonly by: KnownFrom;
      readonly firewall: boolean;
      readonly ports: readonly {
        readonly option: string;
        readonly ports: readonly string[];
        /** Who opens which. */
        readonly from?: readonly { readonly file: string; readonly ports: readonly string[] }[];
      }[];
      /** What the running system opens, where that is known and not what the configuration says. */
      readonly running?: {
        readonly firewall: boolean;
        readonly tcp: readonly string[];
        readonly udp: readonly string[];
      };
    }
  | {
      readonly kind: 'users';
      readonly by: KnownFrom;
      readonly users: readonly {
        readonly name: string;
        readonly groups: readonly string[];
        readonly shell: string;
      }[];
    }
  | {
      readonly kind: 'generations';
      readonly current: number;
      readonly generations: readonly {
        readonly number: number;
        readonly made: string;
        readonly path: string;
      }[];
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'history'; readonly query: string; readonly runs: readonly HistoryEntry[] }
  | { readonly kind: 'options'; readonly query: string; readonly options: readonly OptionDeclaration[] }
  | { readonly kind: 'packages'; readonly query: string; readonly packages: readonly PackageDeclaration[] };

/** An answer for a person. */
export function renderAnswer(answer: Answer, paint: Paint): string {
  switch (answer.kind) {
    case 'status':
      return renderStatus(answer, paint);
    case 'disk':
      return table(
        answer.places.map(({ path, total, free }) => [
          paint.bold(path),
          `${bytes(free)} of ${bytes(total)} free`,
        ]),
      );
    case 'memory':
      return `${paint.bold('memory')}  ${bytes(answer.free)} of ${bytes(answer.total)} free`;
    case 'units':
      return unitText(answer, paint);
    case 'value':
      return answer.options.length === 0
        ? `This host has no option '${answer.query}'.`
        : answer.options.map((facts) => renderOption({ ...facts, children: [] }, paint)).join('\n');
    case 'installed':
      return installedText(answer, paint);
    case 'open-ports':
      return portText(answer, paint);
    case 'users':
      return withSource(
        answer.by,
        table(
          answer.users.map(({ name, groups, shell }) => [
            paint.bold(name),
            groups.join(', ') || 'no groups',
            shell,
          ]),
        ),
        paint,
      );
    case 'generations':
      return table(
        answer.generations.map(({ number, made, path }) => [
          number === answer.current ? paint.green(`${number} boots next`) : String(number),
          made.slice(0, 16).replace('T', ' '),
          paint.dim(path),
        ]),
      );
    case 'help':
      return HELP;
    case 'history':
      return answer.runs.length === 0 ? 'No runs of that kind.' : renderHistory(answer.runs, paint);
    case 'options':
      return optionText(answer, paint);
    case 'packages':
      return renderPackageList(answer.packages, paint);
    default:
      return assertNever(answer);
  }
}

const HELP = `Say what should change. It is planned, shown, applied, verified, and undone if a check fails:
  enable docker and open port 8080
  install vlc and git for alice
  do not allow root to log in with ssh
  clean up old generations every week
Ask a question: how much disk is free, which services failed, what changed yesterday, is docker enabled,
  which option turns on bluetooth, which ports are open, which users are there, list generations
Or undo: undo the last change
nixos-ai --help lists the commands.`;

/** The first hit is what was most likely asked for: it is told of in full. */
function optionText(answer: Extract<Answer, { kind: 'options' }>, paint: Paint): string {
  const [first, ...others] = answer.options;
  if (first === undefined) return renderOptionList([], paint);
  const top = renderOption({ name: first.name, declaration: first, children: [] }, paint);
  return others.length === 0 ? top : `${top}\n\n${renderOptionList(others, paint)}`;
}

function unitText({ failed, running, units }: Extract<Answer, { kind: 'units' }>, paint: Paint): string {
  const lines = units.map(({ unit, load, active, sub }) => [
    paint.bold(unit),
    load === 'not-found'
      ? paint.yellow('no such unit')
      : paint[active === 'active' ? 'green' : 'red'](`${active} (${sub})`),
  ]);
  if (failed === undefined) return paint.red('the service manager does not answer');
  const rest =
    failed.length === 0 ? paint.green('no unit failed') : paint.red(`failed: ${failed.join(', ')}`);
  if (running !== undefined) return [...running, rest].join('\n');
  return units.length > 0 ? table(lines) : rest;
}

function installedText(
  { packages, asked, found }: Extract<Answer, { kind: 'installed' }>,
  paint: Paint,
): string {
  if (asked === undefined)
    return packages.length === 0 ? 'The configuration lists no packages.' : packages.join('\n');
  if (found !== undefined) {
    const lines = found.map(({ option, files }) => [paint.green(asked), option, paint.dim(files.join(', '))]);
    return found.length === 0
      ? paint.yellow(`${asked} is not in any package list of the configuration`)
      : table(lines);
  }
  const listed = packages.filter((name) => name.split(' ')[0] === asked);
  return listed.length === 0
    ? paint.yellow(`${asked} is not in any package list of the configuration, the files say`)
    : `${paint.green(listed.join('\n'))}  ${paint.dim('the files say so')}`;
}

function portText(answer: Extract<Answer, { kind: 'open-ports' }>, paint: Paint): string {
  const { firewall, ports, running, by } = answer;
  const open = ports.map(({ option, ports: list, from }) => [
    paint.bold(option),
    list.join(', '),
    paint.dim((from ?? []).map((each) => `${each.ports.join(', ')} by ${each.file}`).join('; ')),
  ]);
  const state = firewallText(firewall, paint);
  const text =
    open.length === 0 ? `${state}; the configuration opens no further ports` : `${state}\n${table(open)}`;
  const now =
    running === undefined
      ? ''
      : `\nthe configuration was changed and not applied; what runs now: ${firewallText(running.firewall, paint)}, TCP ${running.tcp.join(', ') || 'none'}, UDP ${running.udp.join(', ') || 'none'}`;
  return withSource(by, `${text}${now}`, paint);
}

function firewallText(on: boolean, paint: Paint): string {
  return on ? 'the firewall is on' : paint.red('the firewall is off: every port is open');
}

function withSource(by: KnownFrom, text: string, paint: Paint): string {
  return by === 'evaluation' ? text : `${text}\n${paint.dim('the files say so; nothing was evaluated')}`;
}
