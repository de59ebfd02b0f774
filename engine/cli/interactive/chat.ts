import { OFFLINE } from '../../config/providers.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import type { Conversation, FollowUpFacts, LastQuestion } from '../../compile/follow-up/said.ts';
import { understand } from '../../compile/understand.ts';
import { exec } from '../../host/process/exec.ts';
import type { Turn } from '../../model/completion.ts';
import type { Result } from '../../model/finding.ts';
import { plannerFacts } from '../../run/planner-facts.ts';
import { openSession, type Session } from '../../run/session.ts';
import type { BaseCommand } from '../base-command.ts';
import { refreshCommand } from '../refresh-command.ts';
import type { PlanningChoice } from '../run-sentence.ts';
import type { Shown } from './turn.ts';

// More of what was said before makes a prompt longer and no clearer.
const MOST_TURNS = 4;

/** One conversation at the prompt: with which host, and what was said so far. */
export class Chat {
  readonly command: BaseCommand;
  readonly settings: HostSettings;
  /** What `--host` named, for the commands that the prompt hands on to. */
  readonly named: string | undefined;
  choice: PlanningChoice;
  shown: Shown | undefined;
  /** Something else was said since the plan was shown: it is shown again before it is applied. */
  aside = false;
  question: LastQuestion | undefined;
  turns: readonly Turn[] = [];
  #session: Promise<Result<Session>> | undefined;

  constructor(
    command: BaseCommand,
    settings: HostSettings,
    named: string | undefined,
    choice: PlanningChoice,
  ) {
    this.command = command;
    this.settings = settings;
    this.named = named;
    this.choice = choice;
  }

  /** What is known of the host; read once, and again after a change. */
  async session(): Promise<Result<Session>> {
    this.#session ??= openSession(exec, this.settings, refreshCommand(this.settings));
    const opened = await this.#session;
    if (!opened.ok) this.#session = undefined;
    return opened;
  }

  forgetHost(): void {
    this.#session = undefined;
  }

  async facts(): Promise<FollowUpFacts> {
    const { configuration, index } = this.command.need(await this.session());
    const facts = plannerFacts(configuration, index);
    return { users: facts.users, read: (sentence) => understand(sentence, index, facts) };
  }

  said(): Conversation {
    const { shown, question } = this;
    if (shown === undefined) return { question };
    const { change } = shown.checked;
    const edits = change.kind === 'edits' ? change.edits : [];
    return { question, plan: { sentence: shown.sentence, edits, applied: shown.applied !== undefined } };
  }

  /** A plan was shown: it is what later lines refer to. */
  show(shown: Shown): void {
    this.shown = shown;
    this.aside = false;
    this.question = undefined;
    const said: readonly Turn[] = [
      { role: 'user', text: shown.sentence },
      { role: 'assistant', text: shown.checked.runbook.text },
    ];
    this.turns = [...this.turns, ...said].slice(-MOST_TURNS);
  }

  get asksModels(): boolean {
    const { provider } = this.choice;
    return (provider === undefined ? this.settings.planner.order : [provider]).some(
      (name) => name !== OFFLINE,
    );
  }
}
