import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { propose } from '../../../engine/compile/propose.ts';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { exec } from '../../../engine/host/process/exec.ts';
import { listCatalog } from '../../../engine/host/nix/option-catalog.ts';
import { openJournal } from '../../../engine/journal/journal.ts';
import { renderAnswer } from '../../../engine/report/host/answer.ts';
import { plain } from '../../../engine/report/text/paint.ts';
import { lookUp, questionOf } from '../../../engine/run/answer/look-up.ts';
import type { Session } from '../../../engine/run/session.ts';
import { baseHost, index } from '../../compile/host.ts';

// A host of real files: profile, generations and running system are links, and its service manager does not answer.
const root = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'run'));
mkdirSync(join(root, 'system'));
for (const generation of [1, 2, 10])
  symlinkSync(join(root, 'system'), join(root, `profile-${generation}-link`));
symlinkSync('profile-10-link', join(root, 'profile'));
symlinkSync(join(root, 'system'), join(root, 'run/current-system'));

const host = baseHost('desktop');
const session: Session = {
  settings: {
    ...defaultHostSettings('channel'),
    place: {
      ...defaultHostSettings('channel').place,
      root,
      profile: join(root, 'profile'),
      system: join(root, 'run'),
      state: join(root, 'state'),
      systemctl: ['false'],
    },
  },
  exec,
  configuration: host.configuration,
  index,
  catalog: listCatalog({ options: index.options, packages: index.packages }),
};

async function answerTo(sentence: string): Promise<string> {
  const proposal = propose(sentence, index, host.facts);
  const question = proposal.kind === 'task' ? questionOf(proposal) : undefined;
  if (question === undefined) throw new Error(`'${sentence}' became ${JSON.stringify(proposal)}`);
  const now = new Date('2026-03-05T10:00:00Z');
  using journal = openJournal(join(root, 'state'), () => now);
  return renderAnswer(await lookUp(session, journal, question, now), plain);
}

test.each([
  ['how much disk is free?', /\d+\.\d [GM]iB of \d+\.\d [GM]iB free/u],
  ['how much memory is free?', /memory {2}\d+\.\d [GM]iB of/u],
  ['is docker enabled?', /virtualisation\.docker\.enable\n[\s\S]*current +true/u],
  ['what is the value of services.openssh.ports', /services\.openssh\.ports\n/u],
  ['which shell has alice', /users\.users\.alice\.shell/u],
  ['what is my hostname', /current +"desk"/u],
  ['which packages are installed?', /^emacs\nfirefox\ngit\nhtop \(alice\)\nvim$/u],
  ['is firefox installed?', /^firefox {2}the files say so$/u],
  ['is inkscape installed?', /not in any package list/u],
  ['which ports are open?', /the firewall is on\nallowedTCPPorts {2}80, 443 *\nthe files say so/u],
  ['which users are there?', /alice {2}wheel, networkmanager\nbob {4}no groups/u],
  ['list generations', /^10 boots next .*\n2 .*\n1 /u],
  ['which services failed?', /the service manager does not answer/u],
  ['what changed yesterday?', /No runs of that kind/u],
  ['which option turns on bluetooth?', /^hardware\.bluetooth\.enable\n {2}type +boolean/u],
  ['find a package for pdf', /pdf/u],
  ['help', /enable docker and open port 8080/u],
])("'%s' is answered", async (sentence, expected) => {
  expect(await answerTo(sentence)).toMatch(expected);
});
