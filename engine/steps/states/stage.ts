import { say } from '../../model/step-message.ts';
import { done, fail, required, type StepContext, type StateHandler } from '../context.ts';
import { callOffDeadMan } from '../activation/dead-man.ts';
import { foreignFiles, writeCandidate } from '../change/live-files.ts';
import { makeDefault } from '../activation/make-default.ts';
import { pendingData } from '../activation/pending.ts';

/**
 * A change that cannot be switched to is left for the next boot: the live files are written, and the approved system
 * becomes what boots next. What runs stays as it is.
 */
export const stage: StateHandler = {
  perform: async (context) => {
    const files = required(context.state.plan, 'plan').files.map(({ path, before, after }) => ({
      path,
      before,
      after,
    }));
    const foreign = await foreignFiles(context, files);
    if (foreign.length > 0) return fail(say('stage.files-changed', { paths: foreign }));
    context.announce(say('switch.writing', { paths: files.map(({ path }) => path) }), {
      mutation: 'files',
      files,
    });
    await writeCandidate(context, required(context.state.edit, 'candidate').commit, files);
    const problem = await makeDefault(context);
    if (problem !== undefined) return problem;
    const armed = await callOffDeadMan(context);
    if (armed !== undefined) return fail(say('stage.timer-left', { left: armed }));
    return done(say('stage.staged', {}), await pending(context));
  },
};

async function pending(context: StepContext): Promise<object> {
  return pendingData(context, ['switch-inhibited']);
}
