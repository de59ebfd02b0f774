import { DEFAULTS } from '../../../config/defaults.ts';
import { readChoice, readFields, readInteger, readItems, type Node } from '../../../document/reader.ts';
import { complete, readArgv } from '../../../document/written.ts';
import type { StepOf } from '../../../model/runbook.ts';
import type { OwnOf } from '../../step-kind.ts';

export const EFFECTS = ['read', 'change', 'irreversible'] as const;

export function parseRun(node: Node): OwnOf<StepOf<'run'>> | undefined {
  const fields = readFields(node, 'run', ['argv', 'effect', 'undo', 'exit'], ['argv', 'effect']);
  if (fields === undefined) return undefined;
  const argv = fields.argv && readArgv(fields.argv, 'argv');
  const effect = fields.effect && readChoice(fields.effect, 'effect', EFFECTS);
  const undo = fields.undo && readArgv(fields.undo, 'undo');
  const exit = fields.exit ? readExits(fields.exit) : [DEFAULTS.commandExit.value];
  if (argv === undefined || effect === undefined || exit === undefined) return undefined;
  return { kind: 'run', argv, effect, exit, ...(undo && { undo }) };
}

/** Exit codes that mean success: one, or a list. */
function readExits(node: Node): readonly number[] | undefined {
  if (Array.isArray(node.value)) return complete(readItems(node, 'exit', 1, 256)?.map(readExit));
  const code = readExit(node);
  return code === undefined ? undefined : [code];
}

function readExit(node: Node): number | undefined {
  return readInteger(node, 'an exit code', 0, 255);
}
