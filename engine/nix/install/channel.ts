import { failed, ok, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import type { NixValue } from '../../model/options/value.ts';
import { findMentions, type Located } from '../modules/definitions.ts';
import { applyEdits } from '../edit.ts';
import { createModule } from '../edits/create-module.ts';
import { refusal } from '../edits/splice.ts';
import { readModules } from '../modules/modules.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Module } from '../modules/survey.ts';
import { sourceOf } from '../syntax/tree.ts';
import { byHand, enabling, ENABLE, SERVICE, type NewFiles } from './lines.ts';

/** The file that the module is imported and configured in. */
const FILE = 'nixos-ai.nix';
const ITEM: NixValue = { type: 'path', path: `./${FILE}` };

/** The module into a configuration without flakes: a file of its own, and one import of it. */
export function installInChannel(config: ConfigFiles, installation: Installation): Result<NewFiles> {
  const modules = readModules(config);
  if (!modules.ok) return modules;
  if (findMentions(modules.value, ENABLE).exact.length > 0) return ok(new Map());
  const text = renderModuleFile(installation);
  const made = createModule(config, FILE, text);
  return made.ok
    ? made
    : failed(...made.findings, byHand('add', 'configuration.nix', [importLine(), ...fileLines(text)]));
}

/** The import and the file out again. Refused where something else of the configuration speaks of the module. */
export function removeFromChannel(config: ConfigFiles): Result<NewFiles> {
  const modules = readModules(config);
  if (!modules.ok) return modules;
  const own = modules.value.find(({ file }) => file === FILE);
  const foreign = modules.value.filter((module) => module !== own).flatMap((module) => servicesOf([module]));
  const others = own?.definitions.filter(({ path }) => !isOurs(path)) ?? [];
  const kept = [
    ...foreign,
    ...others.flatMap((definition) => (own === undefined ? [] : [{ module: own, definition }])),
  ];
  if (kept.length > 0) {
    const message = 'the configuration contains more here than the bootstrap wrote';
    return refusal(
      'NIX128',
      message,
      'remove these lines or move them to another file, then run it again',
      kept,
    );
  }
  if (own === undefined) return ok(new Map());
  const [entry] = modules.value;
  const edited = applyEdits(config, [
    entry !== undefined && isOnlyImport(entry)
      ? { op: 'unset', path: ['imports'] }
      : { op: 'remove', path: ['imports'], items: [ITEM] },
  ]);
  if (edited.ok) return ok(new Map<string, string | null>([...edited.value.files, [FILE, null]]));
  return failed(...edited.findings, byHand('remove', 'configuration.nix', [importLine()]));
}

function renderModuleFile(installation: Installation): string {
  const { program, source } = installation;
  return [
    '# nixos-ai. The bootstrap wrote this file and imports it; the uninstaller removes both.',
    program === undefined ? '{' : '{ pkgs, ... }:\n{',
    `  imports = [ ${source}/nix/module.nix ];`,
    ...enabling(installation).map((line) => `  ${line}`),
    '}\n',
  ].join('\n');
}

function importLine(): string {
  return `imports = [ ./${FILE} ];`;
}

function fileLines(text: string): readonly string[] {
  return [`and next to it the file ${FILE}:`, ...text.trimEnd().split('\n')];
}

function servicesOf(modules: readonly Module[]): readonly Located[] {
  const { exact, below } = findMentions(modules, SERVICE);
  return [...exact, ...below];
}

function isOurs(path: readonly string[]): boolean {
  return path[0] === 'imports' || path[0] === 'services';
}

/** `imports` holds our file and nothing else: the bootstrap made it. */
function isOnlyImport(entry: Module): boolean {
  const [definition, ...more] = entry.definitions.filter(({ path }) => path.join('.') === 'imports');
  if (definition?.value === undefined || more.length > 0) return false;
  return sourceOf(entry.tree, definition.value) === `[ ./${FILE} ]`;
}
