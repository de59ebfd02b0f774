import { checkTaint } from '../../../check/paths/check-taint.ts';
import type { Parameter, Runbook } from '../../../model/runbook.ts';
import type { PromptFacts } from '../facts.ts';
import type { Section } from '../fit.ts';
import { oneLine, shorten, type Clean } from './shorten.ts';

const MAX_PARAMETER = 200;
const MAX_DESCRIPTION = 120;
// A longer one costs more than the round in which a value that does not match comes back.
const MAX_PATTERN = 32;

/**
 * The runbooks that an answer may name, and a runbook may call, with their parameters. One whose parameters say which
 * file, address or unit is looked at or changed is for people alone, and a model is not told of it.
 */
export function librarySection({ library }: PromptFacts, clean: Clean): Section {
  const named = library.filter((runbook) => checkTaint({ ...runbook, origin: 'generated' }).length === 0);
  const items = named.map((runbook) => ({ text: clean(runbookLine(runbook)) }));
  return { name: 'library', share: 0.15, items };
}

/** `open-port(port: integer 1..65535, listening: boolean = false): Open one TCP port in the firewall.` */
function runbookLine({ name, parameters, description }: Runbook): string {
  const given = parameters.map(parameterText).join(', ');
  return `${name}(${given}): ${shorten(firstSentence(oneLine(description)), MAX_DESCRIPTION)}`;
}

function parameterText({ name, schema, ...parameter }: Parameter): string {
  const { type, enum: allowed, pattern, minimum, maximum } = schema;
  const words = [
    String(type),
    ...(Array.isArray(allowed) ? [`one of ${allowed.map(String).join('|')}`] : []),
    ...(typeof pattern === 'string' && pattern.length <= MAX_PATTERN ? [`matching ${pattern}`] : []),
    ...bounds(minimum, maximum),
  ];
  const usual = 'default' in parameter ? ` = ${JSON.stringify(parameter.default)}` : '';
  return shorten(`${name}: ${words.join(' ')}${usual}`, MAX_PARAMETER);
}

/** What a runbook does comes first; how it does it is for those who run it. */
function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/u.exec(text)?.[0] ?? text;
}

function bounds(...limits: readonly [unknown, unknown]): readonly string[] {
  const [least, most] = limits.map((limit) => (typeof limit === 'number' ? String(limit) : ''));
  return least === '' && most === '' ? [] : [`${least ?? ''}..${most ?? ''}`];
}
