import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failed, ok, type Result } from '../../engine/model/finding.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { createModule } from '../../engine/nix/edits/create-module.ts';
import { removeFlakeInput, setFlakeInput } from '../../engine/nix/edits/flake-inputs.ts';
import { renameOption } from '../../engine/nix/edits/rename.ts';
import { valueOf } from '../../engine/runbook/read-value.ts';
import { add, config, remove, set, unset } from './support/apply.ts';
import { realVerdicts } from './support/real-nix.ts';

/** One change as `edits.json` has it. */
type Written =
  | { readonly set: string; readonly to: unknown }
  | { readonly unset: string }
  | { readonly add: string; readonly items: readonly unknown[] }
  | { readonly remove: string; readonly items: readonly unknown[] }
  | { readonly rename: string; readonly to: string }
  | { readonly module: string; readonly text: string }
  | { readonly input: string; readonly url: string }
  | { readonly 'remove-input': string };

interface Shape {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly Written[];
  readonly refused?: string;
}

const ROOT = new URL('../data/nix/shapes/', import.meta.url).pathname;
const SHAPES: readonly Shape[] = globSync(`${ROOT}*/before.nix`)
  .sort()
  .map((file) => ({
    name: basename(dirname(file)),
    before: readFileSync(file, 'utf8'),
    after: readFileSync(`${dirname(file)}/after.nix`, 'utf8'),
    ...(JSON.parse(readFileSync(`${dirname(file)}/edits.json`, 'utf8')) as Pick<Shape, 'edits' | 'refused'>),
  }));

/** The text after the edits, in order; the finding's code of the first that is refused. */
function outcome(before: string, edits: readonly Written[]): string {
  let text = before;
  for (const edit of edits) {
    const result = applyWritten(text, edit);
    if (!result.ok) return result.findings.map((finding) => finding.code).join(' ');
    text = result.value;
  }
  return text;
}

function applyWritten(text: string, edit: Written): Result<string> {
  if ('input' in edit) return setFlakeInput(text, edit.input, edit.url);
  if ('remove-input' in edit) return removeFlakeInput(text, edit['remove-input']);
  const files = filesAfter(text, edit);
  return files.ok ? ok(files.value.get('configuration.nix') ?? text) : failed(...files.findings);
}

function filesAfter(
  text: string,
  edit: Exclude<Written, { input: string } | { 'remove-input': string }>,
): Result<ReadonlyMap<string, string>> {
  const before = config(text);
  if ('rename' in edit) return renameOption(before, splitOptionPath(edit.rename), splitOptionPath(edit.to));
  if ('module' in edit) return createModule(before, edit.module, edit.text);
  const result = applyEdits(before, [optionEdit(edit)]);
  return result.ok ? ok(result.value.files) : result;
}

function optionEdit(edit: Extract<Written, { set: string } | { unset: string } | { items: unknown }>) {
  if ('set' in edit) return set(edit.set, valueOf(edit.to));
  if ('unset' in edit) return unset(edit.unset);
  const items = edit.items.map(valueOf);
  return 'add' in edit ? add(edit.add, ...items) : remove(edit.remove, ...items);
}

describe('shapes of real files', () => {
  test('there are at least sixty', () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(60);
  });

  test.each(SHAPES)('$name: the result is what a person would write', ({ before, after, edits, refused }) => {
    expect(outcome(before, edits)).toBe(refused ?? after);
  });

  const made = SHAPES.filter((shape) => shape.refused === undefined);

  test.each(made)('$name: the same edits once more change nothing', ({ after, edits }) => {
    expect(outcome(after, edits.filter(isRepeatable))).toBe(after);
  });

  test('real Nix parses every file', () => {
    const texts = SHAPES.flatMap(({ before, after }) => [before, after]);
    expect(realVerdicts(texts).filter((verdict) => verdict !== undefined)).toEqual([]);
  });
});

/** A module's own file is not among the shape's, so that making it again would name it twice. */
function isRepeatable(edit: Written): boolean {
  return !('module' in edit);
}
