import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { SystemFacts } from '../../model/system.ts';

/** Other options by whose values an edit does nothing for now, and the words for it; undefined where it does something. */
interface Condition {
  readonly needs: readonly OptionPath[];
  readonly tell: (valueOf: (path: OptionPath) => unknown) => string | undefined;
}

/** The options that decide whether edits have an effect; they have to be evaluated, too. */
export function decidingOptions(edits: readonly Edit[]): readonly OptionPath[] {
  return edits.flatMap((edit) => conditionsOf(edit).flatMap(({ needs }) => needs));
}

/**
 * What is done as asked and has no effect for now, a line each: a port that is opened while the firewall is off, a server
 * that has nothing to serve. By the values as evaluated; nothing is said where the host does not have the option.
 *
 * @example
 * tellWithoutEffect(edits, facts) // ['the firewall is off (networking.firewall.enable is false), so 8080 is open …']
 */
export function tellWithoutEffect(
  edits: readonly Edit[],
  { options }: Pick<SystemFacts, 'options'>,
): readonly string[] {
  const valueOf = (path: OptionPath): unknown => options[JSON.stringify(path)]?.value;
  const told = edits.flatMap((edit) => conditionsOf(edit).map(({ tell }) => tell(valueOf)));
  return [...new Set(told.filter((words) => words !== undefined))];
}

function conditionsOf(edit: Edit): readonly Condition[] {
  return [...portConditions(edit), ...serviceConditions(edit)];
}

const FIREWALL: OptionPath = ['networking', 'firewall', 'enable'];

function portConditions(edit: Edit): readonly Condition[] {
  const opens = /^networking\.firewall\.(?:interfaces\..*\.)?allowed(?:TCP|UDP)Port(?:Range)?s$/u;
  if (edit.op !== 'add' || !opens.test(joinOptionPath(edit.path))) return [];
  const ports = edit.items.map(describePort).join(', ');
  const tell: Condition['tell'] = (valueOf) =>
    valueOf(FIREWALL) === false
      ? `the firewall is off (networking.firewall.enable is false), so ${ports} is open already, as every port is: this takes effect when the firewall is switched on`
      : undefined;
  return [{ needs: [FIREWALL], tell }];
}

function describePort(item: NixValue): string {
  return typeof item === 'number' ? `port ${item}` : 'what it names';
}

/** What a service does nothing without: options below it, all at their emptiest, and what that means. */
interface Idle {
  readonly without: readonly string[];
  readonly means: string;
}

const NOTHING_SERVED = 'answers to nothing yet';
// prettier-ignore
const IDLE: Readonly<Record<string, Idle>> = {
  nginx: { without: ['virtualHosts', 'config', 'httpConfig', 'appendHttpConfig', 'appendConfig', 'streamConfig'], means: 'serves nothing of yours yet' },
  caddy: { without: ['virtualHosts', 'extraConfig', 'settings'], means: 'serves nothing yet' },
  traefik: { without: ['dynamicConfigOptions', 'dynamicConfigFile'], means: 'forwards nothing yet' },
  haproxy: { without: ['config'], means: 'forwards nothing yet' },
  stunnel: { without: ['servers', 'clients'], means: 'forwards nothing yet' },
  keepalived: { without: ['vrrpInstances'], means: 'holds no address yet' },
  'nfs.server': { without: ['exports'], means: 'exports nothing yet' },
  rsyncd: { without: ['settings'], means: 'serves nothing yet' },
  vsftpd: { without: ['localUsers', 'anonymousUser'], means: 'lets nobody in yet' },
  bind: { without: ['zones', 'extraConfig'], means: 'has no zone of its own yet' },
  nsd: { without: ['zones'], means: NOTHING_SERVED },
  knot: { without: ['settings', 'settingsFile'], means: NOTHING_SERVED },
  mosquitto: { without: ['listeners'], means: 'listens nowhere yet' },
  sanoid: { without: ['datasets'], means: 'takes no snapshot yet' },
  borgmatic: { without: ['settings', 'configurations'], means: 'backs nothing up yet' },
  zrepl: { without: ['settings'], means: 'replicates nothing yet' },
  prometheus: { without: ['scrapeConfigs'], means: 'collects nothing yet' },
  telegraf: { without: ['extraConfig'], means: 'collects nothing yet' },
  vector: { without: ['settings'], means: 'collects nothing yet' },
  'fluent-bit': { without: ['settings', 'configurationFile'], means: 'collects nothing yet' },
  monit: { without: ['config'], means: 'watches nothing yet' },
  fcron: { without: ['systab'], means: 'runs nothing yet' },
};

function serviceConditions(edit: Edit): readonly Condition[] {
  if (edit.op !== 'set' || edit.value !== true) return [];
  const name = /^services\.(.+)\.enable$/u.exec(joinOptionPath(edit.path))?.[1] ?? '';
  const idle = Object.hasOwn(IDLE, name) ? IDLE[name] : undefined;
  if (idle === undefined) return [];
  const service = edit.path.slice(0, -1);
  const needs = idle.without.map((member): OptionPath => [...service, member]);
  const tell: Condition['tell'] = (valueOf) => {
    const known = needs.filter((path) => valueOf(path) !== undefined);
    if (known.length === 0 || !known.every((path) => isIdle(valueOf(path)))) return undefined;
    const [first = service] = known;
    return `${name} ${idle.means}: ${joinOptionPath(first)} is empty`;
  };
  return [{ needs, tell }];
}

/** Whether a value is as if it were not set: also a set of which every member is, as nginx' host `localhost`. */
function isIdle(value: unknown, depth = 0): boolean {
  if (value === null || value === false || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  const members = Object.entries(value ?? {});
  if (members.length === 0) return true;
  return depth === 0 && members.every(([name, host]) => name === 'localhost' && isBareHost(host));
}

/** A virtual host of nginx that is what its module makes it. */
function isBareHost(host: unknown): boolean {
  if (typeof host !== 'object' || host === null) return false;
  const said = [
    'root',
    'locations',
    'globalRedirect',
    'extraConfig',
    'basicAuth',
    'useACMEHost',
    'serverAliases',
  ];
  const members = new Map<string, unknown>(Object.entries(host));
  return said.every((name) => !members.has(name) || isIdle(members.get(name), 1));
}
