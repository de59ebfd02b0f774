import { readFile, stat } from 'node:fs/promises';
import type { ServicePlace } from '../config/host-settings.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Service } from '../model/service/service.ts';
import { emptyService, parseService } from '../watch/service.ts';
import { isMissing } from './tree/files.ts';
import { whoElseDecides } from './tree/who-decides.ts';

/**
 * What the service does on a host, read now. The usual file may be missing: then it watches nothing.
 *
 * Findings: SRV000 the file cannot be read, or is not for root alone to write, SRV001 to SRV003 and RB… it is not as it must be.
 */
export async function readService(service: ServicePlace): Promise<Result<Service>> {
  const { path, named } = service.file;
  const others = whoElseDecides(path);
  if (others !== undefined) return unreadable(path, `somebody else decides what it holds: ${others}`);
  const read = await readNamedService(path);
  if (read === 'missing') return named ? unreadable(path, 'no such file') : ok(emptyService(path));
  return read;
}

/** The service of a file. */
export async function readNamedService(file: string): Promise<Result<Service> | 'missing'> {
  try {
    const text = await readFile(file, 'utf8');
    if (((await stat(file)).mode & 0o002) !== 0) return unreadable(file, 'it is world-writable');
    return parseService(text, file);
  } catch (error) {
    if (isMissing(error)) return 'missing';
    return unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(file: string, why: string): Result<never> {
  return failed({
    code: 'SRV000',
    severity: 'error',
    message: `service: ${file} cannot be used: ${why}`,
    position: { file, line: 1, column: 1 },
    fix: 'fix the file, or give it to root with its directories (chown root, chmod go-w); `nixos-ai service check` tells when it is right',
  });
}
