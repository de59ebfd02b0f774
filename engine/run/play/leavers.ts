import type { Command, CommandResult } from '../../model/command.ts';
import type { RunEventBody } from '../../model/event.ts';

/** The programs of a run that leave processes running; each is told once, since a check may be made a hundred times. */
export class Leavers {
  readonly #told = new Set<string>();

  /**
   * The note that says what a command left; undefined where it left nothing, or its program was told before.
   *
   * @param node - The state that it ran in.
   */
  noteOf(
    { argv }: Command,
    { leftBehind = [] }: CommandResult,
    node: string,
  ): Extract<RunEventBody, { type: 'note' }> | undefined {
    const [program] = argv;
    if (leftBehind.length === 0 || this.#told.has(program)) return undefined;
    this.#told.add(program);
    const named = leftBehind.map(({ command, pid }) =>
      pid === undefined ? command : `${command} (process ${pid})`,
    );
    const message = `${program} has ended, and left running: ${named.join(', ')}`;
    return { type: 'note', node, message, data: { leftBehind } };
  }
}
