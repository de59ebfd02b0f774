import type { ProviderSettings } from '../../config/providers.ts';
import type { Finding } from '../../model/finding.ts';

/** Where each kind is when its settings do not say. */
const USUAL = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  ollama: 'http://127.0.0.1:11434',
} as const;

/** The base address of a provider, without a slash at its end. Never taken from the environment. */
export function addressOf(settings: ProviderSettings): string {
  return (settings.baseUrl ?? USUAL[settings.kind]).replace(/\/+$/u, '');
}

/**
 * Why a provider may not be called at its address. LLM006: a key would cross a network in the clear.
 */
export function checkAddress(settings: ProviderSettings, hasKey: boolean): Finding | undefined {
  const address = addressOf(settings);
  if (!hasKey || isProtected(address)) return undefined;
  return {
    code: 'LLM006',
    severity: 'error',
    message: `provider '${settings.name}': its key would be sent unencrypted to ${address}; a key is sent only over https or within this computer`,
    fix: `use https:// in its base-url, or put a TLS proxy in front of it; a server that needs no key needs neither key-env nor key-file`,
  };
}

/** Whether what is sent to an address can be read on the way: https, or this computer. */
export function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    // URL writes every form of an IPv4 address (127.1, 0x7f000001) as four numbers.
    /^127\.\d+\.\d+\.\d+$/u.test(hostname)
  );
}
