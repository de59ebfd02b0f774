import { understand } from '../../compile/understand.ts';
import type { FollowUpFacts } from '../../compile/follow-up/said.ts';
import { ok, type Result } from '../../model/finding.ts';
import { plannerFacts } from '../../run/planner-facts.ts';
import { openSession, type Session } from '../../run/session.ts';
import type { AppDeps } from '../deps.ts';
import { refreshCommand } from '../host-session.ts';

/** What is known of the host that a conversation is with: read once, and again after a change. */
export class KnownHost {
  readonly #deps: AppDeps;
  #session: Promise<Result<Session>> | undefined;

  constructor(deps: AppDeps) {
    this.#deps = deps;
  }

  async session(): Promise<Result<Session>> {
    const { host, settings } = this.#deps;
    this.#session ??= openSession(host.exec, settings, refreshCommand(this.#deps));
    const opened = await this.#session;
    if (!opened.ok) this.#session = undefined;
    return opened;
  }

  /** The host may have changed. */
  forget(): void {
    this.#session = undefined;
  }

  async facts(): Promise<Result<FollowUpFacts>> {
    const session = await this.session();
    if (!session.ok) return session;
    const { configuration, index } = session.value;
    const facts = plannerFacts(configuration, index);
    return ok({ users: facts.users, read: (sentence) => understand(sentence, index, facts) });
  }
}
