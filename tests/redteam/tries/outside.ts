import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isHarmless, spellOffer } from '../../../engine/cli/completion/spell.ts';
import { SCRIPTS } from '../../../engine/cli/completion/scripts.ts';
import { showOnDesktops } from '../../../engine/host/notify/desktop.ts';
import { postJson } from '../../../engine/host/notify/post.ts';
import { readSecret } from '../../../engine/host/notify/secret-file.ts';
import { send } from '../../../engine/host/notify/send.ts';
import { ownUnitArgv } from '../../../engine/host/watch/own-unit.ts';
import { armCommand, launchCommand, literalWords } from '../../../engine/nix/systemd.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import type { Notice } from '../../../engine/model/service/notice.ts';
import { writeLetter } from '../../../engine/report/host/letter.ts';
import { EVE } from '../../lib/raced.ts';
import { until } from '../../lib/until.ts';
import { ifSo, inScratch, triesOf, type Try } from './try.ts';

const NOTICE: Notice = {
  occasion: 'failed',
  run: '20261130-120000-abcd',
  runbook: 'a',
  outcome: 'failed',
  message: 'it failed',
  host: 'web1',
  by: 'alice',
  at: '2026-11-30T12:00:00.000Z',
  cause: 'alice',
};
const TEXT = 'it is the text that it was';
const place = { ...NIXOS_DEFAULTS.place, style: 'channel', systemdRun: ['systemd-run'] } as const;

/** As systemd reads a word of a transient unit. */
function read(word: string): string {
  return word.replaceAll(/\$\$|\$\{[^}]*\}/gu, (found) => (found === '$$' ? '$' : 'EXPANDED'));
}

const WORDS: readonly (readonly [what: string, word: string])[] = [
  ['a variable of systemd in a parameter', 'password=${NIX_PATH}'],
  ['a variable alone', '$HOME'],
  ['two dollars', 'pa$$word'],
  ['a dollar at the end', 'a$'],
  ['a variable in a variable', '${A${B}}'],
  ['a shell’s substitution', '$(reboot)'],
];

const units: readonly Try[] = triesOf('units', TEXT, [
  ...WORDS.map(([what, word]) => ({
    tried: `${what}, in the command of a unit that a request starts`,
    mended: 'systemd is given two dollars for each one, so that it replaces nothing',
    play: () => {
      const own = { unit: 'u', command: { argv: ['nixos-ai', '-p', word] as const } };
      const last = ownUnitArgv({ ...place, root: '/' }, own, {}).at(-1) ?? '';
      return ifSo(read(last) === word && !/^\$[A-Z]/u.test(last), TEXT, last);
    },
  })),
  {
    tried: 'a host whose directory has a dollar, in the unit of a dead man’s timer',
    mended: 'systemd is given two dollars for each one, so that it replaces nothing',
    play: () => {
      const timer = { unit: 'u', seconds: 1, argv: ['nixos-ai', '--host', '/srv/${HOME}'] as const };
      const last = armCommand(place, timer, '/bin').argv.at(-1) ?? '';
      return ifSo(read(last) === '/srv/${HOME}', TEXT, last);
    },
  },
  {
    tried: 'a word that looks like an option of systemd-run',
    play: () => {
      const argv = launchCommand(place, { unit: 'u', log: '/l', command: { argv: ['a', '--uid=0'] } }).argv;
      return ifSo(argv.indexOf('--uid=0') > argv.indexOf('--'), TEXT, argv);
    },
  },
  {
    tried: 'a program whose name has a dollar',
    play: () => ifSo(literalWords(['/opt/a$b/bin', 'x'])[0] === '/opt/a$b/bin', TEXT, 'another'),
  },
  ...(
    [
      ['the service may get new rights', 'hardening.nix', /NoNewPrivileges = true/u],
      ['the service may write to the system', 'hardening.nix', /ProtectSystem = "strict"/u],
      ['the service may load modules', 'hardening.nix', /ProtectKernelModules = true/u],
      ['what the service makes is for everybody', 'hardening.nix', /UMask = "0022"/u],
      ['the state directory is for everybody', 'units.nix', /StateDirectoryMode = "0700"/u],
      ['runs keep the home of a caller', 'units.nix', /HOME = "\/root"/u],
    ] as const
  ).map(([what, file, wanted]) => ({
    tried: `the units of the module: ${what}`,
    play: () => {
      const text = readFileSync(new URL(`../../../nix/module/${file}`, import.meta.url), 'utf8');
      return ifSo(wanted.test(text), TEXT, file);
    },
  })),
]);

const letters: readonly Try[] = triesOf('notifications', TEXT, [
  {
    tried: 'a header of a letter in the name of a run',
    play: () => {
      const letter = writeLetter(
        { title: '{runbook}', body: '{message}' },
        { ...NOTICE, runbook: 'a\r\nBcc: eve@evil.example' },
      );
      return ifSo(!/[\r\n]/u.test(letter.title), TEXT, letter.title);
    },
  },
  {
    tried: 'a member of a template in the message of a run',
    play: () => {
      const { body } = writeLetter({ title: 'a', body: '{message}' }, { ...NOTICE, message: '{host} {by}' });
      return ifSo(body === '{host} {by}', TEXT, body);
    },
  },
  {
    tried: 'a member of every object in a template',
    play: () => {
      const { body } = writeLetter({ title: 'a', body: '{constructor}{__proto__}' }, NOTICE);
      return ifSo(body === '{constructor}{__proto__}', TEXT, body);
    },
  },
  {
    tried: 'a link and an image in the message of a run, on a desktop',
    mended: 'the body of a notification is markup: what would be some is escaped',
    play: async () =>
      inScratch(async (dir) => {
        const said = await onDesktop(dir, '<a href="http://evil.example">ok</a><img src="file:///x"/>');
        return ifSo(said.includes('&lt;a href') && !said.includes('<img'), TEXT, said);
      }),
  },
]);

