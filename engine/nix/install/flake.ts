import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import { findMentions } from '../modules/definitions.ts';
import { spliceOrRefuse } from '../edits/apply-changes.ts';
import { removeFlakeInput, setFlakeInput } from '../edits/flake-inputs.ts';
import { addArgument, nameOfInput } from '../edits/flake-outputs.ts';
import { addItems, removeItems } from '../edits/list-text.ts';
import { setOption } from '../edits/set.ts';
import { mergeDeletions } from '../edits/splice.ts';
import { unsetOption } from '../edits/unset.ts';
import { flakeHosts, flakeModules, type FlakeModules } from '../flake/flake.ts';
import { staticPath } from '../names.ts';
import { parseNix } from '../parse.ts';
import { surveyModule, type Module } from '../modules/survey.ts';
import { sourceOf, withoutParens, type Expr, type NixTree } from '../syntax/tree.ts';
import { byHand, enabling, SERVICE, type NewFiles } from './lines.ts';

const FILE = 'flake.nix';
const INPUT = 'nixos-ai';
const OUTPUT = `${INPUT}.nixosModules.default`;

/** The module into one host of a flake: an input, and two items of the `modules` that the host lists literally. */
export function installInFlake(
  text: string,
  attribute: string | undefined,
  installation: Installation,
): Result<NewFiles> {
  const now = flakeModules(text, attribute);
  if (now === undefined) return failed(severalHosts(text, attribute) ?? unseen(attribute, installation));
  const places = ownItems(now);
  const input = addInput(text, installation.source);
  if (!input.ok) return failed(...input.findings, addByHand(attribute, installation));
  const named = nameInput(input.value);
  if (!named.ok) return failed(...named.findings, addByHand(attribute, installation));
  const after = flakeModules(named.value.text, attribute);
  if (after === undefined) throw new Error('an input shadows the modules of a flake');
  const wanted = [
    ...(places.module.length > 0 ? [] : [`${named.value.name}.nixosModules.default`]),
    ...(places.enabling.length > 0 ? [] : [renderEnabling(installation)]),
  ];
  const full =
    wanted.length === 0
      ? ok(named.value.text)
      : spliceOrRefuse(named.value.text, FILE, [addItems(named.value.text, after.list, wanted)]);
  return changed(text, full);
}

/** The items and the input out again. */
export function removeFromFlake(text: string, attribute: string | undefined): Result<NewFiles> {
  const now = flakeModules(text, attribute);
  if (now === undefined) return text.includes(INPUT) ? failed(removeByHand(attribute)) : ok(new Map());
  const { module, enabling: on } = ownItems(now);
  const splices = mergeDeletions(removeItems(text, now.list, [...module, ...on]));
  const without = module.length + on.length === 0 ? ok(text) : spliceOrRefuse(text, FILE, splices);
  if (!without.ok) return without;
  const gone = removeInput(without.value);
  return gone.ok ? changed(text, gone) : failed(...gone.findings, removeByHand(attribute));
}

/** In the order in which it was written, backwards: so the blank line that sets it off goes with its last line. */
function removeInput(text: string): Result<string> {
  const module = survey(text);
  if (!module.ok) return module;
  const follows = unsetOption([module.value], ['inputs', INPUT, 'inputs']);
  if (!follows.ok) return follows;
  const splices = follows.value.flatMap((change) => change.splices);
  const without = spliceOrRefuse(text, FILE, splices);
  return without.ok ? removeFlakeInput(without.value, INPUT) : without;
}

function changed(before: string, after: Result<string>): Result<NewFiles> {
  if (!after.ok) return after;
  return ok(new Map(after.value === before ? [] : [[FILE, after.value]]));
}

/** The input, with our nixpkgs following that of the host where it has one. */
function addInput(text: string, url: string): Result<string> {
  const withInput = setFlakeInput(text, INPUT, url);
  if (!withInput.ok) return withInput;
  const module = survey(withInput.value);
  if (!module.ok) return module;
  const { exact, below } = findMentions([module.value], ['inputs', 'nixpkgs']);
  if (exact.length + below.length === 0) return withInput;
  const follows = setOption([module.value], ['inputs', INPUT, 'inputs', 'nixpkgs', 'follows'], 'nixpkgs');
  return follows.ok ? spliceOrRefuse(withInput.value, FILE, follows.value.splices) : follows;
}

