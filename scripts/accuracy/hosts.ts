import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OptionIndex } from '../../engine/model/options/option-index.ts';
import type { PlannerFacts } from '../../engine/model/proposal.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { readModules } from '../../engine/nix/modules/modules.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { parseOptionList, parsePackageList } from '../../engine/nix/options/list.ts';
import { plannerFacts } from '../../engine/run/planner-facts.ts';
import { readText, WrongForm } from './input.ts';

/** One of the configurations that requests start from. */
export interface BaseHost {
  readonly index: OptionIndex;
  readonly configuration: ConfigFiles;
  readonly facts: PlannerFacts;
}

/** The index of the options and packages in two lists, as the engine makes it of a host. */
export function readIndex(options: string, packages: string): OptionIndex {
  const read = parseOptionList(readText(options));
  if (!read.ok) throw new WrongForm(`${options}: ${read.findings[0]?.message ?? 'no options'}`);
  const found = parsePackageList(readText(packages));
  if (!found.ok) throw new WrongForm(`${packages}: ${found.findings[0]?.message ?? 'no packages'}`);
  return buildOptionIndex(read.value, found.value);
}

/** The hosts of a directory: `minimal` is `base-minimal.nix` and whatever that imports. */
export function hostsIn(directory: string, index: OptionIndex): (name: string) => BaseHost {
  const known = new Map<string, BaseHost>();
  return (name) => {
    const host = known.get(name) ?? readHost(directory, name, index);
    known.set(name, host);
    return host;
  };
}

function nixFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.nix'));
  } catch (error) {
    throw new WrongForm(`${directory} cannot be read`, { cause: error });
  }
}

function readHost(directory: string, name: string, index: OptionIndex): BaseHost {
  const names = nixFiles(directory);
  const entry = `base-${name}.nix`;
  if (!names.includes(entry)) {
    const bases = names.flatMap((file) => /^base-(.+)\.nix$/u.exec(file)?.[1] ?? []);
    throw new WrongForm(
      `there is no '${entry}' in ${directory} for 'on: ${name}'; there are: ${bases.join(', ') || 'none'}`,
    );
  }
  const files = new Map(names.map((file) => [file, readText(join(directory, file))]));
  const configuration = { entries: [entry], files };
  const modules = readModules(configuration);
  if (!modules.ok) throw new WrongForm(`${entry}: ${modules.findings[0]?.message ?? 'it cannot be read'}`);
  return { index, configuration, facts: plannerFacts(configuration, index) };
}
