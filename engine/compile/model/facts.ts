import type { Turn } from '../../model/completion.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import type { Policy } from '../../model/policy.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';

/** What a model may be told of the host. */
export interface HostFacts {
  /** Empty where it is not known. */
  readonly name: string;
  /** `25.11`; absent where it is not known. */
  readonly version?: string;
  readonly style: 'channels' | 'flake';
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Everything that a prompt is made from. Nothing of it reaches a model but through `redact`, and what does not fit the
 * budget is left out, the least telling first.
 */
export interface PromptFacts {
  /** The person's sentence, at most {@link MAX_REQUEST} characters. It is never cut. */
  readonly request: string;
  /**
   * Earlier turns of the conversation, oldest first: what the person wrote, and what was answered (the text of a runbook,
   * a question with its choices).
   */
  readonly history: readonly Turn[];
  readonly host: HostFacts;
  readonly configuration: ConfigFiles;
  /** What a search for the words of the request found, best first ({@link findCandidates}). */
  readonly options: readonly OptionDeclaration[];
  readonly packages: readonly PackageDeclaration[];
  /** The current value of an option as plain data; undefined where it is not known. */
  readonly value: (dotted: string) => unknown;
  /** Options and packages of the host: repairs name the types of what is nearest. */
  readonly index: OptionIndex;
  /** Runbooks that may be named, and called. */
  readonly library: readonly Runbook[];
  /** The host's policy: what it forbids is told. */
  readonly policy: Policy;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Most tokens of a prompt, estimated: `planner.budget` of the settings. */
  readonly budget: number;
  /** Most tokens of an answer. */
  readonly maxTokens: number;
}
