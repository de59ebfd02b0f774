import * as fc from 'fast-check';
import type { Ending, Input, Subject, Target } from './target.ts';

/** The name of the target that is several. */
export const TOGETHER = 'together';

/**
 * Several targets as one, in one process: for a short look at all of them. The first piece of an input names the target.
 */
export function joinTargets(targets: readonly Target[]): Target {
  return {
    name: TOGETHER,
    about: `${targets.length} targets in one process`,
    inputs: () =>
      fc.oneof(...targets.map((target) => target.inputs().map((input) => [target.name, ...input]))),
    open: () => openAll(targets),
  };
}

/** The subjects, each made when it is first tried. */
function openAll(targets: readonly Target[]): Subject {
  const open = new Map<string, Subject>();
  const subjectOf = async (name: string): Promise<Subject | undefined> => {
    const known = open.get(name) ?? (await targets.find((target) => target.name === name)?.open());
    if (known !== undefined) open.set(name, known);
    return known;
  };
  const play = async ([name = '', ...input]: Input): Promise<Ending> => {
    const subject = await subjectOf(name);
    return subject === undefined ? 'refused' : subject.play(input);
  };
  const close = async (): Promise<void> => {
    for (const subject of open.values()) await subject.close?.();
  };
  return { play, close };
}
