import { DEFAULTS } from '../config/defaults.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Result } from '../model/finding.ts';
import type { Origin, Runbook, Step } from '../model/runbook.ts';
import { nearestWords } from '../nix/spelling.ts';
import { readDocument } from '../document/document.ts';
import { ID } from '../document/names.ts';
import { readParameters } from './read-parameter.ts';
import { readStep } from './read-step.ts';
import type { Node } from '../document/reader.ts';
import { readFields, readInteger, readItems, readMatching, readText, rootNode } from '../document/reader.ts';
import { complete } from '../document/written.ts';

const KEYS = ['runbook', 'version', 'description', 'parameters', 'steps'] as const;

/**
 * Runbook text → {@link Runbook}, or every finding of one pass (RB001 to RB039), each with line and column.
 * Whether the runbook may run is for check/ to say.
 *
 * @param text - YAML, at most 256 KiB.
 * @param file - How the user names the file; only used in positions.
 * @param kinds - What steps and checks it may have.
 * @example
 * parseRunbook('runbook: a\nversion: 1\ndescription: A.\nsteps: [{ id: p, wait: 5s }]\n', 'a.yaml', 'user')
 */
export function parseRunbook(
  text: string,
  file: string,
  origin: Origin,
  kinds: Kinds = KINDS,
): Result<Runbook> {
  const document = readDocument(text, file);
  if (!document.ok) return document;
  const findings: Finding[] = [...document.findings];
  const root = rootNode(document.value, findings);
  const head = readHead(root, kinds);
  if (head === undefined || hasErrors(findings)) return failed(...findings);
  findings.push(...checkSteps(head.steps));
  return hasErrors(findings) ? failed(...findings) : ok({ ...head, origin, file, text }, findings);
}

function readHead(root: Node, kinds: Kinds): Omit<Runbook, 'origin' | 'file' | 'text'> | undefined {
  const fields = readFields(root, 'a runbook', KEYS, ['runbook', 'version', 'description', 'steps']);
  if (fields === undefined) return undefined;
  const name =
    fields.runbook && readMatching(fields.runbook, 'runbook', ID, 'lower-case words joined by single dashes');
  const version = fields.version && readInteger(fields.version, 'version', 1, 1_000_000);
  const description = fields.description && readText(fields.description, 'description');
  const parameters = fields.parameters ? readParameters(fields.parameters) : [];
  const steps =
    fields.steps &&
    complete(readItems(fields.steps, 'steps', 1, DEFAULTS.steps.value)?.map((step) => readStep(step, kinds)));
  if (name === undefined || version === undefined || description === undefined) return undefined;
  return parameters === undefined || steps === undefined
    ? undefined
    : { name, version, description, parameters, steps };
}

/** Ids are unique, and `on-failure` names a step that exists. */
function checkSteps(steps: readonly Step[]): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, Step>();
  for (const step of steps) {
    const { id, position } = step;
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, step);
    else {
      const message = `two steps have the id '${id}'; the first is on line ${earlier.position.line}`;
      findings.push({
        code: 'RB032',
        severity: 'error',
        message,
        position,
        fix: 'give one of them another id',
      });
    }
  }
  for (const { id, onFailure, position } of steps) {
    if (onFailure?.to !== 'step' || (first.has(onFailure.step) && onFailure.step !== id)) continue;
    const self = onFailure.step === id;
    const message = self
      ? `on-failure of '${id}' names itself`
      : `on-failure names '${onFailure.step}', which is no step`;
    const words = [...first.keys(), 'rollback', 'continue', 'needs-human'];
    const [near] = nearestWords(
      onFailure.step,
      words.filter((word) => word !== id),
      1,
    );
    const fix = self
      ? "use 'retry'"
      : near === undefined
        ? `steps are ${[...first.keys()].join(', ')}`
        : `did you mean '${near}'?`;
    findings.push({ code: 'RB033', severity: 'error', message, position, fix });
  }
  return findings;
}
