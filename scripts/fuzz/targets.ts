import type { Target } from './target.ts';
import { joinTargets, TOGETHER } from './together.ts';

/** Every door that is tried, by name; its file is read when it is. */
const LOAD = {
  runbook: async () => (await import('./targets/runbook.ts')).runbookTarget,
  policy: async () => (await import('./targets/policy.ts')).policyTarget,
  settings: async () => (await import('./targets/settings.ts')).settingsTarget,
  expression: async () => (await import('./targets/expression.ts')).expressionTarget,
  sentence: async () => (await import('./targets/sentence.ts')).sentenceTarget,
  answer: async () => (await import('./targets/answer.ts')).answerTarget,
  stream: async () => (await import('./targets/stream.ts')).streamTarget,
  nix: async () => (await import('./targets/nix.ts')).nixTarget,
  redact: async () => (await import('./targets/redact.ts')).redactTarget,
  log: async () => (await import('./targets/log.ts')).logTarget,
  socket: async () => (await import('./targets/socket.ts')).socketTarget,
  journal: async () => (await import('./targets/journal.ts')).journalTarget,
  events: async () => (await import('./targets/events.ts')).eventsTarget,
} as const satisfies Readonly<Record<string, () => Promise<Target>>>;

/** Those that are played in one process: the others start a host first. */
export const IN_PROCESS = Object.keys(LOAD).filter((name) => name !== 'socket' && name !== 'journal');

export const TARGET_NAMES: readonly string[] = Object.keys(LOAD);

/** The target of a name. Throws where there is none. */
export async function loadTarget(name: string): Promise<Target> {
  if (name === TOGETHER) return joinTargets(await Promise.all(IN_PROCESS.map(loadTarget)));
  const load = Object.entries(LOAD).find(([known]) => known === name)?.[1];
  if (load === undefined)
    throw new Error(`there is no target '${name}'; there are ${TARGET_NAMES.join(', ')}`);
  return load();
}
