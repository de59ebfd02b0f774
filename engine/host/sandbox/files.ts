import { chmod, copyFile, cp, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { renderHostSettings } from '../../config/render-settings.ts';
import { assetPath } from '../program/assets.ts';
import { SETTINGS_FILE } from '../open-host.ts';
import { mustExec } from '../process/exec.ts';

/** How Nix is called on this computer. */
export interface NixHost {
  /** Settings for every command, as `--option NAME VALUE`. */
  readonly options: Readonly<Record<string, string>>;
}

/** What the configuration of a sandbox host is rendered from. */
export interface SandboxHost {
  readonly dir: string;
  readonly flake: boolean;
  readonly hostName: string;
  readonly httpPort: number;
  readonly sshPort: number;
}

/** Copies the module set to `DIR/channel`, with a static busybox for its builds where the computer has one. */
export async function copyChannel(dir: string): Promise<void> {
  await cp(assetPath('nix/sandbox/channel'), join(dir, 'channel'), { recursive: true });
  // Where this program is installed in the Nix store, its files may not be written.
  await mustExec({ argv: ['chmod', '-R', 'u+w', join(dir, 'channel')] });
  const busybox = await findStaticBusybox();
  if (busybox === undefined) return;
  await mkdir(join(dir, 'channel/host/bin'), { recursive: true });
  await copyFile(busybox, join(dir, 'channel/host/bin/busybox'));
  await chmod(join(dir, 'channel/host/bin/busybox'), 0o755);
}

/** Writes the user's configuration files to `DIR/etc/nixos`. */
export async function renderConfiguration(host: SandboxHost): Promise<void> {
  const target = join(host.dir, 'etc/nixos');
  await mkdir(target, { recursive: true });
  const names = [
    'configuration.nix',
    'hardware-configuration.nix',
    'users.nix',
    ...(host.flake ? ['flake.nix'] : []),
  ];
  for (const name of names) {
    const template = await readFile(assetPath('nix/sandbox/template', name), 'utf8');
    await writeFile(join(target, name), fill(template, host));
  }
}

/** Writes `DIR/nixos-ai.yaml`, the settings with which the engine works on this host, and gives its path. */
export async function writeSettings(host: SandboxHost, nix: NixHost): Promise<string> {
  const { dir } = host;
  const settings = {
    host: {
      root: dir,
      configuration: `${dir}/etc/nixos`,
      style: host.flake ? 'flake' : 'channel',
      ...(host.flake ? { attribute: host.hostName } : {}),
      profile: `${dir}/nix/var/nix/profiles/system`,
      system: `${dir}/run`,
      state: `${dir}/var/lib/nixos-ai`,
      systemctl: [`${dir}/run/current-system/sw/bin/systemctl`],
      'systemd-run': [`${dir}/run/current-system/sw/bin/systemd-run`],
    },
    nix: {
      path: { nixpkgs: `${dir}/channel`, 'nixos-config': `${dir}/etc/nixos/configuration.nix` },
      ...(Object.keys(nix.options).length > 0 ? { options: nix.options } : {}),
    },
  };
  const path = join(dir, SETTINGS_FILE);
  await writeFile(path, renderHostSettings(settings));
  return path;
}

function fill(template: string, host: SandboxHost): string {
  const values: Readonly<Record<string, string>> = {
    root: host.dir,
    node: process.execPath,
    system: process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux',
    hostName: host.hostName,
    httpPort: String(host.httpPort),
    sshPort: String(host.sshPort),
  };
  return template.replaceAll(/@(\w+)@/gu, (whole, name: string) => values[name] ?? whole);
}

async function findStaticBusybox(): Promise<string | undefined> {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/bin', '/usr/bin'];
  for (const candidate of new Set(
    directories.filter(Boolean).map((directory) => join(directory, 'busybox')),
  )) {
    if (existsSync(candidate) && (await isStatic(candidate))) return candidate;
  }
  return undefined;
}

/** Whether a 64-bit little-endian ELF file names no loader: only such a program runs in a build sandbox. */
async function isStatic(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    if (buffer.readUInt32BE(0) !== 0x7f_45_4c_46 || buffer.readUInt8(4) !== 2) return false;
    const [offset, size, count] = [
      Number(buffer.readBigUInt64LE(32)),
      buffer.readUInt16LE(54),
      buffer.readUInt16LE(56),
    ];
    const types = Array.from({ length: count }, (_, index) => buffer.readUInt32LE(offset + index * size));
    const interpreter = 3;
    return !types.includes(interpreter);
  } finally {
    await file.close();
  }
}
