import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test.each([
  ['docs/INSTALL.md', 'bootstrap.sh'],
  ['docs/INSTALL.md', 'apply.sh'],
  ['docs/INSTALL.md', 'uninstall.sh'],
  ['docs/RECOVERY.md', 'rollback.sh'],
])('%s has what scripts/%s says of itself', (document, script) => {
  const help = execFileSync(`scripts/${script}`, ['--help'], { encoding: 'utf8' });
  expect(help).toContain(`Usage: ${script}`);
  const indented = help.replaceAll(/^(?=.)/gmu, '    ');
  expect(readFileSync(document, 'utf8')).toContain(indented);
});

test('the program starts from its sources, wherever one stands', () => {
  const said = execFileSync(`${process.cwd()}/scripts/nixos-ai`, ['--version'], {
    encoding: 'utf8',
    cwd: '/',
  });
  expect(said).toMatch(/^nixos-ai \d+\.\d+\.\d+ \(.*Node 2[4-9]\./u);
});

test('rollback.sh is plain POSIX shell', () => {
  const text = readFileSync('scripts/rollback.sh', 'utf8');
  expect(text).toMatch(/^#!\/bin\/sh\n/u);
  execFileSync('sh', ['-n', 'scripts/rollback.sh']);
});
