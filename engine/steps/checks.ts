import { join } from 'node:path';
import { unitsOf } from '../kinds/checks/unit/index.ts';
import { checkKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { assertNever } from '../model/outcome.ts';
import type { WrittenCheck } from '../model/runbook.ts';
import { lookAtLogin, lookAtSsh } from './looks/access.ts';
import { lookAtCertificate } from './looks/certificate.ts';
import { lookAtDrift } from './looks/drift.ts';
import { hostPath, isNewer, LOOK_MS, type CheckOf, type Look, type LookContext } from './looks/look.ts';
import { lookAtNewest, lookAtRestore } from './looks/newest.ts';
import { knownValues, resolveArgv, resolveOption, resolveText, resolveValue } from './resolve.ts';

/** Undefined when the check holds, else what was found instead. */
type Mismatch = string | undefined;

/** Looks once. */
export async function lookOnce(context: LookContext, check: WrittenCheck): Promise<Look> {
  switch (check.kind) {
    case 'unit':
      return plain(await lookAtUnits(context, check));
    case 'http':
      return plain(await lookAtHttp(context, check));
    case 'tcp':
      return plain(await lookAtTcp(context, check));
    case 'command':
      return lookAtCommand(context, check);
    case 'file':
      return lookAtFile(context, check);
    case 'option':
      return plain(await lookAtOption(context, check));
    case 'certificate':
      return lookAtCertificate(context, check);
    case 'newest':
      return lookAtNewest(context, check);
    case 'restore':
      return lookAtRestore(context, check);
    case 'login':
      return lookAtLogin(context, check);
    case 'ssh':
      return lookAtSsh(context, check);
    case 'drift':
      return lookAtDrift(context, check);
    default:
      return assertNever(check);
  }
}

function plain(wrong: Mismatch, found?: string): Look {
  return { ...(wrong !== undefined && { wrong }), ...(found !== undefined && { found }) };
}

/** The check in a few words, for messages. */
export function nameCheck(context: LookContext, check: WrittenCheck): string {
  return checkKindOf(KINDS, check).claim(check, knownValues(context));
}

async function lookAtUnits(context: LookContext, check: CheckOf<'unit'>): Promise<Mismatch> {
  const units = unitsOf(check, knownValues(context));
  const found = await Promise.all(
    units.map(async (unit) => {
      const mismatch = await lookAtUnit(context, unit, check.is);
      return mismatch === undefined || units.length === 1 ? mismatch : `${unit}: ${mismatch}`;
    }),
  );
  const mismatches = found.filter((mismatch) => mismatch !== undefined);
  return mismatches.length === 0 ? undefined : mismatches.join('; ');
}

async function lookAtUnit(context: LookContext, unit: string, is: string): Promise<Mismatch> {
  const state = await context.host.units.read(unit);
  if (state === undefined) return 'the service manager does not answer';
  if (state.active === is) return undefined;
  const why = state.result === 'success' || state.result === '' ? '' : `, result ${state.result}`;
  return state.load === 'not-found' && is !== 'inactive'
    ? `there is no unit ${unit}`
    : `it is ${state.active} (${state.sub})${why}`;
}

async function lookAtHttp(context: LookContext, check: CheckOf<'http'>): Promise<Mismatch> {
  const url = resolveText(context, check.url, check.position);
  if (!/^https?:\/\//u.test(url)) return `${url} is not an http or https address`;
  const socket =
    check.socket === undefined
      ? undefined
      : hostPath(context, resolveText(context, check.socket, check.position));
  const answer = await context.host.network.get(url, {
    timeout: LOOK_MS,
    ...(socket === undefined ? {} : { socket }),
  });
  if ('error' in answer) return `no answer: ${answer.error}`;
  if (answer.status !== check.status) return `it answered ${answer.status}`;
  return contains(context, check.contains, answer.body, check);
}

async function lookAtTcp(context: LookContext, check: CheckOf<'tcp'>): Promise<Mismatch> {
  const port = Number(resolveText(context, check.port, check.position));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `${port} is not a port`;
  const address = resolveText(context, check.address, check.position);
  const wanted =
    check.contains === undefined ? undefined : resolveText(context, check.contains, check.position);
  const said = await context.host.network.greet(address, port, LOOK_MS, wanted);
  if ((said !== undefined) !== (check.is === 'open'))
    return `it is ${said === undefined ? 'closed' : 'open'}`;
  return said === undefined ? undefined : contains(context, check.contains, said, check);
}

async function lookAtCommand(context: LookContext, check: CheckOf<'command'>): Promise<Look> {
  const argv = resolveArgv(context, check.argv, check.position);
  const result = await context.host.exec(
    { argv, env: hostPathEnvironment(context) },
    { timeout: LOOK_MS * 2, signal: context.signal },
  );
  if (result.spawnError !== undefined) return plain(`${argv[0]} could not be started (${result.spawnError})`);
  if (result.exitCode !== check.exit)
    return plain(`it exited ${result.exitCode ?? 'by a signal'}: ${result.stderr.trim().slice(-300)}`);
  return plain(contains(context, check.contains, result.stdout, check));
}

async function lookAtFile(context: LookContext, check: CheckOf<'file'>): Promise<Look> {
  const path = hostPath(context, resolveText(context, check.path, check.position));
  const kind = await context.host.files.kind(path);
  if (kind === undefined) return plain(check.exists ? 'it does not exist' : undefined);
  if (!check.exists) return plain('it exists');
  const found = (await context.host.files.changed(path)).toISOString();
  const than =
    check.newerThan === undefined ? undefined : resolveText(context, check.newerThan, check.position);
  if (than !== undefined && !isNewer(found, than))
    return plain(`it last changed at ${found}, and that is not newer`, found);
  if (check.contains === undefined) return plain(undefined, found);
  if (kind === 'other') return plain('it is no plain file', found);
  return plain(
    contains(context, check.contains, (await context.host.files.readText(path)) ?? '', check),
    found,
  );
}

async function lookAtOption(context: LookContext, check: CheckOf<'option'>): Promise<Mismatch> {
  const path = resolveOption(context, check.path, check.position);
  const tree = await context.host.snapshots.liveTree();
  const facts = await context.host.evaluate.live(tree, { options: [path], packages: [] }, context.redact);
  if (!facts.ok) return 'the live configuration does not evaluate';
  const got = facts.value.options[JSON.stringify(path)];
  if (got === undefined || !got.defined) return 'it has no value';
  const wanted = resolveValue(context, check.equals, check.position);
  return sameText(got.value, check.anyOrder) === sameText(wanted, check.anyOrder)
    ? undefined
    : `it is ${JSON.stringify(got.value)}`;
}

function sameText(value: unknown, anyOrder: boolean): string {
  const list: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  if (!anyOrder || list === undefined) return JSON.stringify(value);
  return JSON.stringify(list.map((item) => JSON.stringify(item)).toSorted());
}

function contains(
  context: LookContext,
  wanted: CheckOf<'http'>['contains'],
  text: string,
  check: WrittenCheck,
): Mismatch {
  if (wanted === undefined) return undefined;
  const part = resolveText(context, wanted, check.position);
  return text.includes(part)
    ? undefined
    : `it does not contain ${JSON.stringify(part)}, but begins ${JSON.stringify(text.slice(0, 120))}`;
}

/** Programs of the host's own running system come first. */
export function hostPathEnvironment(context: LookContext): Record<string, string> {
  const own = join(context.host.place.system, 'current-system', 'sw', 'bin');
  return { PATH: `${own}:${context.host.searchPath}` };
}
