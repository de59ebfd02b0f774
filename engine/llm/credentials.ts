import { isAbsolute, join } from 'node:path';
import { readKeyFile } from '../host/people/key-file.ts';
import type { ProviderSettings } from '../config/providers.ts';
import type { FindingCode } from '../model/finding-codes.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import { Secret } from './secret.ts';

/** Variables of the environment, handed in: this folder does not read the process' own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A key and, for a person to read, where it was found. */
export interface Credential {
  readonly key: Secret;
  readonly from: string;
}

/**
 * The key of a provider: from its key file, else from its variable; undefined where none is needed. A file that is not
 * there leaves it to the variable, so that one setting serves a systemd unit and a person at a terminal.
 *
 * Findings: LLM001 in the Nix store, LLM002 (warning) others may read it, LLM003 no key in it, LLM004 not readable,
 * LLM005 needed and nowhere.
 *
 * @example
 * await readCredential(settings, { OPENAI_API_KEY: 'sk-…' }) // { ok: true, value: { key: [key], from: 'OPENAI_API_KEY' } }
 */
export async function readCredential(
  settings: ProviderSettings,
  env: Environment,
): Promise<Result<Credential | undefined>> {
  const { keyFile, keyEnv } = settings;
  if (keyFile !== undefined) {
    const inFile = await readFromFile(settings, keyFile, env);
    if (inFile !== undefined) return inFile;
  }
  const value = keyEnv === undefined ? undefined : env[keyEnv]?.trim();
  if (keyEnv !== undefined && value !== undefined && value !== '')
    return asCredential(settings, value, keyEnv, []);
  return needsKey(settings) ? failed(noKey(settings)) : ok(undefined);
}

/** Whether a provider is called with a key: it has a place for one, or is the usual service of its kind. */
export function needsKey(settings: ProviderSettings): boolean {
  const { kind, keyEnv, keyFile, baseUrl } = settings;
  return keyEnv !== undefined || keyFile !== undefined || (kind !== 'ollama' && baseUrl === undefined);
}

/** Undefined where there is no such file. */
async function readFromFile(
  settings: ProviderSettings,
  keyFile: string,
  env: Environment,
): Promise<Result<Credential> | undefined> {
  if (!isAbsolute(keyFile) && !isName(keyFile)) return failed(misnamed(settings, keyFile));
  const path = locate(keyFile, env);
  if (path === undefined) return undefined;
  const file = await readKeyFile(path);
  if (file.kind === 'missing') return undefined;
  if (file.path.startsWith('/nix/store/')) return failed(inStore(settings, path));
  if (file.kind === 'unreadable') return failed(unreadable(settings, path, file.why));
  const warnings = file.shared ? [readByOthers(settings, path)] : [];
  return asCredential(settings, file.text.trim(), path, warnings);
}

function isName(keyFile: string): boolean {
  return !keyFile.includes('/') && keyFile !== '.' && keyFile !== '..';
}

/** A name is one of systemd's credentials (LoadCredential=). */
function locate(keyFile: string, env: Environment): string | undefined {
  if (isAbsolute(keyFile)) return keyFile;
  const directory = env['CREDENTIALS_DIRECTORY'];
  return directory === undefined || directory === '' ? undefined : join(directory, keyFile);
}

function asCredential(
  settings: ProviderSettings,
  text: string,
  from: string,
  warnings: readonly Finding[],
): Result<Credential> {
  // What is not visible ASCII cannot stand in a header; an error of the HTTP client would quote it.
  if (!/^[\u0021-\u007e]+$/u.test(text)) {
    const what = text === '' ? 'is empty' : 'does not contain exactly one key on one line';
    return failed(finding('LLM003', settings, `${from} ${what}`, `put only the key into ${from}`));
  }
  return ok({ key: new Secret(text), from }, warnings);
}

function unreadable(settings: ProviderSettings, path: string, why: string): Finding {
  return finding(
    'LLM004',
    settings,
    `${path} cannot be read: ${why}`,
    `make ${path} a file that you can read`,
  );
}

function inStore(settings: ProviderSettings, path: string): Finding {
  return finding(
    'LLM001',
    settings,
    `${path} is in the Nix store, which every user of this computer can read and which is copied to caches`,
    'revoke this key, create a new one and keep it outside the store (sops-nix, agenix, LoadCredential=)',
  );
}

function readByOthers(settings: ProviderSettings, path: string): Finding {
  const found = finding(
    'LLM002',
    settings,
    `${path} is readable by users other than its owner`,
    `chmod 0400 ${path}`,
  );
  return { ...found, severity: 'warning' };
}

function misnamed(settings: ProviderSettings, keyFile: string): Finding {
  return finding(
    'LLM004',
    settings,
    `key-file '${keyFile}' is neither an absolute path nor the name of a credential`,
    "use an absolute path, or a name without a slash from the unit's LoadCredential=",
  );
}

function noKey(settings: ProviderSettings): Finding {
  const { keyEnv, keyFile } = settings;
  const places = [
    ...(keyFile === undefined
      ? []
      : [keyFile.startsWith('/') ? `the file ${keyFile}` : `systemd's credential '${keyFile}'`]),
    ...(keyEnv === undefined ? [] : [`the environment variable ${keyEnv}`]),
  ];
  const looked =
    places.length === 0 ? 'neither key-env nor key-file is set' : `not found in ${places.join(' or in ')}`;
  const fix =
    keyEnv === undefined
      ? 'put the key into that file, or set key-env or key-file for this provider'
      : `export ${keyEnv}=…, or set key-file for this provider (see docs/PROVIDERS.md)`;
  return finding('LLM005', settings, `no key: ${looked}`, fix);
}

function finding(code: FindingCode, settings: ProviderSettings, message: string, fix: string): Finding {
  return { code, severity: 'error', message: `provider '${settings.name}': ${message}`, fix };
}
