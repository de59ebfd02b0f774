import * as fc from 'fast-check';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { renameOption } from '../../../engine/nix/edits/rename.ts';
import { attributeNames, readDefinitions } from '../../../engine/nix/modules/read.ts';
import { surveyModule } from '../../../engine/nix/modules/survey.ts';
import { parseNix } from '../../../engine/nix/parse.ts';
import { outlineTree, renderOutline } from '../../../engine/nix/syntax/outline.ts';
import { printNix } from '../../../engine/nix/syntax/print.ts';
import { failed, ok, type Result } from '../../../engine/model/finding.ts';
import { config } from '../../../tests/nix/support/apply.ts';
import { realVerdicts } from '../../../tests/nix/support/real-nix.ts';
import { changes, readChanges, type Change } from '../inputs/nix-changes.ts';
import { nixTexts } from '../inputs/nix.ts';
import { endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

/** Texts up to this are shown to Nix, which takes minutes over some that we read at once. */
const SHOWN = 20_000;
/** Modules in one input: they share one process of Nix. */
const MODULES = 12;

/** Nix text: parsed, surveyed and edited. What is accepted, and what an edit makes of it, Nix has to accept too. */
export const nixTarget: Target = {
  name: 'nix',
  about:
    'Nix text: parsed, printed, surveyed, edited; Nix accepts what we accept, and every result of an edit',
  batch: 60,
  inputs: () =>
    fc
      .array(fc.tuple(nixTexts(), changes), { minLength: 1, maxLength: MODULES, size: 'max' })
      .map((modules) => modules.flat()),
  open: () => ({
    play: (input: Input): Ending => {
      const accepted: string[] = [];
      for (let at = 0; at < input.length; at += 2)
        accepted.push(...playModule(input[at] ?? '', readChanges(input[at + 1] ?? '[]')));
      // Nix looks names up while it parses: within a `with` any name may be there.
      const shown = accepted.filter((text) => text.length <= SHOWN);
      const verdicts = realVerdicts(shown.map((text) => `with { };\n${text}`));
      const wrong = verdicts.findIndex((verdict) => verdict !== undefined);
      if (wrong >= 0) throw new Error(`we accept, Nix refuses: ${verdicts[wrong]}\n${shown[wrong]}`);
      return accepted.length > 0 ? 'taken' : 'refused';
    },
  }),
};

/**
 * Every text that any Nix has to read: the module where our parser takes it, and what its edits make of it. What only newer
 * Nix reads is edited, and not given.
 */
function playModule(text: string, made: readonly Change[]): readonly string[] {
  const parsed = parseNix(text, 'configuration.nix');
  if (endingOf(parsed) === 'refused' || !parsed.ok) return [];
  if (printNix(parsed.value) !== text) throw new Error('printing the tree gives other bytes');
  renderOutline(parsed.value);
  outlineTree(parsed.value);
  surveyModule(parsed.value);
  let now = text;
  const texts = [text];
  for (const change of made) {
    attributeNames(config(now), change.path);
    readDefinitions(config(now), change.path);
    const result = applied(now, change);
    if (endingOf(result) === 'refused' || !result.ok || result.value === now) continue;
    now = result.value;
    texts.push(now);
  }
  return parseNix(text, 'configuration.nix', { portable: true }).ok ? texts : [];
}

function applied(text: string, change: Change): Result<string> {
  const before = config(text);
  const result =
    change.op === 'rename' ? renameOption(before, change.path, change.to) : applyEdits(before, [change]);
  if (!result.ok) return failed(...result.findings);
  const files = 'files' in result.value ? result.value.files : result.value;
  return ok(files.get('configuration.nix') ?? text, result.findings);
}
