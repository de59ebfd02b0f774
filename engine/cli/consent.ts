import { createInterface } from 'node:readline/promises';
import type { Answer, Consent } from '../steps/context.ts';
import type { Output } from './output.ts';

/** Consent that was given before: to everything, or to the one plan of a hash. */
export interface Given {
  readonly yes: boolean;
  readonly plan?: string | undefined;
}

/** `--yes` says yes, `--plan` to one plan; a person at a terminal is asked; nobody else can consent. */
export function makeConsent({ yes, plan }: Given, output: Output): Consent {
  if (plan !== undefined) return agreedToHash(plan);
  if (yes) {
    const answer = async (): Promise<Answer> => Promise.resolve({ approved: true, by: '--yes' });
    return { plan: answer, question: answer };
  }
  if (output.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    const why = 'nobody is at a terminal to approve it; pass --yes to approve what the preview shows';
    const answer = async (): Promise<Answer> => Promise.resolve({ approved: false, by: 'nobody', why });
    return { plan: answer, question: answer };
  }
  return {
    plan: async (_preview, signal) => askPerson('Apply this change?', signal, output),
    question: async (message, signal) => askPerson(message, signal, output),
  };
}

/** A person has seen the plan of this hash elsewhere. Steps without a plan were not shown as one. */
function agreedToHash(hash: string): Consent {
  const why = 'the plan is another one than what was approved: look at it again';
  const steps = 'only a plan was approved, and this has none; pass --yes';
  return {
    plan: async ({ planHash }) =>
      Promise.resolve(
        planHash === hash ? { approved: true, by: 'person' } : { approved: false, by: 'person', why },
      ),
    question: async () => Promise.resolve({ approved: false, by: 'nobody', why: steps }),
  };
}

export async function askPerson(question: string, signal: AbortSignal, output: Output): Promise<Answer> {
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
