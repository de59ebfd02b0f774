import type { ErrorObject } from 'ajv/dist/2020.js';
import { isAlias, isCollection, isScalar, visit, type Document, type LineCounter } from 'yaml';
import type { FindingCode } from '../model/finding-codes.ts';
import { failed, ok, type Finding, type Position, type Result } from '../model/finding.ts';
import type { Autonomy, PathUse, RiskClass, RuleEffect, Scalar } from '../model/policy.ts';
import type { Shape } from '../model/options/touched.ts';
import type { Origin } from '../model/runbook.ts';
import { DEFAULTS } from './defaults.ts';
import { misfitInWords, placeInWords, readMisfit, type Misfit } from './misfit.ts';
import { ownValidator } from './own-schema.ts';
import { placeAt, placeOf } from './place.ts';
import { readYaml } from './read-yaml.ts';

/** A policy as it is written: the shape of schemas/policy.schema.json. */
export interface WrittenPolicy {
  readonly policy: 1;
  readonly extends?: 'default';
  readonly risk?: readonly WrittenRisk[];
  readonly autonomy?: Readonly<Partial<Record<RiskClass, WrittenAutonomy>>>;
  readonly options?: readonly (WrittenGate<string> & { readonly value?: Scalar | readonly Scalar[] })[];
  readonly commands?: readonly WrittenGate<readonly string[]>[];
  readonly paths?: readonly (WrittenGate<string> & { readonly use?: readonly PathUse[] })[];
  readonly conditions?: readonly {
    readonly id: string;
    readonly when: string;
    readonly class?: RiskClass;
    readonly need?: Autonomy;
    readonly because: string;
  }[];
  readonly approvers?: { readonly users?: readonly string[]; readonly groups?: readonly string[] };
}

export interface WrittenRisk {
  readonly options?: readonly string[];
  readonly value?: Scalar | readonly Scalar[];
  readonly shape?: Shape | readonly Shape[];
  readonly effect?: RuleEffect;
  readonly class: RiskClass;
  readonly because: string;
}

export interface WrittenGate<T> {
  readonly allow?: readonly T[];
  readonly deny?: readonly T[];
  readonly origins?: readonly Origin[];
  readonly because: string;
}

export type WrittenAutonomy = Autonomy | Readonly<Partial<Record<Origin, Autonomy>>>;

/** A policy whose form is right, and the place of every part of it by JSON pointer. */
export interface PolicyDocument {
  readonly written: WrittenPolicy;
  readonly place: (pointer: string) => Position;
}

/** The text of a policy → its form, checked. Findings: POL010 too large, POL011 not plain YAML, POL012 not a policy. */
export function readPolicyDocument(text: string, file: string): Result<PolicyDocument> {
  const start = { file, line: 1, column: 1 };
  const size = Buffer.byteLength(text);
  const most = DEFAULTS.documentSize.value;
  if (size > most) {
    const message = `it is ${size} bytes long; the limit for a policy is ${most}`;
    return failed(problem('POL010', message, start, 'shorten it'));
  }
  const read = readYaml(text, { version: '1.2', schema: 'core' });
  if (read === undefined) return failed(problem('POL011', 'it is nested too deeply', start, 'flatten it'));
  const { document, lines, problem: broken } = read;
  if (broken !== undefined) {
    const at = placeOf(lines, broken.offset, file);
    return failed(problem('POL011', broken.message, at, 'correct the YAML here'));
  }
  const indirect = findIndirection(document, lines, file);
  if (indirect !== undefined) return failed(indirect);
  const written: unknown = document.toJS();
  const place = (pointer: string): Position => placeAt(document, lines, pointer, file);
  const validate = ownValidator<WrittenPolicy>('policy');
  return validate(written) ? ok({ written, place }) : failed(...schemaFindings(validate.errors ?? [], place));
}

/** What a rule says stands where it is read: no anchors, aliases or tags. */
function findIndirection(document: Document, lines: LineCounter, file: string): Finding | undefined {
  let found: Finding | undefined;
  visit(document, (_, node) => {
    const named = isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined);
    const tagged = (isScalar(node) || isCollection(node)) && node.tag !== undefined;
    if (!named && !tagged) return undefined;
    const at = placeOf(lines, node.range?.[0] ?? 0, file);
    const what = named ? 'anchors and aliases' : 'tags';
    found = problem('POL011', `${what} are not allowed in a policy`, at, 'write the value out');
    return visit.BREAK;
  });
  return found;
}

function schemaFindings(errors: readonly ErrorObject[], place: PolicyDocument['place']): Finding[] {
  const misfits = errors.map(readMisfit);
  // Each branch of an alternative complains for itself; the alternative as a whole says it once, where nothing else does.
  const choices = misfits.filter(isAlternative);
  const told = misfits.filter((misfit) => {
    if (isAlternative(misfit)) {
      return (
        isValue(misfit) ||
        !misfits.some((other) => !other.isBranch && other !== misfit && isBelow(other, misfit))
      );
    }
    return !misfit.isBranch && !choices.some((choice) => isValue(choice) && isBelow(misfit, choice));
  });
  return told.map((misfit) =>
    problem('POL012', describe(misfit), place(misfit.pointer), 'see schemas/policy.schema.json'),
  );
}

/** A value that may have several forms, as opposed to a rule that has one of several keys. */
function isValue({ at }: Misfit): boolean {
  return /^\/autonomy\/|\/value$/u.test(at);
}

function isAlternative({ keyword }: Misfit): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

function isBelow(inner: Misfit, outer: Misfit): boolean {
  return inner.at === outer.at || inner.at.startsWith(`${outer.at}/`);
}

function describe(misfit: Misfit): string {
  const said = isAlternative(misfit) ? alternatives(misfit) : misfitInWords(misfit, misfit.constant);
  return `${placeInWords(misfit, 'the policy')} ${said}`;
}

function alternatives({ at }: Misfit): string {
  if (at.startsWith('/autonomy/'))
    return 'must be automatic, confirm, two-people or forbidden, or one of these for library, user or generated';
  if (at.endsWith('/value')) return 'must be text, a number, true, false, null or a list of these';
  if (at.startsWith('/risk/')) return 'needs either options or effect';
  return at.startsWith('/conditions/') ? 'needs class or need' : 'needs either allow or deny';
}

function problem(code: FindingCode, message: string, position: Position, fix: string): Finding {
  return { code, severity: 'error', message: `policy: ${message}`, position, fix };
}
