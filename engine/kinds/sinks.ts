import type { Written } from '../model/runbook.ts';

/** Forms of a written value whose text is not the author's. `output` is what a program of the host printed. */
export type WrittenForm = 'param' | 'cel' | 'output';

/** A place where text does something. */
export interface Sink {
  /** Forms that may stand here in a runbook that a person wrote and keeps. */
  readonly trusted: readonly WrittenForm[];
  /** Forms that may stand here in a generated runbook, all of whose text is somebody else's. */
  readonly generated: readonly WrittenForm[];
  /** The finding of another check that holds this place already; where there is none, PATH007 does. */
  readonly heldBy?: string;
}

const ALL: readonly WrittenForm[] = ['param', 'cel', 'output'];
const NONE: readonly WrittenForm[] = [];

/**
 * Every place in a runbook that text can reach, and what may reach it. A path, an address and a URL say what is looked
 * at, and a person approves that before any program has printed anything: outputs stay out of them. Text is never an
 * error: it is shown, compared, or one word of an argv.
 */
export const SINKS = {
  program: { trusted: NONE, generated: NONE, heldBy: 'REF005' },
  'text that a program runs': { trusted: NONE, generated: NONE },
  argument: { trusted: ALL, generated: ALL },
  'file path': { trusted: ['param', 'cel'], generated: NONE },
  socket: { trusted: ['param', 'cel'], generated: NONE },
  URL: { trusted: ['param', 'cel'], generated: NONE },
  address: { trusted: ['param', 'cel'], generated: NONE },
  port: { trusted: ALL, generated: ALL },
  unit: { trusted: ALL, generated: ['param'] },
  // One attribute name each, by type; its text is checked when it is known.
  'option path': { trusted: ['param'], generated: ['param'], heldBy: 'RES002' },
  package: { trusted: ['param'], generated: ['param'], heldBy: 'RES004' },
  // Printed as a Nix literal, escaped; known before any step runs.
  'option value': { trusted: ['param', 'cel'], generated: ['param', 'cel'], heldBy: 'REF006' },
  'compared text': { trusted: ALL, generated: ALL },
  message: { trusted: ALL, generated: ALL },
} as const satisfies Readonly<Record<string, Sink>>;

export type SinkName = keyof typeof SINKS;

/** Programs that run what their arguments say: such an argument is a program, not data. */
const RUNS_ARGUMENTS: ReadonlySet<string> = new Set(
  (
    'sh bash dash zsh fish ksh ash busybox env sudo doas su runuser setpriv nice ionice nohup timeout time xargs find ' +
    'awk gawk mawk sed perl python python2 python3 ruby node deno bun lua php tclsh guile expect ssh systemd-run ' +
    'parallel watch script unshare nsenter chroot setsid stdbuf strace ltrace flock eval exec make crontab at batch'
  ).split(' '),
);

/** Programs that evaluate Nix text, with the words that say so. */
const NIX_PROGRAMS: ReadonlySet<string> = new Set(
  'nix nix-build nix-env nix-instantiate nix-shell nixos-option nixos-rebuild'.split(' '),
);
const NIX_TEXT: ReadonlySet<string> = new Set(
  '-E --expr --run --command -c --apply --arg --include -I'.split(' '),
);

/** Programs that look and do nothing else, whatever their arguments: a generated runbook may run them unasked. */
export const ONLY_LOOKS: ReadonlySet<string> = new Set(
  'df findmnt free getent id ls stat test true uname uptime'.split(' '),
);

/** Whether arguments of a command are text that is run. Words that are not plain are given as undefined. */
export function runsArguments(words: readonly (string | undefined)[]): boolean {
  const program = baseName(words[0] ?? '');
  if (RUNS_ARGUMENTS.has(program)) return true;
  return NIX_PROGRAMS.has(program) && words.some((word) => word !== undefined && NIX_TEXT.has(word));
}

/** By its name alone: a path could name any program. */
export function onlyLooks(program: string): boolean {
  return ONLY_LOOKS.has(program);
}

/** The words of a command; undefined where one is not plain. */
export function plainWords(argv: readonly Written[]): readonly (string | undefined)[] {
  return argv.map((word) => (typeof word === 'string' ? word : undefined));
}

/** Whether a command only looks, and at nothing private. */
export function looksOnly(argv: readonly Written[]): boolean {
  const [program, ...words] = plainWords(argv);
  if (program === undefined || !onlyLooks(program)) return false;
  return words.every((word) => word === undefined || !/\/.|\.\./u.test(word) || isPublicPath(word));
}

const ROOTS: readonly string[] = ['/etc', '/run', '/srv', '/var'];

/** Below the roots: keys, passwords and hashes, what people wrote, and what is no plain file. */
const PRIVATE: Readonly<Record<string, RegExp>> = {
  '/etc/':
    /^(?:g?shadow|ssh|nixos|sudoers|doas|wireguard|NetworkManager|wpa_supplicant|ppp|ipsec|swanctl|strongswan|openvpn|krb5|ssl\/private|pki\/.*private|letsencrypt|crypttab|luks|credstore|secrets|keys|samba|opasswd|security\/opasswd|sssd|machine-secret)/u,
  '/run/': /^(?:secrets|keys|agenix|credentials|user|sops|initctl|systemd|udev|log|wrappers)/u,
  '/var/': /^(?:lib|log|spool|backup|mail|db|cache|tmp|keys|src|secrets)/u,
};

/** A path that a generated runbook may look at: below a root of the system's own files, and no secret. */
export function isPublicPath(path: string): boolean {
  const parts = path.split('/');
  if (parts.includes('..') || parts.includes('.') || path.includes('//')) return false;
  // Links of every NixOS: what they lead to counts.
  const real = path.replace(/^\/var\/(?<to>run|lock)(?=\/|$)/u, (_, to) =>
    to === 'run' ? '/run' : '/run/lock',
  );
  const hidden = Object.entries(PRIVATE).some(
    ([root, names]) => real.startsWith(root) && names.test(real.slice(root.length)),
  );
  return !hidden && ROOTS.some((root) => real.startsWith(`${root}/`));
}

/** Sockets of what runs containers and machines: what they answer may be files of a container, or never end. */
const ENGINE_SOCKET = /(?:docker|podman|containerd|crio|cri-o|libvirt|lxd|incus)/u;

/** A socket that a generated runbook may ask for a URL: of an engine of containers only whether it is there. */
export function isPublicQuestion(socket: string, url: string): boolean {
  return !ENGINE_SOCKET.test(socket) || /^https?:\/\/[^/?#]+\/(?:v[\d.]+\/)?(?:_ping|version)$/u.test(url);
}

/** The name of a unit, and nothing that a program could take for an option or a path. */
export function isUnitName(unit: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9:_.\\@-]{0,254}$/u.test(unit) && !unit.includes('..');
}

/** An address of the host itself. */
export function isLoopback(address: string): boolean {
  const octets = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(address)?.slice(1);
  if (octets !== undefined) return octets.every((octet) => Number(octet) <= 255);
  return /^(?:localhost|\[?::1\]?)$/u.test(address);
}

/** A URL on the host itself, without a user, so that nothing else can be meant, and without a query that could order. */
export function isLocalUrl(url: string): boolean {
  const host = /^https?:\/\/(?<host>\[[^\]]*\]|[^/:?#@\\]*)(?::\d{1,5})?(?:\/[^\s\\?#]*)?$/u.exec(url)
    ?.groups?.['host'];
  return host !== undefined && isLoopback(host);
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
