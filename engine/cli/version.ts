import { arch, platform } from 'node:process';
import { engineVersion } from '../host/program/assets.ts';

/** What `--version` prints: of the program, of the machine, of Node. */
export function versionLine(): string {
  return `nixos-ai ${engineVersion()} (${platform}-${arch}, Node ${process.versions.node})\n`;
}

/** Whether a word alone asks for the version. */
export function isVersion(word: string): boolean {
  return word === '--version' || word === '-v';
}
