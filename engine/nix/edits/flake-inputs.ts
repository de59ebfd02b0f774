import type { FindingCode } from '../../model/finding-codes.ts';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { Located } from '../modules/definitions.ts';
import { findMentions } from '../modules/definitions.ts';
import { parseNix } from '../parse.ts';
import type { Definition, Module } from '../modules/survey.ts';
import { surveyModule } from '../modules/survey.ts';
import { literalValue } from '../modules/values.ts';
import { spliceOrRefuse } from './apply-changes.ts';
import { addArgument, removeArgument } from './flake-outputs.ts';
import { before } from './insert.ts';
import { setOption } from './set.ts';
import type { SplicedFile, Splice } from './splice.ts';
import { refusal } from './splice.ts';
import { unsetOption } from './unset.ts';

const FILE = 'flake.nix';

/**
 * Gives an input of a flake its URL: where the input is, in its own form (`inputs.x.url = …;`, `inputs.x = { … };`,
 * `inputs = { … };`), else as a new input beside the others. `follows` and other attributes stay. A new input also
 * becomes an argument of `outputs` where that takes no others.
 *
 * Errors: NIX124 no name or URL of an input, NIX125 the input is described by attributes other than `url`, NIX126 the
 * `outputs` cannot be seen through.
 *
 * @example
 * setFlakeInput(flakeText, 'home-manager', 'github:nix-community/home-manager/release-24.05')
 */
export function setFlakeInput(flakeText: string, name: string, url: string): Result<string> {
  const flake = readFlake(flakeText, name);
  if (!flake.ok) return flake;
  if (!/^[A-Za-z0-9+.:/~_-][^\s"]*$/u.test(url)) {
    return refuse('NIX124', `'${url}' is not a flake URL`, 'write it as github:owner/repository');
  }
  const { below } = findMentions([flake.value], ['inputs', name]);
  const other = below.filter(({ definition }) => DESCRIBED.includes(definition.path[2] ?? ''));
  if (other.length > 0) {
    return refusal('NIX125', `the input '${name}' is not defined by a URL`, 'change it by hand', other);
  }
  const change = place(flake.value, name, url);
  if (!change.ok) return change;
  const argument = below.length === 0 ? addArgument(flake.value, name) : ok([]);
  if (!argument.ok) return argument;
  return spliceOrRefuse(flakeText, FILE, [...change.value.splices, ...argument.value]);
}

/**
 * Takes an input out of a flake, with what stands below it and its argument of `outputs`. Nothing changes where there is
 * no such input.
 *
 * Errors: NIX124 no name of an input, NIX126 `outputs` uses the input or cannot be seen through, NIX127 another input
 * follows it.
 */
export function removeFlakeInput(flakeText: string, name: string): Result<string> {
  const flake = readFlake(flakeText, name);
  if (!flake.ok) return flake;
  const module = flake.value;
  const { exact, below } = findMentions([module], ['inputs', name]);
  if (exact.length + below.length === 0) return ok(flakeText);
  const followers = findFollowers(module, name);
  if (followers.length > 0) {
    return refusal('NIX127', `another input follows '${name}'`, "remove its 'follows' first", followers);
  }
  const removed = unsetOption([module], ['inputs', name]);
  if (!removed.ok) return removed;
  const argument = removeArgument(module, name);
  if (!argument.ok) return argument;
  const splices = removed.value.flatMap((change) => change.splices);
  return spliceOrRefuse(flakeText, FILE, [...splices, ...argument.value]);
}

/** Attributes that say where an input is without a URL. */
const DESCRIBED: readonly string[] = ['type', 'owner', 'repo', 'path', 'follows'];

function refuse(code: FindingCode, message: string, fix: string): Result<never> {
  return failed({ code, severity: 'error', message, fix });
}

function readFlake(flakeText: string, name: string): Result<Module> {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/u.test(name)) {
    return refuse(
      'NIX124',
      `'${name}' is not a valid input name`,
      'start with a letter, then use letters, digits, - and _',
    );
  }
  const parsed = parseNix(flakeText, FILE);
  return parsed.ok ? ok(surveyModule(parsed.value)) : failed(...parsed.findings);
}

/** A first input goes before `outputs`, which is where flakes have them. */
function place(module: Module, name: string, url: string): Result<SplicedFile> {
  const path = ['inputs', name, 'url'];
  const outputs = module.definitions.find((definition) => definition.path.join('.') === 'outputs');
  const hasInputs = module.definitions.some((definition) => definition.path[0] === 'inputs');
  if (hasInputs || outputs === undefined) return setOption([module], path, url);
  const splice: Splice = before(module.tree.text, outputs.site, outputs.binding, path, url);
  return ok({ file: FILE, offset: splice.start, splices: [splice] });
}

function findFollowers(module: Module, name: string): Located[] {
  const follows = ({ path, site, value }: Definition): boolean => {
    if (path[0] !== 'inputs' || path.at(-1) !== 'follows' || path[1] === name || value === undefined)
      return false;
    const target = literalValue(module.tree.text, site.scope, value);
    return typeof target === 'string' && target.split('/')[0] === name;
  };
  return module.definitions.filter(follows).map((definition) => ({ module, definition }));
}
