/** A question that the engine itself answers, from journal, index and host; never from a model's memory. */
export type LookUp =
  'history' | 'options' | 'packages' | 'value' | 'status' | 'disk' | 'memory' | 'units' | 'generations';

/** What a model may answer. All of it is untrusted text: `runbook` is YAML that has not been looked at. */
export type ModelAnswer =
  | { readonly kind: 'runbook'; readonly runbook: string; readonly summary: string }
  | {
      readonly kind: 'library';
      readonly library: string;
      readonly parameters: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'ask'; readonly question: string; readonly choices: readonly string[] }
  | { readonly kind: 'look-up'; readonly what: LookUp; readonly query: string }
  | { readonly kind: 'task'; readonly task: 'upgrade' | 'collect-garbage' | 'rollback' }
  | { readonly kind: 'refuse'; readonly reason: string };
