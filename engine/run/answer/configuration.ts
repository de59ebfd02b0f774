import type { Answer } from '../../report/host/answer.ts';
import { plannerFacts } from '../planner-facts.ts';
import type { Session } from '../session.ts';

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

/** The packages that the configuration lists, for all and for single users; computed parts of a list are not seen. */
export function installedPackages(session: Session, query: string): Of<'installed'> {
  const { value, users } = plannerFacts(session.configuration, session.index);
  const listed = (option: string): readonly string[] => names(value(option));
  const own = users.flatMap((user) =>
    listed(`users.users.${user}.packages`).map((name) => `${name} (${user})`),
  );
  const packages = [...listed('environment.systemPackages'), ...own].toSorted();
  const asked = query.toLowerCase();
  const known = session.index.package(asked) !== undefined;
  return { kind: 'installed', packages, ...(known && { asked }) };
}

/** What the configuration opens in the firewall. */
export function openPorts(session: Session): Of<'open-ports'> {
  const { value } = plannerFacts(session.configuration, session.index);
  const options = ['allowedTCPPorts', 'allowedTCPPortRanges', 'allowedUDPPorts', 'allowedUDPPortRanges'];
  const ports = options.flatMap((option) => {
    const list = value(`networking.firewall.${option}`);
    return Array.isArray(list) && list.length > 0 ? [{ option, ports: list.map(portText) }] : [];
  });
  return { kind: 'open-ports', firewall: value('networking.firewall.enable') !== false, ports };
}

/** The users that the configuration declares. */
export function userList(session: Session): Of<'users'> {
  const { value, users } = plannerFacts(session.configuration, session.index);
  return {
    kind: 'users',
    users: users.map((name) => {
      const groups: unknown = value(`users.users.${name}.extraGroups`);
      return {
        name,
        groups: Array.isArray(groups) ? groups.map(String) : [],
        shell: names([value(`users.users.${name}.shell`)])[0] ?? '',
      };
    }),
  };
}

function names(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) =>
    isPackage(item) ? [item.path.join('.')] : [],
  );
}

function isPackage(item: unknown): item is { readonly path: readonly unknown[] } {
  return typeof item === 'object' && item !== null && 'path' in item && Array.isArray(item.path);
}

/** A port, or a range as `8000-8010`. */
function portText(port: unknown): string {
  const range: unknown =
    typeof port === 'object' && port !== null && 'entries' in port ? port.entries : undefined;
  return typeof range === 'object' && range !== null && 'from' in range && 'to' in range
    ? `${String(range.from)}-${String(range.to)}`
    : String(port);
}
