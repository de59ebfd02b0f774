import type { Command, CommandResult } from '../../model/command.ts';
import { say, type StepMessage } from '../../model/step-message.ts';

/** The programs of a run that leave processes running; each is told once, since a check may be made a hundred times. */
export class Leavers {
  readonly #told = new Set<string>();

  /** What a command left, to be noted; undefined where it left nothing, or its program was told before. */
  leftBy({ argv }: Command, { leftBehind = [] }: CommandResult): StepMessage | undefined {
    const [program] = argv;
    if (leftBehind.length === 0 || this.#told.has(program)) return undefined;
    this.#told.add(program);
    return say('state.left-running', { program, processes: leftBehind });
  }
}
