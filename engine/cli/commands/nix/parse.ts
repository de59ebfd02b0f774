import { findNixFiles, readNixFile } from '../../../host/nix/nix-files.ts';
import { ok, type Result } from '../../../model/finding.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { parseNix } from '../../../nix/parse.ts';
import { outlineTree, renderOutline } from '../../../nix/syntax/outline.ts';
import type { NixTree } from '../../../nix/syntax/tree.ts';
import { Ended, type CommandContext } from '../../context/command-context.ts';
import { nixParse } from '../../command-line/declarations/nix.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(nixParse, async (context, { args, flags }) => {
  let all = true;
  for (const named of args.file) {
    const files = await findNixFiles(named);
    all = said(context, files) && all;
    for (const file of files.value ?? []) all = said(context, await parseFile(context, file, flags)) && all;
  }
  if (!all) throw new Ended(EXIT_CODES.usage);
});

async function parseFile(
  context: CommandContext,
  file: string,
  flags: { portable: boolean; tree: boolean },
): Promise<Result<unknown>> {
  const text = await readNixFile(file);
  if (!text.ok) return text;
  const parsed = parseNix(text.value, file, { ...flags, anySize: true });
  if (parsed.ok) show(context, parsed.value, flags.tree);
  return parsed.ok ? ok(undefined) : parsed;
}

function show(context: CommandContext, tree: NixTree, whole: boolean): void {
  const bytes = Buffer.byteLength(tree.text);
  const nodes = whole ? { nodes: outlineTree(tree) } : {};
  context.output.answer('nix-file', { file: tree.file, ok: true, bytes, ...nodes }, () => {
    const line = `${context.output.paint.green('✓')} ${tree.file}`;
    return whole ? `${line}\n${renderOutline(tree)}` : line;
  });
}

function said(context: CommandContext, result: Result<unknown>): boolean {
  if (!result.ok) context.output.findings(result.findings);
  return result.ok;
}
