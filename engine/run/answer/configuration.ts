import type { Answer } from '../../report/host/answer.ts';
import { isStill } from '../../check/proof/intent.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { plannerFacts } from '../planner-facts.ts';
import type { Session } from '../session.ts';
import { askLive, valueIn, type LiveValues } from './live-values.ts';

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

/**
 * The packages that the files list, for all and for single users; of one that is asked for, whether the evaluated list
 * has it, and who brings it.
 */
export async function installedPackages(session: Session, query: string): Promise<Of<'installed'>> {
  const { value, users } = plannerFacts(session.configuration, session.index);
  const listed = (option: string): readonly string[] => names(value(option));
  const own = users.flatMap((user) =>
    listed(`users.users.${user}.packages`).map((name) => `${name} (${user})`),
  );
  const packages = [...listed('environment.systemPackages'), ...own].toSorted();
  const asked = query.toLowerCase();
  if (session.index.package(asked) === undefined) return { kind: 'installed', packages };
  const found = await findPackage(session, asked, users);
  return { kind: 'installed', packages, asked, ...(found === undefined ? {} : { found }) };
}

/** In which lists of packages one is, and which files bring it; undefined where nothing could be evaluated. */
async function findPackage(
  session: Session,
  asked: string,
  users: readonly string[],
): Promise<Of<'installed'>['found']> {
  const paths = ['environment.systemPackages', ...users.map((user) => `users.users.${user}.packages`)];
  const wanted = { type: 'pkgs' as const, path: asked.split('.') };
  const live = await askLive(session, paths.map(splitOptionPath), [wanted.path]);
  if (live === undefined) return undefined;
  const { pkgs, pkgNames = {} } = live.values;
  const facts = { pkgs, pkgNames };
  const has = (value: unknown): boolean =>
    Array.isArray(value) && value.some((item: unknown) => isStill(wanted, item, facts) === 'yes');
  return paths.flatMap((option) => {
    const known = valueIn(live.values, splitOptionPath(option));
    if (!has(known?.value)) return [];
    const files = (known?.winners ?? []).flatMap(({ file, value }) => (has(value) ? [file] : []));
    return [{ option, files: [...new Set(files)] }];
  });
}

const PORTS = ['allowedTCPPorts', 'allowedTCPPortRanges', 'allowedUDPPorts', 'allowedUDPPortRanges'] as const;
const FIREWALL: OptionPath = ['networking', 'firewall', 'enable'];
const INTERFACES: OptionPath = ['networking', 'firewall', 'interfaces'];

/** What the configuration opens in the firewall. */
export async function openPorts(session: Session): Promise<Of<'open-ports'>> {
  const paths = PORTS.map((option) => ['networking', 'firewall', option]);
  const live = await askLive(session, [FIREWALL, INTERFACES, ...paths]);
  if (live === undefined) return { ...writtenPorts(session), by: 'files' };
  const { values } = live;
  const ports = PORTS.flatMap((option) => {
    const known = valueIn(values, ['networking', 'firewall', option]);
    const list = itemsOf(known?.value);
    if (list.length === 0) return [];
    const from = (known?.winners ?? []).map(({ file, value }) => ({
      file,
      ports: itemsOf(value).map(portText),
    }));
    return [{ option, ports: inOrder(list.map(portText)), from }];
  });
  const running = runningPorts(live);
  return {
    kind: 'open-ports',
    by: 'evaluation',
    firewall: valueIn(values, FIREWALL)?.value !== false,
    ports: [...ports, ...interfacePorts(valueIn(values, INTERFACES)?.value)],
    ...(running === undefined ? {} : { running }),
  };
}

/** What single interfaces open beside. */
function interfacePorts(interfaces: unknown): Of<'open-ports'>['ports'] {
  return Object.entries(membersOf(interfaces)).flatMap(([name, own]) =>
    PORTS.flatMap((option) => {
      const list = itemsOf(membersOf(own)[option]);
      return list.length === 0
        ? []
        : [{ option: `${option} on ${name}`, ports: inOrder(list.map(portText)) }];
    }),
  );
}

