import { basename } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { openLineHistory, type LineHistory } from '../../host/program/history-file.ts';
import { systemClock } from '../../host/clock.ts';
import { identify } from '../../host/identify.ts';
import { listLibrary } from '../../host/program/runbook-library.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { findSecret } from '../../redact/find-secret.ts';
import { visible } from '../../report/text/visible.ts';
import { plannerFacts } from '../../run/planner-facts.ts';
import { Ended } from '../context/command-context.ts';
import { forgetInterrupt, onInterrupt } from '../context/interrupt.ts';
import type { Chat } from './chat.ts';
import { runColon } from './colon-run.ts';
import { parseColon } from './colon.ts';
import { completeLine, type Names } from './complete.ts';
import { discardInput } from '../../host/process/terminal-input.ts';
import { readLine } from './line-reader.ts';
import { namesBesideOptions } from './host-names.ts';
import { buildNames, NO_NAMES } from './names.ts';

/** Milliseconds that the first prompt waits for the name of the host, and Tab for its options. */
const PATIENCE = { prompt: 300, tab: 2_000 };

/** Reads lines and does what they say until the person leaves. */
export async function runShell(chat: Chat): Promise<void> {
  const { output } = chat;
  const history = openLineHistory(process.env);
  const known: Known = { names: NO_NAMES, host: firstName(chat.settings.place) };
  let learning = learn(chat, known).catch(() => undefined);
  await within(learning, PATIENCE.prompt);
  output.text(output.paint.dim("Say what you want. ':help' lists the commands; Ctrl-D leaves."));
  for (;;) {
    // A "yes" that was typed before a plan was shown is no yes to it.
    if (process.stdin.isTTY && discardInput(process.stdin))
      output.text(output.paint.dim('What you typed in the meantime was not read.'));
    const typed = await readLine({
      text: `${output.paint.bold(`nixos@${known.host}`)}> `,
      history: history.lines,
      complete: async (line) => {
        await within(learning, PATIENCE.tab);
        return completeLine(line, known.names);
      },
    });
    if (typed.kind === 'end') return output.text('');
    if (typed.kind === 'cleared') {
      if (typed.empty) output.text(output.paint.dim('Ctrl-D or :quit leaves.'));
      continue;
    }
    const line = typed.line.trim();
    keep(chat, history, line);
    if (line !== '' && (await take(chat, line)) === 'quit') return;
    learning = learn(chat, known).catch(() => undefined);
  }
}

interface Known {
  names: Names;
  host: string;
  /** What the names are of. */
  index?: OptionIndex;
}

/** Does what one line says. What goes wrong has been said, and the next line is read. */
async function take(chat: Chat, line: string): Promise<'quit' | undefined> {
  const { output } = chat;
  const colon = line.startsWith(':')
    ? parseColon(line)
    : WORDS.has(line.toLowerCase())
      ? parseColon(`:${line}`)
      : undefined;
  if (colon?.kind === 'command' && colon.name === 'quit') return 'quit';
  onInterrupt(output);
  try {
    if (colon === undefined) await chat.say({ kind: 'line', line });
    else if (colon.kind === 'command') await runColon(chat, colon.name, colon.words);
    else
      output.text(
        `There is no command :${colon.word}.${colon.nearest === undefined ? '' : ` Did you mean :${colon.nearest}?`} :help lists them.`,
      );
  } catch (error) {
    if (!(error instanceof Ended)) output.text(error instanceof Error ? error.message : String(error));
  } finally {
    forgetInterrupt();
    process.exitCode = undefined;
  }
  return undefined;
}

/** Words that mean the same without a colon. */
const WORDS: ReadonlySet<string> = new Set(['help', '?', 'quit', 'exit']);

/** A line that holds a secret is kept nowhere. */
function keep(chat: Chat, history: LineHistory, line: string): void {
  if (findSecret(line) === undefined && chat.output.redact(line) === line) history.add(line);
}

function firstName(place: HostPlace): string {
  return basename(identify(place).id);
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  const waited = new AbortController();
  await Promise.race([work, systemClock.sleep(milliseconds, waited.signal)]);
  waited.abort();
}

/** Learns the names that Tab completes, beside what the person does. */
async function learn(chat: Chat, known: Known): Promise<void> {
  // What the host refuses is said where it is asked for.
  const session = await chat.host.session().catch(() => undefined);
  if (session?.ok !== true) return;
  const { configuration, index } = session.value;
  const facts = plannerFacts(configuration, index);
  const library = await listLibrary(chat.settings.place);
  known.host = facts.hostName === '' ? known.host : visible(facts.hostName);
  const others = namesBesideOptions(chat.settings, facts.users, library);
  known.names = known.index === index ? { ...known.names, ...others } : buildNames(index, others);
  known.index = index;
}
