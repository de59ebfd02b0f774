import type { ProviderSettings } from '../config/providers.ts';
import type { FailureKind } from '../model/completion.ts';
import { addressOf } from './network/address.ts';
import type { Trouble } from './trouble.ts';

/** What a person does about trouble. */
export function fixOf({ kind, fix, status }: Trouble, settings: ProviderSettings): string {
  if (fix !== undefined) return fix;
  if (status === 404 && settings.kind === 'ollama')
    return `ollama pull ${settings.model}, or name another model`;
  if (kind === 'unreachable' && settings.kind === 'ollama')
    return `start it (services.ollama.enable = true), or correct its base-url, ${addressOf(settings)}`;
  return FIXES[kind];
}

const FIXES: Readonly<Record<FailureKind, string>> = {
  'not-configured': 'nixos-ai providers explain shows how to configure it',
  unauthorized: 'check its key: it must be complete, still valid and allowed to use this model',
  'rate-limited': 'wait, or add another provider after it in planner.order',
  unavailable: 'try again later, or add another provider after it in planner.order',
  unreachable: 'check the network and its base-url, or add another provider after it in planner.order',
  timeout: 'raise its timeout, or use a faster model',
  'cut-off': 'try again; if it keeps failing, check the proxies between this computer and the provider',
  truncated: 'raise its max-tokens, or ask for less at once',
  rejected: 'check its model and base-url; `nixos-ai providers test` sends a minimal request',
  refused: 'rephrase the request, or write the runbook by hand; no other model is tried',
  aborted: 'run it again to retry',
};
