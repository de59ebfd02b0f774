import type { Cause } from './cause.ts';

/** How a principal came in. `unrecorded`: a journal of an older engine, which wrote names alone. */
export const DOORS = [
  'terminal',
  'socket',
  'timer',
  'trigger',
  'http',
  'nats',
  'unrecorded',
] as const satisfies readonly string[];

export type Door = (typeof DOORS)[number];

/**
 * Who says that it is them. `uid`: the kernel, of this process. `login`: the kernel, of the login that a process of the superuser
 * comes from. `socket`: the kernel, of a file that the caller made for the service. `group`: the kernel let
 * the caller open a group's socket, and more is not known. `service-file`: the job is written there. `sandbox`: nobody;
 * a sandbox believes what it is told. `secret` and `signature`: what a token or a key proves. `unrecorded`: see
 * {@link Door}.
 */
export const PROOFS = [
  'uid',
  'login',
  'socket',
  'group',
  'service-file',
  'sandbox',
  'secret',
  'signature',
  'unrecorded',
] as const satisfies readonly string[];

export type Proof = (typeof PROOFS)[number];

interface Known {
  readonly name: string;
  readonly door: Door;
  readonly known: Proof;
  /** Groups that it is in, as far as the door looked. */
  readonly groups: readonly string[];
}

/** A user of the host. */
export interface Person extends Known {
  readonly kind: 'person';
  readonly uid?: number;
  /** The user whose login their process comes from, as the kernel keeps it through sudo and su; absent where nobody logged in. */
  readonly login?: number;
}

/** A secret that stands for a person or a service, under a name of its own. */
export interface Token extends Known {
  readonly kind: 'token';
  /** The user whom it acts for. */
  readonly owner: string;
}

/** A schedule or a trigger of the service file. */
export interface JobPrincipal extends Known {
  readonly kind: 'job';
  readonly job: Cause['kind'];
}

/** Another computer of a fleet. */
export interface NodePrincipal extends Known {
  readonly kind: 'node';
}

/** A program that acts for somebody: a language model with tools. */
export interface Agent extends Known {
  readonly kind: 'agent';
  /** The user whom it acts for. */
  readonly owner: string;
}

/** Who acts. Made once, where somebody comes in, and handed on; nothing further in asks the process who it is. */
export type Principal = Person | Token | JobPrincipal | NodePrincipal | Agent;

/**
 * The name that people read, and that policy compares: a person's own, else with its kind before it. No user has a colon
 * in their name.
 *
 * @example
 * nameOfPrincipal(jobPrincipal({ kind: 'schedule', name: 'nightly' }))   // 'schedule:nightly'
 */
export function nameOfPrincipal(principal: Principal): string {
  if (principal.kind === 'person') return principal.name;
  return `${principal.kind === 'job' ? principal.job : principal.kind}:${principal.name}`;
}

/** The principal of a job that a timer or a trigger starts. */
export function jobPrincipal({ kind, name }: Pick<Cause, 'kind' | 'name'>): JobPrincipal {
  const door = kind === 'schedule' ? 'timer' : 'trigger';
  return { kind: 'job', job: kind, name, door, known: 'service-file', groups: [] };
}

/**
 * Whether two principals are, or act for, one. People are one by name, by user id, or by the login that they come from:
 * another name of the same user, and another user that somebody became, are no second person. A token and an agent are
 * who they act for.
 */
export function sameIdentity(one: Principal, other: Principal): boolean {
  const ids = userIds(other);
  if (userIds(one).some((id) => ids.includes(id))) return true;
  return identityOf(one) === identityOf(other);
}

function userIds(principal: Principal): readonly number[] {
  if (principal.kind !== 'person') return [];
  return [principal.uid, principal.login].filter((id) => id !== undefined);
}

/**
 * Whether what one of two approves counts as another's word on what the first asked for. A superuser behind whom no login
 * stands may be anybody who can become root: no second person beside anybody but a job.
 *
 * @example
 * isSomebodyElse(alice, root)   // false where `root` is a unit that alice started
 */
export function isSomebodyElse(asker: Principal, other: Principal): boolean {
  if (sameIdentity(asker, other)) return false;
  return asker.kind === 'job' || !(isFacelessRoot(asker) || isFacelessRoot(other));
}

/** The superuser, and nobody says who that is: a unit, or whoever became root and asks the service. */
export function isFacelessRoot(principal: Principal): boolean {
  const isNamed = principal.known === 'login' || principal.known === 'sandbox';
  return principal.kind === 'person' && principal.uid === 0 && !isNamed;
}

/**
 * What somebody is who came in, or what was recorded of them; undefined where it is neither. Reads a bare name too, as
 * journals of older engines have it. A door or a proof that this engine does not know is `unrecorded`: it counts for
 * nothing.
 *
 * @example
 * parsePrincipal('schedule:nightly')   // { kind: 'job', job: 'schedule', name: 'nightly', … }
 */
export function parsePrincipal(value: unknown): Principal | undefined {
  if (typeof value === 'string') return parseName(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, name, door, known, groups, uid, login, owner, job }: Readonly<Record<string, unknown>> = {
    ...value,
  };
  if (typeof name !== 'string' || name === '') return undefined;
  const common = {
    name,
    door: DOORS.find((one) => one === door) ?? 'unrecorded',
    known: PROOFS.find((one) => one === known) ?? 'unrecorded',
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
  switch (kind) {
    case 'person':
      return {
        kind,
        ...common,
        ...(typeof uid === 'number' ? { uid } : {}),
        ...(typeof login === 'number' ? { login } : {}),
      };
    case 'token':
    case 'agent':
      return typeof owner === 'string' ? { kind, ...common, owner } : undefined;
    case 'job':
      return job === 'trigger' || job === 'schedule' ? { kind, ...common, job } : undefined;
    case 'node':
      return { kind, ...common };
    default:
      return undefined;
  }
}

function parseName(text: string): Principal | undefined {
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  if (name === '') return undefined;
  const common = { door: 'unrecorded', known: 'unrecorded', groups: [] } as const;
  return kind === 'trigger' || kind === 'schedule'
    ? { kind: 'job', job: kind, name, ...common }
    : { kind: 'person', name: text, ...common };
}

function identityOf(principal: Principal): string {
  return principal.kind === 'token' || principal.kind === 'agent'
    ? principal.owner
    : nameOfPrincipal(principal);
}
