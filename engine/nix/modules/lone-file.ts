import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import { parseNix } from '../parse.ts';
import type { Definition, Module } from './survey.ts';
import { surveyModule } from './survey.ts';

/** Where modules of NixOS are written in modules of flake-parts and what is made of it; `*` is any name. */
const NESTED = [
  ['flake', 'nixosModules', '*'],
  ['flake', 'modules', 'nixos', '*'],
  ['flake', 'aspects', '*', 'nixos'],
  ['unify', 'modules', '*', 'nixos'],
  ['unify', 'nixos'],
  ['den', 'aspects', '*', 'nixos'],
];

/** Names at the top of a module of a flake, none of which is an option of NixOS. */
const OF_A_FLAKE = new Set(['flake', 'perSystem', 'unify', 'den']);

/**
 * One file as a configuration of its own. Where it is a module of flake-parts, that is the one module of NixOS in it.
 *
 * NIX131 where it is a flake, or has no or several such modules. A file that does not parse is given as it is.
 */
export function loneFile(file: string, text: string): Result<ConfigFiles> {
  const config: ConfigFiles = { entries: [file], files: new Map([[file, text]]) };
  const parsed = parseNix(text, file);
  if (!parsed.ok) return ok(config);
  const module = surveyModule(parsed.value);
  const names = new Set(module.definitions.flatMap(({ path }) => path.slice(0, 1)));
  if (module.lambda === undefined && names.has('outputs') && !names.has('imports'))
    return failed(notAModule(file, 'it is a flake', 'name the file of a module'));
  if (![...names].some((name) => OF_A_FLAKE.has(name))) return ok(config);
  const nested = module.definitions.filter(isNested);
  const [only] = nested;
  if (only !== undefined && nested.length === 1) return ok({ ...config, part: only.path });
  return failed(severalModules(module, nested));
}

function isNested({ path, complete, value }: Definition): boolean {
  if (!complete || value === undefined) return false;
  return NESTED.some(
    (names) => names.length === path.length && names.every((name, at) => name === '*' || name === path[at]),
  );
}

function severalModules({ file, tree }: Module, nested: readonly Definition[]): Finding {
  const places = nested.map(
    ({ path, start }) => `${path.join('.')} (line ${positionAt(tree.text, start, file).line})`,
  );
  const what = 'it is a module of the flake, not of NixOS';
  return nested.length === 0
    ? notAModule(file, what, 'name the file of a module of NixOS')
    : notAModule(
        file,
        `${what}, and has several of those: ${places.join(', ')}`,
        'make the change by hand in one of them',
      );
}

function notAModule(file: string, why: string, fix: string): Finding {
  return { code: 'NIX131', severity: 'error', message: `${file} is not edited: ${why}`, fix };
}
