import type { Act } from '../../engine/app/act.ts';
import type { AppDeps } from '../../engine/app/deps.ts';
import type { AppEvent } from '../../engine/app/event.ts';
import { openDeps } from '../../engine/app/open-deps.ts';
import { openHost } from '../../engine/host/open-host.ts';
import type { Result } from '../../engine/model/finding.ts';
import { hostRedact } from '../../engine/run/host-redactor.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

/** What the acts on a sandbox host need, without a terminal; some of it otherwise. */
export async function depsOf(dir: string, otherwise: Partial<AppDeps> = {}): Promise<AppDeps> {
  const opened = await openHost(dir, undefined);
  if (!opened.ok) throw new Error(JSON.stringify(opened.findings));
  const settings = opened.value;
  const facts = { env: {}, self: [process.execPath, BIN], random: () => 0.5 } as const;
  return { ...openDeps(settings, await hostRedact(settings.place), facts), ...otherwise };
}

/** Everything that happens in an act, and what came of it. */
export async function played<T>(
  act: Act<T>,
): Promise<{ readonly events: readonly AppEvent[]; readonly result: Result<T> }> {
  const events: AppEvent[] = [];
  for await (const event of act.events) events.push(event);
  return { events, result: await act.result };
}

/** The value of an act that must come to one. */
export async function valueOf<T>(act: Act<T>): Promise<T> {
  const { result } = await played(act);
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.value;
}
