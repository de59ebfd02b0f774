import { OFFLINE, type PlannerSettings, type ProviderSettings } from '../config/providers.ts';
import type { KeyStatus, ProviderStatus } from '../report/host/providers.ts';
import { addressOf, checkAddress } from './network/address.ts';
import { knownProviders } from './choose.ts';
import { readCredential, type Environment } from './credentials.ts';

/** Every provider that may be named on a host, as it stands: those that are asked first, in their order. */
export async function readProviderStatus(
  settings: { readonly providers: readonly ProviderSettings[]; readonly planner: PlannerSettings },
  env: Environment,
): Promise<readonly ProviderStatus[]> {
  const { providers, planner } = settings;
  const placeOf = (name: string): { place?: number } => {
    const index = planner.order.indexOf(name);
    return index === -1 ? {} : { place: index + 1 };
  };
  const offline: ProviderStatus = {
    name: OFFLINE,
    kind: OFFLINE,
    configured: false,
    ...placeOf(OFFLINE),
    key: { state: 'none needed' },
    findings: [],
  };
  const models = await Promise.all(
    knownProviders(providers).map(async (one): Promise<ProviderStatus> => ({
      ...(await readOne(one, env)),
      configured: providers.includes(one),
      ...placeOf(one.name),
    })),
  );
  const last = planner.order.length + 1;
  return [offline, ...models].sort((a, b) => (a.place ?? last) - (b.place ?? last));
}

async function readOne(
  settings: ProviderSettings,
  env: Environment,
): Promise<Omit<ProviderStatus, 'configured'>> {
  const { name, kind, api, model } = settings;
  const credential = await readCredential(settings, env);
  const problem = checkAddress(settings, credential.value !== undefined);
  const key: KeyStatus = !credential.ok
    ? { state: 'missing', from: placesOf(settings) }
    : credential.value === undefined
      ? { state: 'none needed' }
      : { state: 'found', from: credential.value.from };
  return {
    name,
    kind,
    ...(api === undefined ? {} : { api }),
    model,
    address: addressOf(settings),
    key,
    findings: problem === undefined ? credential.findings : [...credential.findings, problem],
  };
}

function placesOf({ keyFile, keyEnv }: ProviderSettings): readonly string[] {
  return [keyFile, keyEnv].filter((place) => place !== undefined);
}
