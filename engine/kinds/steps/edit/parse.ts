import {
  positionOf,
  readFields,
  readItems,
  refuse,
  type Fields,
  type Node,
} from '../../../document/reader.ts';
import { complete, readPath, readWritten, readWrittenList } from '../../../document/written.ts';
import type { Spelled, WrittenEdit } from '../../../model/runbook.ts';
const OPERATIONS = ['set', 'unset', 'add', 'remove'] as const;
type Operation = (typeof OPERATIONS)[number];
const KEYS = [...OPERATIONS, 'to', 'items'] as const;

/** The edits of an `edit` step. */
export function readEdits(node: Node): readonly WrittenEdit[] | undefined {
  return complete(readItems(node, 'edit', 1, 500)?.map(readEdit));
}

function readEdit(node: Node): WrittenEdit | undefined {
  const fields = readFields(node, 'an edit', KEYS, []);
  if (fields === undefined) return undefined;
  const [op, ...others] = OPERATIONS.filter((name) => fields[name] !== undefined);
  if (op === undefined || others.length > 0) {
    const got = op === undefined ? 'none of them' : [op, ...others].join(' and ');
    return refuse(node, 'RB027', `an edit has exactly one of ${OPERATIONS.join(', ')}; got ${got}`);
  }
  return fits(node, op, fields) ? readOperation(op, fields) : undefined;
}

/** `to` belongs to `set`, `items` to `add` and `remove`. */
function fits(node: Node, op: Operation, fields: Fields<(typeof KEYS)[number]>): boolean {
  const wanted = op === 'set' ? 'to' : op === 'unset' ? undefined : 'items';
  for (const key of ['to', 'items'] as const) {
    const there = fields[key] !== undefined;
    if (there === (key === wanted)) continue;
    const [code, message] = there
      ? (['RB021', `'${op}' takes no '${key}'`] as const)
      : ([
          'RB022',
          `'${op}' has no '${key}', which says ${key === 'to' ? 'the value' : 'what items'}`,
        ] as const);
    refuse(fields[key] ?? node, code, message, there ? `remove '${key}'` : `add '${key}:'`);
    return false;
  }
  return true;
}

function readOperation(op: Operation, fields: Fields<(typeof KEYS)[number]>): WrittenEdit | undefined {
  const target = fields[op];
  const path = target === undefined ? undefined : readPath(target, `the option of '${op}'`);
  if (target === undefined) return undefined;
  const position = positionOf(target);
  if (op === 'unset') return path === undefined ? undefined : { op, path, position };
  if (op === 'set') {
    const to = fields.to === undefined ? undefined : readWritten(fields.to, 'the value');
    return path === undefined || to === undefined
      ? undefined
      : { op, path, to, position, ...spelledIn(fields.to) };
  }
  const items = fields.items === undefined ? undefined : readWrittenList(fields.items, 'items', 1);
  return path === undefined || items === undefined
    ? undefined
    : { op, path, items, position, ...spelledIn(fields.items) };
}

/** A remedy quotes what its author wrote. */
function spelledIn(node: Node | undefined): { readonly spelled?: Spelled } {
  const spelled = node?.source.spelledBelow(node.pointer) ?? {};
  return Object.keys(spelled).length === 0 ? {} : { spelled };
}