/** What `notify-send` is given for a session of somebody else. */
async function onDesktop(dir: string, body: string): Promise<string> {
  const session = join(dir, 'user', String(EVE));
  for (const path of ['bin', 'said', 'user']) mkdirSync(join(dir, path));
  mkdirSync(session);
  chownSync(session, EVE, EVE);
  chmodSync(join(dir, 'said'), 0o777);
  const program = join(dir, 'bin/notify-send');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > ${dir}/said/args\n`);
  chmodSync(program, 0o755);
  const server = createServer();
  await new Promise<void>((settle) => server.listen(join(session, 'bus'), settle));
  chownSync(join(session, 'bus'), EVE, EVE);
  const path = process.env['PATH'];
  process.env['PATH'] = `${join(dir, 'bin')}:${path ?? ''}`;
  try {
    await showOnDesktops({ title: 'a', body, notice: NOTICE }, join(dir, 'user'));
    return await until(() => readFileSync(join(dir, 'said/args'), 'utf8') || undefined, 'it was shown');
  } finally {
    process.env['PATH'] = path;
    server.close();
  }
}

const NOT_SENT = 'nothing is sent';

const urls: readonly Try[] = triesOf('notifications', NOT_SENT, [
  ...(
    [
      ['a file', 'file:///etc/shadow'],
      ['another protocol', 'gopher://127.0.0.1:6379/_FLUSHALL'],
      ['data', 'data:text/plain,x'],
      ['an address with a line break', 'http://127.0.0.1:1/\r\nX-A: b'],
      ['an address with a blank', 'http://127.0.0.1:1/ HTTP/1.1'],
    ] as const
  ).map(([what, url]) => ({
    tried: `a webhook whose file for the address has ${what}`,
    play: async () =>
      inScratch(async (dir) => {
        const file = join(dir, 'url');
        writeFileSync(file, url, { mode: 0o600 });
        const why = await send(
          { kind: 'webhook', url: { file } },
          { title: 'a', body: 'b', notice: NOTICE },
          [],
        );
        return ifSo(why !== undefined, NOT_SENT, why);
      }),
  })),
  {
    tried: 'a server that sends the letter on to another',
    play: async () => {
      let reached = 0;
      const other = createHttp((_, response) => {
        reached += 1;
        response.end();
      }).listen(0, '127.0.0.1');
      const first = createHttp((_, response) => {
        const address = other.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end();
      });
      await new Promise<void>((settle) => first.listen(0, '127.0.0.1', settle));
      const address = first.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const said = await postJson(`http://127.0.0.1:${port}/`, {}, 'token').then(() => 'sent', String);
      first.close();
      other.close();
      return ifSo(reached === 0 && said.includes('307'), NOT_SENT, said);
    },
  },
  {
    tried: 'a secret that everybody may read',
    play: async () =>
      inScratch(async (dir) => {
        writeFileSync(join(dir, 'token'), 'x', { mode: 0o644 });
        const said = await readSecret({ file: join(dir, 'token') }).catch(String);
        return ifSo(said.includes('readable by everybody'), NOT_SENT, said);
      }),
  },
]);

const NOT_OFFERED = 'it is not offered';

const shells: readonly Try[] = [
  ...triesOf(
    'shells',
    NOT_OFFERED,
    (
      [
        ['a substitution in a name of an option', 'users.users."$(reboot)"'],
        ['a substitution of old', 'users.users."`reboot`"'],
        ['a variable', 'services."$HOME"'],
        ['a second command', 'a;reboot'],
        ['a command behind', 'a&reboot'],
        ['a pipe', 'a|sh'],
        ['a file to be written', 'a>/etc/passwd'],
        ['a line break', 'a\nreboot'],
        ['a tab, which ends a word', 'a\tb'],
        ['a quote that ends', 'a\\"'],
        ['history of bash', 'a!!'],
        ['braces', '{a,b}'],
        ['what the shell is told to do itself', ':files'],
        ['an escape', 'a\u001B[2J'],
        ['a space that nobody sees', 'al\u200Bice'],
      ] as const
    ).map(([what, word]) => ({
      tried: `a name with ${what}, offered by a completion`,
      mended: 'a word is offered only where a shell does nothing with it',
      play: () => ifSo(!isHarmless({ word }), NOT_OFFERED, word),
    })),
  ),
  ...triesOf('shells', 'it stays on its line', [
    {
      tried: 'a description of a runbook with a line of its own and an escape, beside a word that is offered',
      mended: 'what a word means is made visible, on one line',
      play: () => {
        const line = spellOffer({ word: 'a=', meaning: 'ok\n:files\u001B]52;c;x\u0007' });
        return ifSo(line.split('\n').length === 2 && !line.includes('\u001B'), 'it stays on its line', line);
      },
    },
  ]),
  ...triesOf(
    'shells',
    'no text of a host is evaluated',
    (['bash', 'zsh', 'fish'] as const).map((shell) => ({
      tried: `the script of ${shell}: what it does with what it is answered`,
      play: () =>
        ifSo(
          !/\beval\b|\bsource \$|\$\{\(e\)|\(P\)/u.test(SCRIPTS[shell].replaceAll(/^#.*$/gmu, '')),
          'no text of a host is evaluated',
          SCRIPTS[shell],
        ),
    })),
  ),
];

export const OUTSIDE: readonly Try[] = [...units, ...letters, ...urls, ...shells];
