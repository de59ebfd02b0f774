import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeHost, nixosAi, type CliResult, type Host } from '../../lib/cli.ts';

export interface Lab {
  readonly host: Host;
  readonly tlsPort: number;
  /** Runs a runbook of the library by its name. */
  readonly run: (
    name: string,
    parameters: Readonly<Record<string, string | number>>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<CliResult>;
  /** A path of the host as this computer has it. */
  readonly at: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Puts a certificate of TLS for `tls.example` and its key into a directory of the host. */
  readonly certify: (directory: string, days: number) => void;
}

/** A host with what the runbooks are tried on; its units run. */
export async function makeLab(): Promise<Lab> {
  const host = await makeHost();
  const tlsPort = await freePort();
  const at = (path: string): string => join(host.dir, path);
  const write = (path: string, text: string): void => {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), text);
  };
  const lab: Lab = {
    host,
    tlsPort,
    at,
    write,
    read: (path) => readFileSync(at(path), 'utf8'),
    certify: (directory, days) => certify(at(directory), days),
    run: async (name, parameters, env = {}) => {
      const flags = Object.entries(parameters).flatMap(([key, value]) => ['-p', `${key}=${value}`]);
      const own = { SSH_CONNECTION: `192.0.2.1 50000 127.0.0.1 ${host.sshPort}`, ...env };
      return nixosAi(['run', name, ...flags, '--yes', '--json'], { host: host.dir, env: own });
    },
  };
  lab.certify('var/lib/tls', 100);
  write('var/lib/secrets/token', 'good 1\n');
  write('srv/site/index.html', '<p>Hello.</p>\n');
  write('srv/site/deep/data', 'x'.repeat(5000));
  mkdirSync(at('var/backup'), { recursive: true });
  const module = readFileSync(new URL('lab.nix', import.meta.url), 'utf8');
  write('etc/nixos/lab.nix', module.replace('@tlsPort@', String(tlsPort)));
  write(
    'etc/nixos/configuration.nix',
    lab.read('etc/nixos/configuration.nix').replace('./users.nix', './users.nix ./lab.nix'),
  );
  return lab;
}

function certify(directory: string, days: number): void {
  mkdirSync(directory, { recursive: true });
  const [key, certificate] = ['key.pem', 'fullchain.pem'].map((name) => join(directory, name));
  const of = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=tls.example'.split(' ');
  const to = [
    '-addext',
    'subjectAltName=DNS:tls.example',
    '-keyout',
    String(key),
    '-out',
    String(certificate),
  ];
  execFileSync('openssl', ['req', '-x509', ...of, ...to, '-days', String(days)], { stdio: 'ignore' });
  copyFileSync(String(certificate), join(directory, 'cert.pem'));
}

async function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** How a run ended, with its last lines where a test does not expect that. */
export function endOf(result: CliResult): unknown {
  return result.lines().at(-1)?.['outcome'] ?? `${result.stdout.slice(-1500)}${result.stderr.slice(-1500)}`;
}
