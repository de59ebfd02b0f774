import { createInterface } from 'node:readline/promises';
import { consentTo } from '../../app/approval.ts';
import { discardInput } from '../../host/process/terminal-input.ts';
import { visible } from '../../report/text/visible.ts';
import type { ConsentAnswer, Consent } from '../../steps/context.ts';
import type { Output } from '../screen/output.ts';

/** Flags that approve before anybody is asked: everything, or the one plan of a hash. */
export interface GivenFlags {
  readonly yes: boolean;
  readonly plan?: string | undefined;
  /** To wait while another run holds the host. */
  readonly wait?: boolean | undefined;
}

/** `--yes` says yes, `--plan` to one plan; a person at a terminal is asked; nobody else can consent. */
export function makeConsent({ yes, plan }: GivenFlags, output: Output): Consent {
  if (plan !== undefined) return consentTo({ kind: 'plan', planHash: plan });
  if (yes) return consentTo({ kind: 'everything', by: '--yes' });
  if (output.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    const why = 'there is no terminal to ask for approval; pass --yes to approve the plan in the preview';
    return consentTo({ kind: 'nothing', why });
  }
  return {
    plan: async (_preview, signal) => askPerson('Apply this change?', signal, output),
    question: async (message, signal, asker) =>
      askPerson(
        asker === 'engine' ? oneLine(message) : `The runbook asks: "${oneLine(message)}"`,
        signal,
        output,
      ),
  };
}

/** What is not the engine's in it stays on its line, so that it cannot pass for the engine's. */
function oneLine(message: string): string {
  return visible(message).replaceAll('\n', '\\u{a}');
}

export async function askPerson(
  question: string,
  signal: AbortSignal,
  output: Output,
): Promise<ConsentAnswer> {
  if (process.stdin.isTTY) discardInput(process.stdin);
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  // The terminal is in raw mode while it asks: Ctrl-C arrives here, and means what it means everywhere.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const typed = await reader.question(`${output.paint.bold(question)} [y/N] `, { signal });
    const approved = /^(?:y|yes)$/iu.test(typed.trim());
    return { approved, by: 'person', ...(approved ? {} : { why: 'not approved' }) };
  } catch {
    return { approved: false, by: 'person', why: 'interrupted' };
  } finally {
    reader.close();
  }
}
