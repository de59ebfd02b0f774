import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBootEntry } from '../../../engine/host/system/boot-entry.ts';

const SYSTEM = '/nix/store/aaaa-nixos-system-atlas-25.11';
const OTHER = '/nix/store/bbbb-nixos-system-atlas-25.11';
const entry = (system: string): string =>
  `title NixOS\nlinux /EFI/nixos/k.efi\ninitrd /EFI/nixos/i.efi\noptions init=${system}/init quiet\n`;
const KERNEL = { 'boot/EFI/nixos/k.efi': 'kernel', 'boot/EFI/nixos/i.efi': 'initrd' };

let root: string;
beforeEach(() => {
  root = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['no boot loader at all', {}, 'unknown'],
  ['an entry of any name', { ...KERNEL, 'boot/loader/entries/nixos-8f3a+3.conf': entry(SYSTEM) }, 'there'],
  ['an entry on the EFI partition', { 'efi/loader/entries/a.conf': `options init=${SYSTEM}/init` }, 'there'],
  ['entries of other systems alone', { ...KERNEL, 'boot/loader/entries/a.conf': entry(OTHER) }, 'missing'],
  [
    'a system whose path begins alike',
    { ...KERNEL, 'boot/loader/entries/a.conf': entry(`${SYSTEM}-2`) },
    'missing',
  ],
  ['an entry whose kernel is not there', { 'boot/loader/entries/a.conf': entry(SYSTEM) }, 'broken'],
  [
    'an entry whose kernel was cut off',
    { ...KERNEL, 'boot/EFI/nixos/k.efi': '', 'boot/loader/entries/a.conf': entry(SYSTEM) },
    'broken',
  ],
  [
    'a whole entry beside a broken one',
    {
      ...KERNEL,
      'boot/loader/entries/a.conf': `linux /gone\noptions init=${SYSTEM}/init`,
      'boot/loader/entries/b.conf': entry(SYSTEM),
    },
    'there',
  ],
  [
    'a menu of GRUB',
    { 'boot/grub/grub.cfg': `menuentry "x" { linux ($drive1)//kernels/k init=${SYSTEM}/init quiet }` },
    'there',
  ],
  [
    'a menu of GRUB without it',
    { 'boot/grub/grub.cfg': `menuentry "x" { linux k init=${OTHER}/init }` },
    'missing',
  ],
  [
    'a menu of extlinux',
    { 'boot/extlinux/extlinux.conf': `LABEL a\n  APPEND init=${SYSTEM}/init x\n` },
    'there',
  ],
  [
    'a unified image',
    { 'boot/EFI/Linux/nixos-x.efi': `MZ\0\0.cmdline\0init=${SYSTEM}/init quiet\0` },
    'there',
  ],
  ['unified images of others', { 'boot/EFI/Linux/nixos-x.efi': `MZ\0init=${OTHER}/init\0` }, 'missing'],
])('of %s is told what it is', async (_what, files: Record<string, string>, kind) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect((await findBootEntry(root, SYSTEM)).kind).toBe(kind);
});
