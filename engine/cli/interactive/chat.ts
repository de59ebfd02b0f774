import { KnownHost } from '../../app/conversation/known-host.ts';
import type { Reply } from '../../app/conversation/reply.ts';
import { newConversation, type ConversationState } from '../../app/conversation/state.ts';
import { takeTurn, type Said } from '../../app/conversation/take-turn.ts';
import type { AppDeps } from '../../app/deps.ts';
import type { PlanningChoice } from '../../app/plan-sentence.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import type { RunEvent } from '../../model/event.ts';
import { previewIn } from '../../model/events/preview-in.ts';
import type { Principal } from '../../model/principal.ts';
import { renderProgress } from '../../report/progress/progress.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { ChangeContext } from '../context/change-context.ts';
import type { Output } from '../screen/output.ts';
import { showReply } from './show-reply.ts';

/** One conversation at the prompt: it hands lines to the app, and shows what comes of them. */
export class Chat {
  readonly context: ChangeContext;
  readonly deps: AppDeps;
  readonly principal: Principal;
  readonly host: KnownHost;
  /** What `--host` named, for the commands that the prompt hands on to. */
  readonly #named: string | undefined;
  state: ConversationState;

  constructor(
    context: ChangeContext,
    settings: HostSettings,
    named: string | undefined,
    choice: PlanningChoice,
  ) {
    this.context = context;
    this.#named = named;
    this.deps = this.context.deps(settings);
    this.principal = this.context.principal(settings.place);
    this.host = new KnownHost(this.deps);
    this.state = newConversation(choice);
  }

  get settings(): AppDeps['settings'] {
    return this.deps.settings;
  }

  get output(): Output {
    return this.context.output;
  }

  /** One turn, shown as it goes. */
  async say(said: Said): Promise<void> {
    const { context, deps, principal, state, host } = this;
    const turn = takeTurn(deps, principal, { state, said, host, ...context.control({ yes: false }) });
    let read: string | undefined;
    this.state = context.need(
      await context.play(turn, async (event) => {
        if (event.type === 'step-ended' && read !== undefined && previewIn(event)?.planHash === read)
          return this.#tell(event);
        if (event.type !== 'reply') return context.show(event);
        if (event.reply.kind === 'applies') read = event.reply.planHash;
        this.#show(event.reply);
      }),
    );
  }

  /** A command of the program that only looks, about the same host. */
  async look(name: string, argv: readonly string[]): Promise<void> {
    const host = this.#named === undefined ? [] : ['--host', this.#named];
    await this.context.program.run(name, [...host, ...argv]);
  }

  /** What a person has just read is not printed a second time. */
  #tell(event: RunEvent): void {
    this.context.endProgress();
    this.output.text(renderProgress(visibleData(event), this.output.paint) ?? '');
  }

  #show(reply: Reply): void {
    this.context.endProgress();
    showReply(this.output, reply);
  }
}
