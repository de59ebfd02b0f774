import type { ProviderSettings } from '../../config/providers.ts';
import type { Completion, CompletionFailure, CompletionResult } from '../../model/completion.ts';
import type { Finding } from '../../model/finding.ts';
import type { Paint } from '../text/paint.ts';

/** One provider as it stands on a host. */
export interface ProviderStatus {
  readonly name: string;
  readonly kind: ProviderSettings['kind'] | 'offline';
  readonly api?: ProviderSettings['api'];
  readonly model?: string;
  readonly address?: string;
  /** Named in the settings, or there without any. */
  readonly configured: boolean;
  /** Place in the order, from 1; absent when it is not asked. */
  readonly place?: number;
  readonly key: KeyStatus;
  readonly findings: readonly Finding[];
}

/** Where a key comes from, never what it is. */
export type KeyStatus =
  | { readonly state: 'none needed' }
  | { readonly state: 'found'; readonly from: string }
  | { readonly state: 'missing'; readonly from: readonly string[] };

/** Said wherever providers are spoken of. */
export const NOTHING_IS_SENT =
  'Nothing is sent to anybody unless planner.order in the settings names a provider, or you pass --provider.';

/** Providers, a block each: those that are asked first, in their order. */
export function renderProviders(all: readonly ProviderStatus[], paint: Paint): string {
  const blocks = all.map((one) => renderProvider(one, paint));
  return `${blocks.join('\n')}\n\n${NOTHING_IS_SENT}`;
}

function renderProvider(status: ProviderStatus, paint: Paint): string {
  const { name, kind, api, model, address, configured, place } = status;
  const shownPlace = place === undefined ? '-' : String(place);
  if (kind === 'offline')
    return `${shownPlace}  ${paint.bold(name.padEnd(16))}the built-in planner: no model, no network`;
  const kindText = api === undefined ? kind : `${kind} (${api})`;
  const origin = configured ? '' : paint.dim(', built in');
  const indent = ' '.repeat(19);
  return [
    `${shownPlace}  ${paint.bold(name.padEnd(16))}${kindText}, model ${model ?? '?'}${origin}`,
    `${indent}at ${address ?? '?'}`,
    `${indent}key: ${renderKey(status.key, paint)}`,
  ].join('\n');
}

function renderKey(key: KeyStatus, paint: Paint): string {
  if (key.state === 'none needed') return 'none needed';
  if (key.state === 'found') return `${paint.green('found')} in ${key.from}`;
  return `${paint.yellow('missing')}: not in ${key.from.join(', nor in ')}`;
}

/** What became of a smallest request. */
export function renderTest(result: CompletionResult, paint: Paint): string {
  return result.ok ? renderAnswered(result.completion, paint) : renderFailed(result.failure, paint);
}

function renderAnswered({ provider, model, usage, took, attempts }: Completion, paint: Paint): string {
  const tries = attempts === 1 ? '' : `, ${attempts} requests`;
  const cost = usage.cost === undefined ? '' : `, $${usage.cost.toFixed(6)}`;
  const tokens = `${usage.inputTokens} tokens in, ${usage.outputTokens} out${cost}`;
  return `${paint.green('✓')} ${paint.bold(provider)} answers: ${model}, ${(took / 1000).toFixed(1)} s, ${tokens}${tries}`;
}

function renderFailed({ message, fix, kind }: CompletionFailure, paint: Paint): string {
  return `${paint.red('✗')} ${message} [${kind}]\n  fix: ${fix}`;
}
