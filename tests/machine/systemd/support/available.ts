import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from './container.ts';
import { mountDisk, unmountDisk } from './disk.ts';
import { CACHE, ensureImage, whyNoMachine, type Release } from './image.ts';
import { needs, type Needs } from '../../../lib/needs.ts';
import { ALL } from '../../../lib/scope.ts';

/** Options of cases on a machine of this release; where none boots on this computer they are left out. */
export async function machineOf(release: Release): Promise<Needs> {
  if (!ALL) return needs(false, 'real computers: ./scripts/test.sh --all');
  const why = whyNoMachine() ?? (await whyNotBooted(release));
  return needs(why === undefined, why ?? '');
}

/** Boots the bare image, really; the answer holds until this computer is booted itself. */
async function whyNotBooted(release: Release): Promise<string | undefined> {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const stamp = join(CACHE, `${release}-boots-${boot}`);
  if (existsSync(stamp)) return undefined;
  try {
    await bootOnce(await ensureImage(release));
    writeFileSync(stamp, '');
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `no container boots here: ${message.trim().split('\n').slice(-3).join(' / ')}`;
  }
}

async function bootOnce(image: string): Promise<void> {
  const disk = mountDisk(image);
  const container = new Container({ ...disk, log: join(disk.base, 'console.log'), readOnly: {} });
  try {
    mkdirSync(join(disk.root, 'boot/loader/entries'), { recursive: true });
    writeFileSync(join(disk.root, 'boot/loader/loader.conf'), 'default probe.conf\n');
    writeFileSync(join(disk.root, 'boot/loader/entries/probe.conf'), 'options init=/probe/init\n');
    mkdirSync(join(disk.root, 'probe'));
    writeFileSync(join(disk.root, 'probe/init'), '#!/bin/sh\nexec /lib/systemd/systemd\n', { mode: 0o755 });
    rmSync(join(disk.root, 'etc/systemd/system'), { recursive: true });
    await container.powerOn();
  } finally {
    await container.cutPower();
    unmountDisk(disk);
  }
}
