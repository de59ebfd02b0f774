import { lookup, Resolver } from 'node:dns/promises';
import { systemClock } from './clock.ts';

/**
 * The addresses of a name, sorted: as programs of this host are told (`/etc/hosts`, systemd-resolved, …), or by the DNS
 * server at an address and, with `:`, a port. Answers, or the reason there are none; never throws.
 */
export async function resolveName(
  name: string,
  { server, timeout }: { readonly server?: string; readonly timeout: number },
): Promise<readonly string[] | { readonly error: string }> {
  try {
    if (server !== undefined) return await askServer(name, server, timeout);
    const found = await within(lookup(name, { all: true }), timeout);
    return [...new Set(found.map(({ address }) => address))].toSorted();
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** A name with addresses of one family has them; one with neither gives what was said of the first. */
async function askServer(name: string, server: string, timeout: number): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout, tries: 1 });
  resolver.setServers([server]);
  const families = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = families.flatMap((family) => (family.status === 'fulfilled' ? family.value : []));
  const [first] = families;
  if (found.length === 0 && first.status === 'rejected') throw first.reason;
  return found.toSorted();
}

/** The resolver of the host has no limit of its own. */
async function within<T>(answer: Promise<T>, timeout: number): Promise<T> {
  return new Promise((settle, refuse) => {
    const timer = systemClock.after(timeout, () => refuse(new Error(`no answer within ${timeout} ms`)));
    answer.then(settle, refuse).finally(() => timer.cancel());
  });
}
