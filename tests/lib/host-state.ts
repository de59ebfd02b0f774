import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';

/** Everything of a sandbox host that a rollback must bring back, as comparable data. */
export function readHostState(dir: string) {
  return {
    configuration: hashTree(join(dir, 'etc/nixos')),
    running: realpathSync(join(dir, 'run/current-system')),
    profile: realpathSync(join(dir, 'nix/var/nix/profiles/system')),
    generation: readlinkSync(join(dir, 'nix/var/nix/profiles/system')),
    boot: hashTree(join(dir, 'boot')),
    etc: hashTree(join(dir, 'etc'), ['nixos']),
  };
}

/** Path → hash of every file below a directory; a link's target stands for the link. */
export function hashTree(root: string, without: readonly string[] = []): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      const name = path.slice(root.length + 1);
      if (without.includes(name) || entry.name === '.git') continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(path)}`;
      else found[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  };
  walk(root);
  return found;
}

/** GET over TCP or a unix socket: the body, or undefined when nothing answers. */
export async function getText(url: string, socketPath?: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const request = get(url, socketPath === undefined ? {} : { socketPath }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => settle(text));
    });
    request.on('error', () => settle(undefined));
  });
}
