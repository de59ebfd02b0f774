import type { StepOf, WrittenEdit } from '../../../model/runbook.ts';
import { assertNever } from '../../../model/outcome.ts';
import { ANYTHING, type Visitor } from '../../place.ts';
import type { ChangeKind } from '../../step-kind.ts';
import type { ShownValues } from '../../values.ts';
import { readEdits } from './parse.ts';
import { oneEdit } from './schema.ts';

/** Changes to the NixOS configuration. */
interface EditStep {
  readonly edits: readonly WrittenEdit[];
}

declare module '../../../model/runbook.ts' {
  interface MergedStepKinds {
    readonly edit: EditStep;
  }
}

export const editStep: ChangeKind<StepOf<'edit'>> = {
  kind: 'edit',
  part: 'change',
  schema: {
    subject: {
      title: 'Edit',
      description: 'Changes to the NixOS configuration.',
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: { $ref: '#/$defs/edit' },
    },
    definitions: { edit: oneEdit },
  },
  outputs: { changed: 'bool' },
  parse: (node) => {
    const edits = readEdits(node);
    return edits && { kind: 'edit', edits };
  },
  visit: (step, at) => ({ ...step, edits: step.edits.map((one) => visitEdit(one, at.at(one.position))) }),
  edits: (step) => step.edits,
  document: () => 'changes the configuration',
  documentParts: (step, shown) => step.edits.map((one) => documentEdit(one, shown)),
};

function visitEdit(written: WrittenEdit, at: Visitor): WrittenEdit {
  const path = at.path(written.path);
  const place = { type: ANYTHING, early: true } as const;
  if (written.op === 'set') return { ...written, path, to: at.value(written.to, place) };
  if (written.op === 'unset') return { ...written, path };
  return { ...written, path, items: written.items.map((item) => at.value(item, place)) };
}

function documentEdit(written: WrittenEdit, { option, text }: ShownValues): string {
  const path = option(written.path);
  switch (written.op) {
    case 'set':
      return `${path} becomes ${text(written.to)}`;
    case 'unset':
      return `${path} is taken away`;
    case 'add':
      return `${path} also has ${written.items.map(text).join(', ')}`;
    case 'remove':
      return `${path} loses ${written.items.map(text).join(', ')}`;
    default:
      return assertNever(written);
  }
}
