import type { Complete, CompletionFailure, FailureKind } from '../model/completion.ts';
import { sumUsage } from './usage.ts';

/** Asking the next model after a refusal would be shopping for a yes; a person who interrupts means everything. */
const FINAL: ReadonlySet<FailureKind> = new Set(['refused', 'aborted']);

/**
 * Asks one after the other until one answers. What is refused or interrupted ends it. When all fail, the failure names
 * each of them; its kind is that of the last.
 */
export function failOver(completes: readonly Complete[]): Complete {
  return async (request, hooks) => {
    const failures: CompletionFailure[] = [];
    for (const [index, complete] of completes.entries()) {
      const result = await complete(request, hooks);
      if (result.ok) return result;
      failures.push(result.failure);
      if (FINAL.has(result.failure.kind)) break;
      if (index < completes.length - 1) hooks.onProgress?.({ kind: 'failed-over', failure: result.failure });
    }
    return { ok: false, failure: merge(failures) };
  };
}

const NOBODY: CompletionFailure = {
  kind: 'not-configured',
  provider: 'none',
  model: 'none',
  message: 'no provider is configured, so no model was asked',
  fix: 'nixos-ai providers explain shows how to configure one',
  attempts: 0,
  took: 0,
};

function merge(failures: readonly CompletionFailure[]): CompletionFailure {
  const last = failures.at(-1);
  if (last === undefined) return NOBODY;
  if (failures.length === 1 || FINAL.has(last.kind)) return { ...last, ...totals(failures) };
  const messages = failures.map(({ message }) => message).join('; ');
  const fixes = failures.map(({ provider, fix }) => `${provider}: ${fix}`);
  return {
    ...last,
    message: `no provider answered: ${messages}`,
    fix: fixes.join('; '),
    ...totals(failures),
  };
}

function totals(
  failures: readonly CompletionFailure[],
): Pick<CompletionFailure, 'attempts' | 'took' | 'usage' | 'retryAfter'> {
  const usage = sumUsage(failures.flatMap((failure) => failure.usage ?? []));
  const waits = failures.flatMap((failure) => failure.retryAfter ?? []);
  return {
    attempts: failures.reduce((sum, failure) => sum + failure.attempts, 0),
    took: failures.reduce((sum, failure) => sum + failure.took, 0),
    ...(usage === undefined ? {} : { usage }),
    ...(waits.length === 0 ? {} : { retryAfter: Math.min(...waits) }),
  };
}
