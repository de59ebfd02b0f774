import type { HistoryEntry } from '../../model/history.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import { readTimeRange, type TimeRange } from './time-range.ts';

/** The runs that a question is about, newest first, and what was taken from its words. */
export interface SelectedRuns {
  readonly runs: readonly HistoryEntry[];
  readonly range?: TimeRange;
  /** Words that a run must hold, in its request, its runbook or what it changed. */
  readonly words: readonly string[];
}

/**
 * Of all runs those that a question names: by time ("yesterday"), by number ("the last 3 runs") and by what they were
 * about ("who changed docker").
 */
export function selectRuns(all: readonly HistoryEntry[], question: string, now: Date): SelectedRuns {
  const range = readTimeRange(question, now);
  const words = subjectOf(question);
  const number = /\b(?:last|latest|past|recent) (\d{1,3}|two|three|five|ten) (?:runs|changes)\b/iu.exec(
    question,
  )?.[1];
  const fits = all.filter(
    (entry) =>
      (range === undefined || isWithin(entry.started.at, range)) &&
      words.every((word) => mentions(entry, word)),
  );
  const most =
    number === undefined ? fits.length : ({ two: 2, three: 3, five: 5, ten: 10 }[number] ?? Number(number));
  return { runs: fits.slice(0, most), ...(range && { range }), words };
}

/** Words of questions and of times; what is left is what a question is about. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  (
    'a about added all an and any anyone are at be been before by change changed changes changing closed config ' +
    'configuration couple created day days did disabled do does done edited enabled ever everything few five for friday ' +
    'from give happened has have history host hour hours how i in installed is it last latest list log made me minute ' +
    'minutes modified monday month months morning my night now of on opened or past print recent recently removed run ' +
    'runs saturday see set show since someone somebody sunday system tell ten that the this three thursday to today ' +
    'touched tuesday two uninstalled updated upgraded was we wednesday week weeks were what when which who with year ' +
    'years yesterday you'
  ).split(' '),
);

function subjectOf(question: string): readonly string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? [];
  return [...new Set(words)].filter((word) => !OTHER_WORDS.has(word) && !/^[\d-]+$/u.test(word));
}

function isWithin(at: string, { from, to }: TimeRange): boolean {
  const time = Date.parse(at);
  return time >= from.getTime() && time < to.getTime();
}

function mentions({ run, started }: HistoryEntry, word: string): boolean {
  const { change } = started.compiled;
  const edits = JSON.stringify(change.edits ?? []);
  const text = [run, started.request ?? '', started.runbook, nameOfPrincipal(started.by), edits]
    .join(' ')
    .toLowerCase();
  return text.includes(word);
}
