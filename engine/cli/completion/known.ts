import { refreshCommand } from '../../app/host-session.ts';
import { readCodeTable } from '../../host/program/code-table.ts';
import { exec } from '../../host/process/exec.ts';
import { openHost } from '../../host/open-host.ts';
import { listLibrary, loadRunbook } from '../../host/program/runbook-library.ts';
import type { Parameter } from '../../model/runbook.ts';
import { plannerFacts } from '../../run/planner-facts.ts';
import { openSession } from '../../run/session.ts';
import { namesBesideOptions } from '../interactive/host-names.ts';
import { buildNames, NO_NAMES } from '../interactive/names.ts';
import type { Names } from '../interactive/complete.ts';
import { SELF } from '../context/self.ts';
import type { Known, Offer, ParameterFacts } from './offers.ts';

/** What one host knows, read when it is asked for. A host that cannot be read offers what needs none. */
export function knownOf(host: string | undefined): Known {
  let names: Promise<Names> | undefined;
  return {
    names: () => (names ??= readNames(host)),
    parameters: (runbook) => readParameters(host, runbook),
    codes: readCodes,
  };
}

async function readNames(named: string | undefined): Promise<Names> {
  const host = await openHost(named, process.env['NIXOS_AI_HOST']);
  if (!host.ok)
    return { ...NO_NAMES, runbooks: (await listLibrary(undefined)).map(({ name }) => name).sort() };
  const library = await listLibrary(host.value.place);
  const session = await openSession(exec, host.value, refreshCommand({ settings: host.value, self: SELF }));
  if (!session.ok) return { ...NO_NAMES, ...namesBesideOptions(host.value, [], library) };
  const { configuration, index } = session.value;
  return buildNames(index, namesBesideOptions(host.value, plannerFacts(configuration, index).users, library));
}

async function readParameters(
  named: string | undefined,
  runbook: string,
): Promise<readonly ParameterFacts[]> {
  const host = await openHost(named, process.env['NIXOS_AI_HOST']);
  const loaded = await loadRunbook(runbook, await listLibrary(host.ok ? host.value.place : undefined));
  if (!loaded.ok) return [];
  return loaded.value.parameters.map(({ name, schema, description }) => ({
    name,
    values: valuesOf(schema),
    ...(description === undefined ? {} : { description }),
  }));
}

function valuesOf(schema: Parameter['schema']): readonly string[] {
  if (schema['type'] === 'boolean') return ['true', 'false'];
  return Array.isArray(schema['enum']) ? schema['enum'].map(String) : [];
}

function readCodes(): readonly Offer[] {
  return readCodeTable().map(({ code, meaning }) => ({ word: code.split(' ')[0] ?? code, meaning }));
}
