/*
 * What a built system's files say of what is done as root. The same parts are told by an evaluation: nix/engine/effects.nix.
 */

/** Unit types that run a command, or mount something. */
const COUNTED = /\.(?:service|socket|mount|automount|swap)$/u;

/** What only orders units, or says when to restart them. */
const QUIET = new Set(
  (
    'After Before BindsTo Conflicts Description Documentation PartOf RequiredBy Requires WantedBy Wants X-OnlyManualStart ' +
    'X-Reload-Triggers X-ReloadIfChanged X-Restart-Triggers X-RestartIfChanged X-StopIfChanged X-StopOnRemoval'
  ).split(' '),
);

/**
 * What of a unit's text is done as root, or says how; undefined where nothing is.
 *
 * @example
 * commandsOf('a.service', '[Service]\nUser=a\nExecStart=x\nExecStartPre=+y')   // 'ExecStartPre=+y'
 */
export function commandsOf(name: string, text: string): string | undefined {
  if (!COUNTED.test(name)) return undefined;
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^[[#;]/u.test(line) && !QUIET.has(keyOf(line)));
  const user =
    lines
      .filter((line) => keyOf(line) === 'User')
      .at(-1)
      ?.slice('User='.length) ?? 'root';
  const dynamic = lines.filter((line) => keyOf(line) === 'DynamicUser').at(-1) === 'DynamicUser=true';
  const root = ['', 'root', '0'].includes(user) && !dynamic;
  const said = root ? lines : lines.filter(isPrivileged);
  return said.length === 0 ? undefined : said.join('\n');
}

/** `+` and `!` before a command: with all rights, whatever the unit's user. */
function isPrivileged(line: string): boolean {
  return /^Exec\w*=[@:|-]*[+!]/u.test(line) || keyOf(line) === 'AmbientCapabilities';
}

function keyOf(line: string): string {
  return line.split('=')[0] ?? '';
}

/** The snippets of an activation script by name, and under '' what stands before the first. */
export function snippetsOf(activate: string): ReadonlyMap<string, string> {
  const parts = activate.split(/^#### Activation script snippet (.*):$/mu);
  const named = parts.flatMap((part, at) => (at % 2 === 1 ? [[part, parts[at + 1] ?? ''] as const] : []));
  return new Map([['', parts[0] ?? ''], ...named]);
}

const PRIVILEGED = new Set(
  'root wheel docker podman disk kmem lxd incus incus-admin libvirtd qemu-libvirtd shadow nixbld sudo messagebus'.split(
    ' ',
  ),
);

/** Users and groups that are root, or may become it, of a list that NixOS makes for its activation, each with how. */
export function accountsIn(json: string): ReadonlyMap<string, string> {
  const spec: unknown = JSON.parse(json);
  const groups = recordsIn(spec, 'groups').flatMap((group) => {
    const name = String(group['name']);
    // A group that nobody is in gives nobody anything.
    const members = Array.isArray(group['members']) ? group['members'].length : 0;
    return group['gid'] === 0 || (PRIVILEGED.has(name) && members > 0)
      ? [[`group ${name}`, JSON.stringify(group)] as const]
      : [];
  });
  const users = recordsIn(spec, 'users').flatMap((user) => {
    const root = user['uid'] === 0 || user['name'] === 'root';
    const empty = Object.entries(user).some(([name, value]) => /password|hash/iu.test(name) && value === '');
    const privileged = root || empty || PRIVILEGED.has(String(user['group']));
    return privileged ? [[String(user['name']), JSON.stringify(user)] as const] : [];
  });
  return new Map([...groups, ...users]);
}

function recordsIn(spec: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const list: unknown = Object.entries(spec).find(([key]) => key === name)?.[1];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => (typeof each === 'object' && each !== null ? [{ ...each }] : []));
}
