import type OpenAI from 'openai';
import type { Asking } from './protocol.ts';

// The SDK wants a key. The door writes the header, with the real key or with none.
const PLACEHOLDER = 'unused';

/** A client that takes nothing from the environment. The SDK is loaded only now: it takes 0.2 seconds. */
export async function openAiClient({ address, settings, door }: Asking): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    apiKey: PLACEHOLDER,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: address,
    fetch: door.fetch,
    maxRetries: 0,
    // The attempt has its own limit, which ends first.
    timeout: settings.timeout + 60_000,
    logLevel: 'off',
  });
}
