import { chmodSync, mkdtempSync, rmSync } from 'node:fs';

/** Where somebody attacks. */
export type TryKind =
  | 'races'
  | 'links'
  | 'environment'
  | 'terminals'
  | 'sockets'
  | 'approvals'
  | 'classes'
  | 'repositories'
  | 'redaction'
  | 'journals'
  | 'answers and runbooks'
  | 'policy and settings'
  | 'notifications'
  | 'units'
  | 'shells';

/** One attempt at a host, and what has to come of it. */
export interface Try {
  readonly kind: TryKind;
  /** What was tried, in words. */
  readonly tried: string;
  /** What has to happen, in words; {@link play} gives them where it does. */
  readonly expected: string;
  /** What was mended where it did not hold at first. */
  readonly mended?: string;
  /** Why it does not hold, and is left so: then {@link expected} is what happens. */
  readonly open?: string;
  /** What happened. */
  readonly play: () => Promise<string> | string;
}

/** Tries of one kind that end alike. */
export function triesOf(
  kind: TryKind,
  expected: string,
  tries: readonly (Omit<Try, 'kind' | 'expected'> & { readonly expected?: string })[],
): readonly Try[] {
  return tries.map((one) => ({ kind, expected, ...one }));
}

/** `expected` where something holds, else what was found instead. */
export function ifSo(holds: boolean, expected: string, found: unknown): string {
  return holds ? expected : `not so: ${JSON.stringify(found)}`;
}

/** Gives an act a directory that everybody may go through, and removes it. */
export async function inScratch<T>(act: (directory: string) => Promise<T> | T): Promise<T> {
  const directory = mkdtempSync('/tmp/nixos-ai-try-');
  chmodSync(directory, 0o755);
  try {
    return await act(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
