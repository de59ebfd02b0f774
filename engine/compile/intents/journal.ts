import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import { readNumber } from '../values/numbers.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';

const JOURNAL =
  '(journal|journald|systemd journal|system journal|logs|system logs|system log|journal logs|log files|journal files|journald logs)';
const SIZE = '[(at most|no more than|not more than|maximum of|max|maximum|up to)] <size> [<unit>]';
const MAY = '(should|must|shall|may|can|has to|ought to)';

/** How large the journal may grow, and how long it is kept. */
export const journal: Intent = {
  name: 'journal',
  independent: true,
  rules: [
    {
      patterns: [
        `(limit|cap|restrict|keep|shrink|cut|reduce|hold) [(size of|size for|disk usage of)] ${JOURNAL} [size] (to|at|under|below|within) ${SIZE}`,
        `@set [(max|maximum)] (journal size|journald size|journal limit|size of journal|journal size limit|log size|size limit of journal) (to|=) ${SIZE}`,
        `${JOURNAL} ${MAY} [only] (use|take|have|be|take up|grow to|need|occupy) ${SIZE}`,
        `${JOURNAL} ${MAY} not (use|take|take up|grow|get|become|be) (more than|over|beyond|larger than|bigger than) ${SIZE}`,
      ],
      read: (slots, context) => limitSize(slots, context),
    },
    {
      patterns: [
        `(keep|store|hold) ${JOURNAL} [only] for ${SIZE}`,
        `${JOURNAL} ${MAY} be kept [only] for ${SIZE}`,
        `(delete|remove|drop|clean up|throw away) ${JOURNAL} (after|older than) ${SIZE}`,
      ],
      read: (slots, context) => limitAge(slots, context),
    },
  ],
};

const UNITS: Readonly<Record<string, string>> = {
  k: 'K',
  kb: 'K',
  m: 'M',
  mb: 'M',
  mib: 'M',
  megabytes: 'M',
  megabyte: 'M',
  megs: 'M',
  g: 'G',
  gb: 'G',
  gib: 'G',
  gigabytes: 'G',
  gigabyte: 'G',
  gigs: 'G',
  gig: 'G',
};

function limitSize(slots: Slots, context: Context): ClauseReading | undefined {
  const [, count = '', written = ''] = /^(\d{1,6})([a-z]*)$/u.exec(slotWord(slots, 'size') ?? '') ?? [];
  const said = written === '' ? (slotWord(slots, 'unit') ?? '') : written;
  const unit = Object.hasOwn(UNITS, said) ? UNITS[said] : undefined;
  const twice = written !== '' && slots.has('unit');
  return unit === undefined || twice ? undefined : setLine(`SystemMaxUse=${count}${unit}`, context);
}

function limitAge(slots: Slots, context: Context): ClauseReading | undefined {
  const count = readNumber(slotWord(slots, 'size') ?? '');
  const unit = /^(day|week|month|year)s?$/u.exec(slotWord(slots, 'unit') ?? '')?.[1];
  return count === undefined || unit === undefined
    ? undefined
    : setLine(`MaxRetentionSec=${count}${unit}`, context);
}

/** The journal has one text for all its settings: what is in it already is not overwritten. */
function setLine(line: string, context: Context): ClauseReading | undefined {
  const path = firstOption(context, 'services.journald.extraConfig');
  if (path === undefined) return undefined;
  const current = context.facts.value(path.join('.'));
  return current === undefined || current === '' || current === line
    ? edits({ op: 'set', path, value: line })
    : askQuestion(`The journal already has settings in '${path.join('.')}'. Set the whole text by hand?`);
}
