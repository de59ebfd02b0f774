import { say } from '../../model/step-message.ts';
import type { SnapshotData } from '../../model/step-data.ts';
import { done, type StateHandler } from '../context.ts';

/** The live configuration goes into the engine's own store, byte for byte. */
export const snapshot: StateHandler = {
  perform: async (context) => {
    const taken: SnapshotData = await context.host.snapshots.take(
      `${context.state.run}/before`,
      `before run ${context.state.run}`,
    );
    return done(say('snapshot.kept', { commit: taken.commit }), taken);
  },
};
