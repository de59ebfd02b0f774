import {
  resolveArgv as argvOf,
  resolvePath,
  resolveText as textOf,
  resolveWritten,
} from '../../check/resolve.ts';
import type { KnownValues } from '../../kinds/values.ts';
import type { Finding, Position, Result } from '../../model/finding.ts';
import type { Written, WrittenPath } from '../../model/runbook.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { StepContext } from '../context.ts';

/** What a value is computed from. */
export interface Values {
  readonly checked: Pick<StepContext['checked'], 'bindings'>;
  readonly state: Pick<StepContext['state'], 'outputs'>;
}

/** A value of a step could not be computed while it ran; the state fails with this message. */
export class UnresolvedValue extends Error {
  override readonly name = 'UnresolvedValue';
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[] = []) {
    super(message);
    this.findings = findings;
  }
}

/** The values of a step or check while it runs. */
export function knownValues(context: Values): KnownValues {
  return {
    value: (written, position) => resolveValue(context, written, position),
    text: (written, position) => resolveTextFor(context, written, position),
    argv: (argv, position) => resolveArgvFor(context, argv, position),
    option: (path, position) => resolveOption(context, path, position),
  };
}

/** A written value with parameters, outputs and expressions filled in. */
export function resolveValue(context: Values, written: Written, position: Position): unknown {
  return valueOf(resolveWritten(written, context.checked.bindings, context.state.outputs, position));
}

export function resolveTextFor(context: Values, written: Written, position: Position): string {
  return valueOf(textOf(written, context.checked.bindings, context.state.outputs, position));
}

/** A written argument vector, every member as text. */
export function resolveArgvFor(
  context: Values,
  written: readonly Written[],
  position: Position,
): [string, ...string[]] {
  const [program, ...rest] = valueOf(
    argvOf(written, context.checked.bindings, context.state.outputs, position),
  );
  if (program === undefined) throw new UnresolvedValue('the command is empty');
  return [program, ...rest];
}

export function resolveOption(context: Values, path: WrittenPath, position: Position): OptionPath {
  return valueOf(resolvePath(path, context.checked.bindings, position));
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new UnresolvedValue('a value cannot be resolved', result.findings);
}
