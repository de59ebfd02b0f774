import { expect, it } from 'vitest';
import { simulateHost } from '../../engine/host/simulated/host.ts';
import type { WrittenCheck } from '../../engine/model/runbook.ts';
import { lookOnce } from '../../engine/steps/checks.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';
import { parseSteps } from '../lib/runbooks.ts';
import { tellMessage } from '../../engine/report/messages/tell-message.ts';
import { KINDS } from '../../engine/kinds/kinds.ts';

function checkOf(text: string): WrittenCheck {
  const [step] = parseSteps(`  - id: look\n    verify: [{ ${text} }]\n`).steps;
  const [check] = step?.kind === 'verify' ? step.checks : [];
  if (check === undefined) throw new Error('it has a check');
  return check;
}

it.each([
  ['tcp: { port: 80 }, is: closed', undefined],
  ['tcp: { port: 80 }, is: open', 'port 80 is open: it is closed'],
  ['file: /etc/motd, exists: true', '/etc/motd'],
])('a look outside of a run at %s says %s', async (text, wrong) => {
  const host = simulateHost({ policy: SHIPPED_POLICY });
  const context = { host, signal: new AbortController().signal, redact: <T>(value: T): T => value };
  const said = await lookOnce(context, checkOf(text));
  if (wrong === undefined) expect(said).toBeUndefined();
  else expect(said === undefined ? '' : tellMessage(said, KINDS)).toContain(wrong);
});
