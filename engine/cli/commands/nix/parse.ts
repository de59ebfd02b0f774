import { Args, Flags } from '@oclif/core';
import { findNixFiles, readNixFile } from '../../../host/nix/nix-files.ts';
import { ok, type Result } from '../../../model/finding.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { outlineTree, renderOutline } from '../../../nix/syntax/outline.ts';
import { parseNix } from '../../../nix/parse.ts';
import type { NixTree } from '../../../nix/syntax/tree.ts';
import { BaseCommand, Ended } from '../../base-command.ts';

export default class NixParse extends BaseCommand {
  static override readonly summary =
    'Parse Nix files: where each stops being Nix, and what was expected there.';
  static override readonly description =
    'Exit 0 when all parse, 2 when one does not or cannot be read. Nothing is evaluated; columns count UTF-16 units.';
  static override readonly examples = [
    '<%= config.bin %> nix parse configuration.nix',
    '<%= config.bin %> nix parse /etc/nixos --json',
    '<%= config.bin %> nix parse flake.nix --tree',
  ];
  static override readonly strict = false;
  static override readonly args = {
    file: Args.string({ description: 'Files, or directories with .nix files below.', required: true }),
  };
  static override readonly flags = {
    json: Flags.boolean({ description: 'Print one JSON object a file, or a finding, a line.' }),
    pipes: Flags.boolean({ description: 'Accept the experimental operators `|>` and `<|`.' }),
    tree: Flags.boolean({ description: 'Print the syntax tree too: each node with its offsets.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(NixParse);
    this.begin(flags);
    let all = true;
    for (const named of argv.map(String)) {
      const files = await findNixFiles(named);
      all = this.said(files) && all;
      for (const file of files.value ?? []) all = this.said(await this.parseFile(file, flags)) && all;
    }
    if (!all) throw new Ended(EXIT_CODES.usage);
  }

  private async parseFile(file: string, flags: { pipes: boolean; tree: boolean }): Promise<Result<unknown>> {
    const text = await readNixFile(file);
    if (!text.ok) return text;
    const parsed = parseNix(text.value, file, flags);
    if (parsed.ok) this.show(parsed.value, flags.tree);
    return parsed.ok ? ok(undefined) : parsed;
  }

  private show(tree: NixTree, whole: boolean): void {
    const bytes = Buffer.byteLength(tree.text);
    const nodes = whole ? { nodes: outlineTree(tree) } : {};
    this.output.answer('nix-file', { file: tree.file, ok: true, bytes, ...nodes }, () => {
      const line = `${this.output.paint.green('✓')} ${tree.file}`;
      return whole ? `${line}\n${renderOutline(tree)}` : line;
    });
  }

  private said(result: Result<unknown>): boolean {
    if (!result.ok) this.output.findings(result.findings);
    return result.ok;
  }
}
