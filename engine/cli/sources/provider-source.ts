import { PLANNER_DEFAULTS, type PlannerSettings, type ProviderSettings } from '../../config/providers.ts';
import { openHost } from '../../host/open-host.ts';
import { ok, type Result } from '../../model/finding.ts';

/** What a host says of providers. */
export interface ProviderSource {
  readonly providers: readonly ProviderSettings[];
  readonly planner: PlannerSettings;
  readonly file: string;
}

const USUAL_FILE = '/etc/nixos-ai/config.yaml';

/** Providers can be looked at and tried where there is no host yet: then only the built-in ones are there. */
export async function openProviders(host: string | undefined): Promise<Result<ProviderSource>> {
  const opened = await openHost(host, process.env['NIXOS_AI_HOST']);
  if (opened.ok) {
    const { providers, planner, file = USUAL_FILE } = opened.value;
    return ok({ providers, planner, file }, opened.findings);
  }
  const nowhere = opened.findings.every(({ code }) => code === 'HOST002');
  return nowhere ? ok({ providers: [], planner: PLANNER_DEFAULTS, file: USUAL_FILE }) : opened;
}
