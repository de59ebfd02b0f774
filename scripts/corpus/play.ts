import type { Finding, Result } from '../../engine/model/finding.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { joinOptionPath } from '../../engine/model/options/option.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits, type EditResult } from '../../engine/nix/edit.ts';
import { attributeNames } from '../../engine/nix/modules/read.ts';
import { readModules } from '../../engine/nix/modules/modules.ts';
import { judgeEdit } from './judge.ts';
import { usualEdits } from './edits.ts';

/** A host of a checkout. */
export interface CorpusHost {
  readonly files: ReadonlyMap<string, string>;
  readonly root: string;
  readonly attribute: string | undefined;
}

/** What became of the edits of one host. */
export interface Played {
  readonly reached: boolean;
  readonly made: number;
  /** The files said so before. */
  readonly already: number;
  /** By code. */
  readonly refused: readonly string[];
  readonly wrong: number;
  readonly lines: readonly string[];
}

/** Without `edits` it is only read. */
export function playHost({ files, root, attribute }: CorpusHost, edits = true): Played {
  const config: ConfigFiles = {
    files,
    directory: root,
    ...(attribute === undefined ? { entries: ['configuration.nix'] } : { entries: [], flake: { attribute } }),
  };
  const host = attribute ?? 'configuration.nix';
  const modules = readModules(config);
  if (!modules.ok)
    return {
      reached: false,
      made: 0,
      already: 0,
      refused: [],
      wrong: 0,
      lines: modules.findings.map((finding) => `${host}: not reached: ${tell(finding)}`),
    };
  const asked = edits ? editsFor(config) : [];
  const ends = asked.map((edit) => ({ edit, end: play(config, edit) }));
  const count = (kind: End['kind']): number => ends.filter(({ end }) => end.kind === kind).length;
  return {
    reached: true,
    made: count('made'),
    already: count('already'),
    refused: ends.flatMap(({ end }) => (end.kind === 'refused' ? [end.code] : [])),
    wrong: count('wrong'),
    lines: ends.flatMap(({ edit, end }) =>
      'why' in end ? [`${host}: ${edit.op} ${joinOptionPath(edit.path)}: ${end.kind}: ${end.why}`] : [],
    ),
  };
}

function editsFor(config: ConfigFiles): readonly Edit[] {
  return usualEdits({
    users: attributeNames(config, ['users', 'users']),
    homes: attributeNames(config, ['home-manager', 'users']),
  });
}

type End =
  | { readonly kind: 'made' | 'already' }
  | { readonly kind: 'refused'; readonly code: string; readonly why: string }
  | { readonly kind: 'wrong'; readonly why: string };

function play(config: ConfigFiles, edit: Edit): End {
  let result: Result<EditResult>;
  try {
    // As in a run, which looks at the evaluated value before and after.
    result = applyEdits(config, [edit], undefined, 'evaluation');
  } catch (error) {
    return { kind: 'wrong', why: `it threw ${String(error)}` };
  }
  if (!result.ok) return refused(result.findings);
  const wrong = judgeEdit(config, edit, result.value);
  if (wrong !== undefined) return { kind: 'wrong', why: wrong };
  return { kind: result.value.files.size === 0 ? 'already' : 'made' };
}

/** A refusal that names no place, or nothing to do, is no answer. */
function refused(findings: readonly Finding[]): End {
  const [finding] = findings;
  if (finding === undefined) return { kind: 'wrong', why: 'refused without a reason' };
  const isClear = finding.fix !== undefined && finding.position !== undefined;
  return isClear
    ? { kind: 'refused', code: finding.code, why: tell(finding) }
    : { kind: 'wrong', why: `refused without a place or a remedy: ${tell(finding)}` };
}

function tell({ code, message, position }: Finding): string {
  const place = position === undefined ? '' : `${position.file}:${position.line}: `;
  return `${code} ${place}${message}`;
}
