import { refreshCommand } from '../../app/host-session.ts';
import { listCatalog, type OptionCatalog } from '../../host/nix/option-catalog.ts';
import { openHost } from '../../host/open-host.ts';
import type { Exec } from '../../model/host/exec.ts';
import { readTextIfThere } from '../../host/tree/files.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { parseOptionList, parsePackageList } from '../../nix/options/list.ts';
import { openSession, type Session } from '../../run/session.ts';
import { SELF } from '../context/self.ts';

export interface OptionSource {
  readonly catalog: OptionCatalog;
  /** Absent for a list. */
  readonly host?: Pick<Session, 'settings' | 'exec' | 'configuration'>;
}

interface SourceFlags {
  readonly host?: string | undefined;
  readonly list?: string | undefined;
}

/** Options and packages of the host that the flags name, or of a list. IDX002 where there is no such file. */
export async function openSource(
  flags: SourceFlags,
  of: 'options' | 'packages',
  exec: Exec,
): Promise<Result<OptionSource>> {
  if (flags.list !== undefined) return readList(flags.list, of);
  const settings = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
  if (!settings.ok) return settings;
  const session = await openSession(
    exec,
    settings.value,
    refreshCommand({ settings: settings.value, self: SELF }),
  );
  if (!session.ok) return session;
  return ok({ catalog: session.value.catalog, host: session.value });
}

/** Told on standard error, so that the answer stays what it is. */
export function staleFinding() {
  return {
    code: 'IDX001',
    severity: 'info',
    message: 'the configuration or its package set has changed since this was read; it is being read again',
    fix: 'try again later, or run `nixos-ai options refresh`',
  } as const;
}

async function readList(file: string, of: 'options' | 'packages'): Promise<Result<OptionSource>> {
  const text = await readTextIfThere(file);
  if (text === undefined)
    return failed({
      code: 'IDX002',
      severity: 'error',
      message: `there is no file ${file} to read ${of} from`,
      fix: `name a file with one JSON object per line, or omit --list to read the ${of} of a host`,
    });
  if (of === 'options') {
    const options = parseOptionList(text);
    return options.ok ? ok({ catalog: listCatalog({ options: options.value, packages: [] }) }) : options;
  }
  const packages = parsePackageList(text);
  return packages.ok ? ok({ catalog: listCatalog({ options: [], packages: packages.value }) }) : packages;
}
