import { Args, Flags } from '@oclif/core';
import { checkEdits } from '../check/options.ts';
import { ok, type Finding, type Result } from '../model/finding.ts';
import { splitOptionPath } from '../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../model/options/value.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { applyEdits } from '../nix/edit.ts';
import { colourDiff } from '../report/run/preview.ts';
import { editConfiguration, editFile, type ComputeFiles, type EditedFile } from '../run/edit-files.ts';
import { openSession } from '../run/session.ts';
import { OPTION } from '../document/names.ts';
import { readValue } from '../runbook/read-value.ts';
import { BaseCommand, hostFlags } from './base-command.ts';

/** Flags of every command that edits Nix files. */
export const editFlags = {
  ...hostFlags,
  file: Flags.string({ description: 'Edit this file alone; no host is needed.', helpValue: 'FILE' }),
  diff: Flags.boolean({ description: 'Print the change and make none.' }),
  'no-check': Flags.boolean({ description: "Do not hold the edit against the host's options." }),
};

/** Of those that take values, too. */
export const valueFlags = {
  ...editFlags,
  text: Flags.boolean({ description: 'Take every VALUE as text, whatever it looks like.' }),
};

export const optionArg = Args.string({
  description: 'The option: `services.nginx.enable`.',
  required: true,
});

export const VALUES =
  'A VALUE is JSON, YAML in brackets, or a word: `true`, `80`, `Europe/Paris`, `[a, b]`. `pkgs.htop` is a package. ' +
  'Nothing is built or switched; what is there already is left as it is. Values that begin with `-` come after `--`.';

export interface EditFlags {
  readonly host: string | undefined;
  readonly json: boolean;
  readonly file: string | undefined;
  readonly diff: boolean;
  readonly 'no-check': boolean;
}

/** What the commands that edit Nix files have in common. */
export abstract class EditCommand extends BaseCommand {
  optionPath(dotted: string): OptionPath {
    if (OPTION.test(dotted)) return splitOptionPath(dotted);
    return this.refuse([notAnOption(dotted)]);
  }

  values(words: readonly string[], flags: { readonly text: boolean }): readonly NixValue[] {
    if (words.length > 0) return words.map((word) => (flags.text ? word : this.need(readValue(word))));
    const fix = 'write what to set, add or remove behind the option; nothing is written as null or []';
    return this.refuse([{ code: 'EDIT002', severity: 'error', message: 'there is no VALUE', fix }]);
  }

  /** Makes one edit. */
  async edit(edit: Edit, flags: EditFlags): Promise<void> {
    await this.change(flags, [edit], (configuration) => {
      const result = applyEdits(configuration, [edit]);
      return result.ok ? ok(result.value.files) : result;
    });
  }

  /** Makes a change of the live files; with `--diff` only shows it. `checked` is held against the host's options. */
  async change(
    flags: EditFlags,
    checked: readonly Edit[],
    compute: (configuration: ConfigFiles) => Result<ReadonlyMap<string, string>>,
  ): Promise<void> {
    this.begin(flags);
    const { file } = flags;
    const write = !flags.diff;
    if (file !== undefined) {
      this.show(this.need(await editFile(file, async (files) => compute(files), write)), write);
      return;
    }
    const settings = await this.openHost(flags.host);
    if (!flags['no-check']) {
      const { index } = this.need(await openSession(this.exec, settings));
      const findings = checkEdits(
        checked.map((edit) => ({ edit })),
        index,
      );
      if (findings.length > 0) this.refuse(findings);
    }
    const computeFiles: ComputeFiles = async (configuration) => compute(configuration);
    this.show(
      this.need(await editConfiguration(settings, computeFiles, write, () => this.openJournal(settings))),
      write,
    );
  }

  private show(files: readonly EditedFile[], written: boolean): void {
    const { paint } = this.output;
    this.output.answer('edit', { changed: files.length > 0, written, files }, () =>
      files.length === 0
        ? `${paint.green('✓')} already so`
        : files.map((file) => colourDiff(file.diff, paint)).join('\n'),
    );
  }
}

function notAnOption(dotted: string): Finding {
  return {
    code: 'EDIT001',
    severity: 'error',
    message: `'${dotted}' is no option: attribute names joined by dots are allowed, in double quotes where needed`,
    fix: 'write it like services.nginx.enable or fileSystems."/".fsType',
  };
}
