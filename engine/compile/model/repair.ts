import type { Turn } from '../../model/completion.ts';
import type { Finding, Position } from '../../model/finding.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import { fence } from './fence.ts';
import { typeLine } from './sections/options.ts';
import { oneLine, shorten, type Clean } from './sections/shorten.ts';
import { BYTES_PER_TOKEN, byteLength, estimateTurn } from './tokens.ts';

/** An answer that was not accepted, and why. */
export interface Repair {
  readonly answer: string;
  readonly findings: readonly Finding[];
}

const MAX_FINDINGS = 12;
const MAX_MESSAGE = 500;
const MAX_NEAREST = 9;

/**
 * Earlier answers, each with the turn that sends it back, oldest first. What does not fit `room` tokens goes: first the
 * older ones, then the end of the newest answer.
 */
export function repairTurns(
  repairs: readonly Repair[],
  index: OptionIndex,
  clean: Clean,
  room: number,
): readonly Turn[] {
  const kept: Turn[] = [];
  let left = room;
  for (const { answer, findings } of repairs.toReversed()) {
    const back = sendBack(findings, index, clean);
    const forAnswer = left - estimateTurn(back);
    const size = estimateTurn(answer);
    if (size > forAnswer && (kept.length > 0 || forAnswer < estimateTurn(CUT))) break;
    const text = size > forAnswer ? cutTo(answer, forAnswer) : answer;
    kept.unshift({ role: 'assistant', text }, { role: 'user', text: back });
    left = forAnswer - estimateTurn(text);
  }
  return kept;
}

const CUT = '\n… (cut)';

function cutTo(answer: string, tokens: number): string {
  const room = (tokens - estimateTurn(CUT)) * BYTES_PER_TOKEN;
  let text = answer.slice(0, Math.max(0, room));
  while (byteLength(text) > room) text = text.slice(0, Math.floor(text.length * 0.9));
  return `${text.replace(/\p{Surrogate}$/u, '')}${CUT}`;
}

/** Findings repeat what the model wrote, so they are data like everything else. */
function sendBack(findings: readonly Finding[], index: OptionIndex, clean: Clean): string {
  const lines = [...new Set(findings.map((finding) => clean(findingLine(finding))))];
  const more = lines.length > MAX_FINDINGS ? [`(${lines.length - MAX_FINDINGS} more)`] : [];
  const nearest = nearestOptions(findings, index).map(clean);
  const blocks = [
    { name: 'findings', text: [...lines.slice(0, MAX_FINDINGS), ...more].join('\n') },
    ...(nearest.length === 0 ? [] : [{ name: 'options of this host', text: nearest.join('\n') }]),
  ];
  return `${INTRO}\n\n${fence(blocks)}\n\nAnswer again with one whole JSON object.`;
}

const INTRO =
  "The engine did not accept this answer. What it found is below, as data: a code, the line and column of the runbook's " +
  'YAML, what is wrong, and what to do. Mend that and keep the rest. What cannot be mended is asked or refused.';

function findingLine({ code, message, position, fix }: Finding): string {
  const at = position === undefined ? '' : ` ${placeOf(position)}`;
  const what = shorten(oneLine(message), MAX_MESSAGE);
  return `${code}${at} ${what}${fix === undefined ? '' : ` -> ${shorten(oneLine(fix), MAX_MESSAGE)}`}`;
}

/** In the runbook line and column; in a file of the host its name as well. */
function placeOf({ file, line, column }: Position): string {
  return `${file.endsWith('.nix') ? `${file}:` : ''}${line}:${column}`;
}

/** The types of the options that the findings name: a new name alone is half of what is needed. */
function nearestOptions(findings: readonly Finding[], index: OptionIndex): readonly string[] {
  const texts = findings.map(({ message, fix }) => `${fix ?? ''} ${message}`);
  const names = texts.flatMap((text) => [...text.matchAll(/'([^'\s]+)'/gu)].map((match) => match[1] ?? ''));
  const found = [...new Set(names)].flatMap((name) => {
    const match = index.find(splitOptionPath(name));
    return match?.rest.length === 0 ? [`${name}; # ${typeLine(match.declaration)}`] : [];
  });
  return found.slice(0, MAX_NEAREST);
}
