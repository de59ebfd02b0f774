import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeHost, nixosAi, type Host } from '../../lib/cli.ts';
import { AT_A_TERMINAL, HAS_TMUX, Terminal } from '../../lib/terminal.ts';
import { needs } from '../../lib/needs.ts';

const BIN = new URL('../../../dist/cli/bin.cjs', import.meta.url).pathname;

/** How a shell is started without anybody's settings, and what makes it complete our words. */
const SHELLS = [
  {
    shell: 'bash',
    argv: ['bash', '--norc', '--noprofile', '-i'],
    load: 'source <(nixos-ai completion bash)',
  },
  {
    shell: 'zsh',
    argv: ['zsh', '-f', '-i'],
    load: 'autoload -U compinit; compinit -u -D; source <(nixos-ai completion zsh)',
  },
  { shell: 'fish', argv: ['fish', '--no-config', '-i'], load: 'nixos-ai completion fish | source' },
] as const;

function needOf(shell: string) {
  if (!HAS_TMUX) return AT_A_TERMINAL;
  return needs(spawnSync(shell, ['--version']).status === 0, `${shell} is not here`);
}

let host: Host | undefined;
beforeAll(async () => {
  if (!HAS_TMUX) return;
  host = await makeHost();
  await nixosAi(['options', 'refresh'], { host: host.dir });
  const program = join(host.base, 'nixos-ai');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(program, 0o755);
});
afterAll(async () => host?.end());

describe.each(SHELLS.map((one) => ({ ...one, need: needOf(one.shell) })))(
  '$shell',
  ({ argv, load, need }) => {
    /** Each line is typed to a shell of its own: one that is interrupted while it completes may not come back. */
    const start = async (): Promise<Terminal> => {
      if (host === undefined) throw new Error('no host');
      const terminal = new Terminal([], {
        program: [...argv],
        env: { PATH: `${host.base}:${process.env['PATH'] ?? ''}`, NIXOS_AI_HOST: host.dir, PS1: '> ' },
      });
      await terminal.until((text) => text !== '', 'prompt of the shell');
      terminal.type(`${load}; echo ready''now`);
      terminal.key('Enter');
      await terminal.until((text) => text.includes('\nreadynow'), 'completion loaded');
      return terminal;
    };

    test.each([
      ['a command', 'nixos-ai hist', 'nixos-ai history'],
      ['what is below a topic', 'nixos-ai runbook val', 'nixos-ai runbook validate'],
      ['a runbook', 'nixos-ai run add-u', 'nixos-ai run add-user'],
      ['a parameter', 'nixos-ai run add-user -p she', 'nixos-ai run add-user -p shell='],
      ['its value', 'nixos-ai run add-user -p shell=fi', 'nixos-ai run add-user -p shell=fish'],
      ['a flag', 'nixos-ai plan x --show', 'nixos-ai plan x --show-prompt'],
      ['an option', 'nixos-ai options show services.ngi', 'nixos-ai options show services.nginx.'],
      ['a package in a sentence', 'nixos-ai install htop and rip', 'nixos-ai install htop and ripgrep'],
    ])('completes %s', need, async (_what, typed, wanted) => {
      const terminal = await start();
      try {
        terminal.type(typed);
        terminal.key('Tab');
        const text = await terminal.until((shown) => lineIn(shown, typed).startsWith(wanted), wanted);
        expect(lineIn(text, typed)).toMatch(wanted);
      } finally {
        terminal.close();
      }
    });
  },
);

/** The command line as it now stands, without its prompt. */
function lineIn(text: string, typed: string): string {
  const line = text.split('\n').findLast((one) => one.includes(typed)) ?? '';
  return line.slice(line.indexOf(typed));
}
