import type { OFFLINE, ProviderSettings } from '../../config/providers.ts';
import type { Call, DraftProgress } from '../../compile/model/drafted.ts';
import type { Complete, Turn } from '../../model/completion.ts';

/** Who plans a sentence, and with what. */
export interface Planning {
  /** Asked one after the other: the built-in planner, or a model. */
  readonly planners: readonly (typeof OFFLINE | ProviderSettings)[];
  /** A way to ask these providers, the first that answers. Loaded when a model is asked, and not before. */
  readonly complete: (providers: readonly ProviderSettings[]) => Promise<Complete>;
  /** Whether an answer that was accepted once is used again, and kept. */
  readonly cache: boolean;
  /** Earlier turns of the conversation. */
  readonly history: readonly Turn[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DraftProgress) => void;
  /** Hears every call of a model, whatever came of it. */
  readonly onCalls: (calls: readonly Call[]) => void;
}