/** How the body of `outputs` speaks of the input; one more argument where it could not. */
function nameInput(text: string): Result<{ readonly text: string; readonly name: string }> {
  const module = survey(text);
  if (!module.ok) return module;
  const known = nameOfInput(module.value, INPUT);
  if (known !== undefined) return ok({ text, name: known });
  const argument = addArgument(module.value, INPUT, true);
  if (!argument.ok) return argument;
  const more = spliceOrRefuse(text, FILE, argument.value);
  return more.ok ? ok({ text: more.value, name: INPUT }) : more;
}

function survey(text: string): Result<Module> {
  const parsed = parseNix(text, FILE);
  return parsed.ok ? ok(surveyModule(parsed.value)) : failed(...parsed.findings);
}

/** What of a host's modules is about us: the module, and what configures nothing but it. */
function ownItems({ tree, list }: FlakeModules): { readonly module: Expr[]; readonly enabling: Expr[] } {
  const isModule = (item: Expr): boolean =>
    item.kind === 'select' && new RegExp(`(?:^|\\.)${OUTPUT}$`, 'u').test(sourceOf(tree, item));
  return {
    module: list.items.filter(isModule),
    enabling: list.items.filter((item) => configuresUs(tree, item)),
  };
}

function configuresUs(tree: NixTree, item: Expr): boolean {
  let inner = withoutParens(item);
  while (inner.kind === 'lambda') inner = withoutParens(inner.body);
  if (inner.kind !== 'set' || inner.bindings.length === 0) return false;
  return inner.bindings.every(
    (binding) =>
      binding.kind === 'assignment' &&
      staticPath(tree.text, binding.path.attrs).slice(0, 2).join('.') === SERVICE.join('.'),
  );
}

function renderEnabling(installation: Installation): string {
  const set = `{ ${enabling(installation).join(' ')} }`;
  return installation.program === undefined ? set : `({ pkgs, ... }: ${set})`;
}

function severalHosts(text: string, attribute: string | undefined): Finding | undefined {
  const hosts = flakeHosts(text);
  if (attribute === undefined ? hosts.length < 2 : hosts.length === 0 || hosts.includes(attribute))
    return undefined;
  const message =
    attribute === undefined
      ? `the flake has the hosts ${hosts.join(', ')}; nothing was changed`
      : `the flake has no host '${attribute}', but ${hosts.join(', ')}; nothing was changed`;
  const fix = 'name one with --attribute, or as `attribute` in the host settings';
  return { code: 'NIX129', severity: 'error', message, fix };
}

function unseen(attribute: string | undefined, installation: Installation): Finding {
  const { message, ...rest } = addByHand(attribute, installation);
  return { ...rest, message: `${message}: ${whyNot(attribute)}` };
}

function whyNot(attribute: string | undefined): string {
  const host = attribute === undefined ? 'one host' : `the host '${attribute}'`;
  return `${FILE} does not pass ${host} its own list of modules in a call to nixosSystem`;
}

function addByHand(attribute: string | undefined, installation: Installation): Finding {
  return byHand('add', FILE, [
    `inputs.${INPUT}.url = "${installation.source}";`,
    `inputs.${INPUT}.inputs.nixpkgs.follows = "nixpkgs";`,
    `and to the modules of ${attribute ?? 'the host'}, where the flake's inputs are named 'inputs':`,
    `inputs.${OUTPUT}`,
    renderEnabling(installation),
  ]);
}

function removeByHand(attribute: string | undefined): Finding {
  return byHand('remove', FILE, [
    `the input ${INPUT}, everything under it and its argument of 'outputs',`,
    `and from the modules of ${attribute ?? 'the host'}: ${OUTPUT} and everything that sets services.nixos-ai`,
  ]);
}
