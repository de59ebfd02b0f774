import { dirname, join, resolve } from 'node:path';
import { readTextIfThere } from '../tree/files.ts';

/** Settings of Nix as it reads them: the last that is written wins, and `extra-…` is kept beside what it adds to. */
export interface NixConfig {
  readonly values: ReadonlyMap<string, string>;
  readonly files: readonly string[];
}

// Nix itself follows includes without a bound; a circle must not hold us.
const MOST_INCLUDES = 16;

/** What Nix on this computer is set to: its nix.conf, that of the user, and NIX_CONFIG. */
export async function readNixConfig(): Promise<NixConfig> {
  const { NIX_CONF_DIR, NIX_USER_CONF_FILES, XDG_CONFIG_HOME, HOME, NIX_CONFIG } = process.env;
  const home = XDG_CONFIG_HOME ?? (HOME === undefined ? undefined : join(HOME, '.config'));
  const user = NIX_USER_CONF_FILES?.split(':') ?? (home === undefined ? [] : [join(home, 'nix/nix.conf')]);
  const values = new Map<string, string>();
  const files: string[] = [];
  for (const file of [join(NIX_CONF_DIR ?? '/etc/nix', 'nix.conf'), ...user.toReversed()]) {
    await readFile(file, values, files);
  }
  await readText(NIX_CONFIG ?? '', '/', values, files);
  return { values, files };
}

async function readFile(file: string, values: Map<string, string>, files: string[]): Promise<void> {
  if (files.length >= MOST_INCLUDES || files.includes(file)) return;
  const text = await readTextIfThere(file).catch(() => undefined);
  if (text === undefined) return;
  files.push(file);
  await readText(text, dirname(file), values, files);
}

async function readText(
  text: string,
  directory: string,
  values: Map<string, string>,
  files: string[],
): Promise<void> {
  for (const line of text.split('\n')) {
    const [name = '', ...words] = line.replace(/#.*$/u, '').trim().split(/\s+/u);
    if (/^!?include$/u.test(name)) await readFile(resolve(directory, words[0] ?? ''), values, files);
    else if (words[0] === '=') values.set(name, words.slice(1).join(' '));
  }
}
