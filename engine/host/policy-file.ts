import { readFile, stat } from 'node:fs/promises';
import { checkConditions } from '../check/policy/conditions.ts';
import type { PolicyPlace } from '../config/host-settings.ts';
import { overlayAutonomy, parsePolicy } from '../config/policy.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { exists, isMissing } from './tree/files.ts';
import { whoElseDecides } from './tree/who-decides.ts';
import { loadShippedPolicy } from './program/shipped-policy.ts';

/**
 * The policy in force on a host, read now: its own file, else the policy that ships, with what the host settings say of
 * its classes. There is no change without one.
 *
 * Findings: POL010 the file cannot be read, or is not for root alone to write, POL011 to POL013 it is no policy.
 */
export async function readPolicy(policy: PolicyPlace): Promise<Result<Policy>> {
  const { path, named } = policy.file;
  const others = whoElseDecides(path);
  if (others !== undefined) return unreadable(path, `somebody else decides what it holds: ${others}`);
  // A file that is named has to be there; the usual one may be missing.
  const missing = !named && !(await exists(path));
  const read = missing ? await readShippedPolicy() : await readNamedPolicy(path);
  return read.ok ? ok(overlayAutonomy(read.value, policy.overlay), read.findings) : read;
}

/** The policy of a file, checked. */
export async function readNamedPolicy(file: string): Promise<Result<Policy>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
    if (((await stat(file)).mode & 0o002) !== 0)
      return unreadable(file, 'it is world-writable, so it is not trusted');
  } catch (error) {
    if (isMissing(error)) return unreadable(file, 'no such file');
    return unreadable(file, error instanceof Error ? error.message : String(error));
  }
  const shipped = await readShippedPolicy();
  if (!shipped.ok) return shipped;
  const parsed = parsePolicy(bytes.toString('utf8'), file, shipped.value);
  return parsed.ok ? checkConditions(parsed.value) : parsed;
}

let shippedPolicy: Promise<Result<Policy>> | undefined;

/** The policy that ships with the engine. */
export async function readShippedPolicy(): Promise<Result<Policy>> {
  shippedPolicy ??= loadShippedPolicy();
  return shippedPolicy;
}

function unreadable(file: string, why: string): Result<never> {
  return failed({
    code: 'POL010',
    severity: 'error',
    message: `policy: ${file} cannot be used: ${why}; nothing is changed without a policy`,
    position: { file, line: 1, column: 1 },
    fix: 'fix the file, or give it to root with its directories (chown root, chmod go-w); `nixos-ai policy check` tells when it is right',
  });
}
