import { DEFAULTS } from '../config/defaults.ts';
import { readDuration } from '../document/duration.ts';
import type { Fields, Node } from '../document/reader.ts';
import { positionOf, readFields, readItems, refuse } from '../document/reader.ts';
import { complete } from '../document/written.ts';
import type { CheckKind } from './check-kind.ts';
import { checkKeys } from './find-kind.ts';
import type { Kinds } from './step-kind.ts';
import type { WrittenCheck } from '../model/runbook.ts';

/** The checks of a `verify` step. */
export function readChecks(node: Node, kinds: Kinds): readonly WrittenCheck[] | undefined {
  return complete(readItems(node, 'verify', 1, 100)?.map((item) => readCheck(item, kinds)));
}

function readCheck(node: Node, kinds: Kinds): WrittenCheck | undefined {
  const keys = checkKeys(kinds);
  const fields = readFields(node, 'a check', keys, []);
  if (fields === undefined) return undefined;
  const [kind, ...others] = kinds.checks.filter((one) => fields[one.kind] !== undefined);
  if (kind === undefined || others.length > 0) {
    const got = kind === undefined ? 'none of them' : [kind, ...others].map((one) => one.kind).join(' and ');
    const known = kinds.checks.map((one) => one.kind).join(', ');
    return refuse(node, 'RB027', `a check has exactly one of ${known}; got ${got}`);
  }
  return refuseForeignKey(kind, keys, fields) ? undefined : readOfKind(kind, node, fields);
}

function refuseForeignKey(kind: CheckKind, keys: readonly string[], fields: Fields<string>): boolean {
  const own = [...kind.keys, 'within'];
  const foreign = keys.find((key) => key !== kind.kind && !own.includes(key) && fields[key] !== undefined);
  const node = foreign === undefined ? undefined : fields[foreign];
  if (node === undefined) return false;
  refuse(node, 'RB021', `a check of '${kind.kind}' has no '${foreign}'`, `known are ${own.join(', ')}`);
  return true;
}

function readOfKind(kind: CheckKind, node: Node, fields: Fields<string>): WrittenCheck | undefined {
  const subject = fields[kind.kind];
  const usual = kind.probe === true ? DEFAULTS.probeWithin : DEFAULTS.factWithin;
  const written = fields['within'];
  const within = written === undefined ? usual.value : readDuration(written, 'within');
  if (subject === undefined || within === undefined) return undefined;
  return kind.parse(subject, fields, { position: positionOf(node), within });
}
