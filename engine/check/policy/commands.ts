import { splitFilePath } from '../../config/policy.ts';
import type { CommandGate, Glob, Policy } from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';
import { matchesGlob, matchesText } from './glob.ts';

/** A word of a command; undefined where only the run tells it. */
type Word = string | undefined;

/**
 * The rule that decides about a command, or undefined where none does. What allows is taken narrowly and what denies
 * widely: a rule that allows knows every word, and `*` of it takes no option; a rule that denies speaks of every command
 * that has its words in their order, whatever stands between them and whatever program starts it.
 *
 * @example
 * commandGate(policy, ['env', 'systemctl', '--no-block', 'stop', 'a'], 'user')   // the rule that denies systemctl stop
 */
export function commandGate(policy: Policy, argv: readonly Word[], origin: Origin): CommandGate | undefined {
  const readings = readingsOf(argv);
  return policy.commands.find((gate) => {
    if (gate.origins?.includes(origin) === false) return false;
    return gate.verdict === 'allow'
      ? gate.patterns.some((pattern) => allows(pattern, argv))
      : gate.patterns.some((pattern) => readings.some((reading) => denies(pattern, reading)));
  });
}

/** An unknown word is one that only a pattern for any word allows. */
function allows(pattern: Glob, argv: readonly Word[]): boolean {
  const [program = '', ...parts] = pattern;
  const [named, ...rest] = argv;
  const takes = (part: string, word: Word): boolean => takesNarrowly(part, word, isSystemctl(named));
  if (program === '**') return passes(pattern, argv, takes, false);
  if (named === undefined || named.split('/').includes('..')) return false;
  if (!matchesGlob(splitFilePath(program), splitFilePath(named))) return false;
  return passes(parts, rest, takes, false);
}

function takesNarrowly(part: string, word: Word, unit: boolean): boolean {
  if (word === undefined) return part === '*';
  if (word.startsWith('-')) return part.startsWith('-') && matchesText(part, word);
  // systemctl takes a pattern for every unit that fits.
  if (unit && /[*?[]/u.test(word)) return false;
  return (unit ? unitNames(word) : [word]).some((name) => matchesText(part, name));
}

function denies(pattern: Glob, argv: readonly Word[]): boolean {
  const [program = '', ...parts] = pattern;
  const [named, ...rest] = argv;
  const takes = (part: string, word: Word): boolean => takesWidely(part, word, isSystemctl(named));
  if (program === '**') return passes(pattern, argv, takes, true);
  if (named !== undefined && !deniesProgram(program, named)) return false;
  return passes(parts, rest, takes, true);
}

function takesWidely(part: string, word: Word, unit: boolean): boolean {
  if (word === undefined || (unit && /[*?[]/u.test(word))) return true;
  return (unit ? unitNames(word) : [word]).some((name) => matchesText(part, name));
}

/** A name denies every path that ends in it. */
function deniesProgram(pattern: string, program: string): boolean {
  if (matchesGlob(splitFilePath(pattern), splitFilePath(program))) return true;
  return !pattern.includes('/') && matchesText(pattern, baseOf(program));
}

/** Whether words fit a pattern: each of its parts a word, in order; with others between them where that is `loose`. */
function passes(
  pattern: Glob,
  words: readonly Word[],
  takes: (part: string, word: Word) => boolean,
  loose: boolean,
): boolean {
  let places: ReadonlySet<number> = pastMany(pattern, [0]);
  for (const word of words) {
    const next = [...places].flatMap((place) => {
      const part = pattern[place];
      const stay = loose || part === '**' ? [place] : [];
      return part !== undefined && part !== '**' && takes(part, word) ? [...stay, place + 1] : stay;
    });
    places = pastMany(pattern, next);
  }
  return places.has(pattern.length);
}

function pastMany(pattern: Glob, places: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const place of places) {
    found.add(place);
    for (let at = place; pattern[at] === '**'; at += 1) found.add(at + 1);
  }
  return found;
}

/** Programs that start the one that their arguments name, and shells, which read it in a word. */
const STARTERS = new Set(
  (
    'bash busybox chroot chrt choom dash doas env fish flock find ionice machinectl nice nohup nsenter parallel pkexec ' +
    'prlimit runuser runcon screen script setarch setpriv setsid sh ssh stdbuf strace su sudo systemd-cat ' +
    'systemd-inhibit systemd-run taskset time timeout tmux toybox unshare watch xargs zsh'
  ).split(' '),
);

/** A command, and those that it starts as far as its words tell: each tail of the words of a program that starts others. */
function readingsOf(argv: readonly Word[]): readonly (readonly Word[])[] {
  const [program] = argv;
  if (program === undefined || !STARTERS.has(baseOf(program))) return [argv];
  const words = argv.flatMap((word): readonly Word[] =>
    word === undefined ? [word] : word.split(/[\s;&|()"'`]+/u).filter((part) => part !== ''),
  );
  return [argv, ...words.map((_, at) => words.slice(at)).slice(1)];
}

/** The names of a unit as systemctl takes it: without its type it is a service. */
function unitNames(word: string): readonly string[] {
  if (word.endsWith('.service')) return [word, word.slice(0, -'.service'.length)];
  return /\.[a-z]+$/u.test(word) ? [word] : [word, `${word}.service`];
}

function isSystemctl(program: Word): boolean {
  return program !== undefined && baseOf(program) === 'systemctl';
}

function baseOf(program: string): string {
  return program.split('/').at(-1) ?? '';
}
