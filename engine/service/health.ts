import type { RealParts } from '../host/real/parts.ts';
import type { WrittenCheck } from '../model/runbook.ts';
import { redactByForm } from '../run/host-redactor.ts';

/** Looks once at checks; what does not hold, in words. */
export type Looks = (checks: readonly WrittenCheck[]) => Promise<readonly string[]>;

const LOOK_MS = 60_000;

/** The same looks as those of a `verify` step. What they need is loaded with the first. */
export function makeLooks(parts: RealParts): Looks {
  return async (checks) => {
    const { lookOnce } = await import('../steps/checks.ts');
    const { realHost } = await import('../host/real/real-host.ts');
    const { KINDS } = await import('../kinds/kinds.ts');
    const { tellMessage } = await import('../report/messages/tell-message.ts');
    const context = {
      host: realHost(parts),
      signal: parts.clock.timeout(LOOK_MS),
      redact: <T>(value: T): T => value,
    };
    const looked = await Promise.all(
      checks.map(async (check) => {
        try {
          const broken = await lookOnce(context, check);
          return broken === undefined ? [] : [redactByForm(tellMessage(broken, KINDS))];
        } catch (error) {
          return [error instanceof Error ? error.message : String(error)];
        }
      }),
    );
    return looked.flat();
  };
}
