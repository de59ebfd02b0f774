import { checkEdits } from '../check/options.ts';
import type { Edit } from '../model/options/value.ts';
import { checksFor } from './checks.ts';
import { withoutPackagesOfModules, withPrograms } from './compose/whole.ts';
import type { ClauseReading, Context } from './context.ts';
import { mergeEdits } from './merge.ts';
import { companions } from './names/companions.ts';
import { askQuestion, refuseRequest, type TaskReading, type Understanding } from './understanding.ts';

/** A refusal outweighs a question, a question a change; an operation cannot be mixed with a change. */
export function combineReadings(readings: readonly ClauseReading[], context: Context): Understanding {
  const stop =
    readings.find((reading) => reading.kind === 'refuse') ??
    readings.find((reading) => reading.kind === 'ask');
  if (stop !== undefined) {
    return stop;
  }
  const tasks = readings.filter((reading) => reading.kind === 'task');
  const edits = readings.flatMap((reading) => (reading.kind === 'edits' ? reading.edits : []));
  const [task] = tasks;
  if (task === undefined) {
    return completeChange(edits, context);
  }
  return tasks.length < readings.length || tasks.some((other) => other.task !== task.task)
    ? askQuestion('These are separate things that cannot be done in one run. Which one first?')
    : onlyTask(tasks, task);
}

function onlyTask(tasks: readonly TaskReading[], task: TaskReading): TaskReading {
  return tasks.length === 1 ? task : { kind: 'task', task: task.task };
}

/** All that a change takes: what belongs to it, and the checks; or why no host takes it. */
export function completeChange(edits: readonly Edit[], context: Context): Understanding {
  const merged = mergeEdits(withPrograms(withoutPackagesOfModules(edits), context));
  if ('kind' in merged) {
    return merged;
  }
  if (merged.length === 0) {
    return askQuestion('That stays as it is. What should change?');
  }
  const complete = [...merged, ...companions(merged, context)];
  const [problem] = checkEdits(
    complete.map((edit) => ({ edit })),
    context.index,
  );
  if (problem !== undefined) {
    return refuseRequest('invalid', problem.message, problem.fix === undefined ? [] : [problem.fix]);
  }
  return { kind: 'change', edits: complete, checks: checksFor(complete, context.facts) };
}