/** What runs, where it is known and not what the configuration says. */
function runningPorts({ values, running }: LiveValues): Of<'open-ports'>['running'] {
  if (running === undefined) return undefined;
  const { firewall, tcp, udp } = running.ports;
  const now = [firewall, inOrder(tcp.map(String)), inOrder(udp.map(String))];
  const listed = (option: string): readonly string[] =>
    inOrder(itemsOf(valueIn(values, ['networking', 'firewall', option])?.value).map(String));
  const said = [valueIn(values, FIREWALL)?.value, listed('allowedTCPPorts'), listed('allowedUDPPorts')];
  return JSON.stringify(now) === JSON.stringify(said)
    ? undefined
    : { firewall, tcp: inOrder(tcp.map(String)), udp: inOrder(udp.map(String)) };
}

function writtenPorts(session: Session): Pick<Of<'open-ports'>, 'kind' | 'firewall' | 'ports'> {
  const { value } = plannerFacts(session.configuration, session.index);
  const ports = PORTS.flatMap((option) => {
    const list = itemsOf(value(`networking.firewall.${option}`));
    return list.length > 0 ? [{ option, ports: list.map(portText) }] : [];
  });
  return { kind: 'open-ports', firewall: value('networking.firewall.enable') !== false, ports };
}

/**
 * The users that the configuration declares, wherever it does: one of an imported file from elsewhere is only told by an
 * evaluation.
 */
export async function userList(session: Session): Promise<Of<'users'>> {
  const { value, users: written } = plannerFacts(session.configuration, session.index);
  const first = await askUsers(session, written);
  const users = [...new Set([...written, ...(first?.values.normalUsers ?? [])])];
  const live = users.length === written.length ? first : await askUsers(session, users);
  const shellIn = (name: string): string => names([value(`users.users.${name}.shell`)])[0] ?? '';
  if (live === undefined) {
    return {
      kind: 'users',
      by: 'files',
      users: written.map((name) => ({
        name,
        groups: itemsOf(value(`users.users.${name}.extraGroups`)).map(String),
        shell: shellIn(name),
      })),
    };
  }
  const known = (path: OptionPath): unknown => valueIn(live.values, path)?.value;
  const groups = Object.entries(membersOf(known(GROUPS)));
  return {
    kind: 'users',
    by: 'evaluation',
    users: users.map((name) => ({
      name,
      groups: groupsOf(name, itemsOf(known(extraGroups(name))).map(String), groups),
      shell: packageName(known(shellOf(name))) ?? shellIn(name),
    })),
  };
}

async function askUsers(session: Session, users: readonly string[]): Promise<LiveValues | undefined> {
  return askLive(session, [GROUPS, ...users.flatMap((name) => [extraGroups(name), shellOf(name)])]);
}

/** A group may name its members itself. */
function groupsOf(
  user: string,
  own: readonly string[],
  groups: readonly (readonly [string, unknown])[],
): readonly string[] {
  const by = groups.filter(([, group]) => itemsOf(membersOf(group)['members']).includes(user));
  return [...new Set([...own, ...by.map(([name]) => name)])];
}

const GROUPS: OptionPath = ['users', 'groups'];

function extraGroups(user: string): OptionPath {
  return ['users', 'users', user, 'extraGroups'];
}

function shellOf(user: string): OptionPath {
  return ['users', 'users', user, 'shell'];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map((item: unknown) => item) : [];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function inOrder(ports: readonly string[]): readonly string[] {
  return [...new Set(ports)].toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }));
}

/** The name of an evaluated package without its version. */
function packageName(value: unknown): string | undefined {
  const name = typeof value === 'object' && value !== null && '_name' in value ? value._name : undefined;
  return typeof name === 'string' && name !== '' ? name.replace(/-\d.*$/u, '') : undefined;
}

function names(list: unknown): readonly string[] {
  return itemsOf(list).flatMap((item) => (isPackage(item) ? [item.path.join('.')] : []));
}

function isPackage(item: unknown): item is { readonly path: readonly unknown[] } {
  return typeof item === 'object' && item !== null && 'path' in item && Array.isArray(item.path);
}

/** A port, or a range as `8000-8010`. */
function portText(port: unknown): string {
  if (typeof port !== 'object' || port === null) return String(port);
  const range: unknown = 'entries' in port ? port.entries : port;
  return typeof range === 'object' && range !== null && 'from' in range && 'to' in range
    ? `${String(range.from)}-${String(range.to)}`
    : JSON.stringify(port);
}
