import { tellLines, type Phrases } from '../../kinds/tell.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import type { CodesOf } from '../../model/step-message.ts';

/** What is said of a run, whichever state it is in; and by checks of several kinds. */
export const RUN: Phrases<CodesOf<'check' | 'state' | 'resume' | 'end'>> = {
  'check.lacks': ({ part, begins }) =>
    `it does not contain ${JSON.stringify(part)}, but begins ${JSON.stringify(begins)}`,
  'check.not-a-port': ({ port }) => `${port} is not a port`,
  'check.no-file': ({ directory, match }) => `${directory} has no file ${match}`,
  'check.not-started': ({ program, error }) => `${program} could not be started (${error})`,
  'check.no-evaluation': () => 'the configuration does not evaluate',
  'check.no-service-manager': () => 'the service manager does not answer',

  'state.skipped': () => 'skipped: its condition is false',
  'state.stopped': () => 'stopped by a person',
  'state.timed-out': ({ seconds, said }, tell) => {
    const before = said === undefined ? '' : tell(said);
    return `it took longer than ${seconds} s${before === '' ? '' : `\n${before}`}`;
  },
  'state.left-running': ({ program, processes }) => {
    const named = processes.map(({ command, pid }) =>
      pid === undefined ? command : `${command} (process ${pid})`,
    );
    return `${program} has ended, and left running: ${named.join(', ')}`;
  },
  'state.journal-lost': ({ why }) => `the journal cannot be written: ${why}`,
  'state.threw': ({ error }) => error,

  'resume.continues': ({ next }) => `resumed: the engine died here; continuing with ${next}`,
  'resume.other-system': () => 'resumed: the host came back with another system; rolling back',
  'resume.lacks-secrets': ({ back }) =>
    `resumed: the journal does not contain the secrets of this run; ${back ? 'rolling back' : 'nothing was changed'}`,

  'end.not-kept': ({ error }) =>
    `the system of before is not kept from garbage collection, so this run can perhaps not be taken back: ${error}`,
  'end.index-left': ({ error }) =>
    `the change is committed in your repository, and its index still has what was before: ${error}`,
  'end.not-committed': ({ error }) => `the change is not committed in your repository: ${error}`,
  'end.not-quarantined': ({ error }) => `it is not remembered that this system did not hold: ${error}`,
  'end.still-quarantined': ({ error }) =>
    `this system held, and is still on the list of those that did not: ${error}`,
  'end.not-cleaned': ({ error }) => `what is left over of this run was not removed: ${error}`,
  'end.timer-left': ({ unit, why }) => `the timer ${unit} could not be called off (${why})`,
  'end.stays-open': ({ left }, tell) =>
    `${tellLines(left, tell)}\nthe run stays open: when the timer acts, the host is rolled back. To end the run as it is, stop the timer, then \`nixos-ai resume\``,
  'end.killed': () => 'the engine was killed before it changed anything',
  'end.unapproved': ({ expires }) => `nobody approved it before ${expires ?? 'its time was up'}`,
  'end.stopped-waiting': ({ by }) => `stopped by ${nameOfPrincipal(by)} while it waited for an approval`,
};
