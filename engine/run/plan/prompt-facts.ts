import { join } from 'node:path';
import { findCandidates } from '../../compile/model/search-terms.ts';
import type { PromptFacts } from '../../compile/model/facts.ts';
import { readTextIfThere } from '../../host/tree/files.ts';
import { readPolicy } from '../../host/policy-file.ts';
import { listLibrary, loadRunbook } from '../../host/program/runbook-library.ts';
import type { Turn } from '../../model/completion.ts';
import { ok, type Result } from '../../model/finding.ts';
import { attributeNames } from '../../nix/modules/read.ts';
import { buildRedactor } from '../../redact/redactor.ts';
import { currentValue } from '../current-value.ts';
import type { Session } from '../session.ts';

// More options than this fill a prompt with what is less and less like the request.
const MOST_CANDIDATES = 60;

/** What a model may be told of this host for one sentence. Findings: those of the host's policy. */
export async function readPromptFacts(
  session: Session,
  request: string,
  history: readonly Turn[],
  maxTokens: number,
): Promise<Result<PromptFacts>> {
  const { settings, configuration, index, catalog } = session;
  const policy = await readPolicy(settings.policy);
  if (!policy.ok) return policy;
  const value = currentValue(configuration, index);
  const hostName = value('networking.hostName');
  const version = await readTextIfThere(join(settings.place.system, 'current-system/nixos-version'));
  const library = await listLibrary(settings.place);
  const loaded = await Promise.all(library.map(async ({ name }) => loadRunbook(name, library)));
  const privateAddresses = settings.planner.redactPrivateAddresses;
  const redactor = buildRedactor(configuration.files, { privateAddresses });
  return ok({
    request,
    history,
    host: {
      name: typeof hostName === 'string' ? hostName : '',
      ...(version === undefined ? {} : { version: version.trim() }),
      style: settings.place.style === 'flake' ? 'flake' : 'channels',
      users: attributeNames(configuration, ['users', 'users']),
      groups: attributeNames(configuration, ['users', 'groups']),
    },
    configuration,
    ...findCandidates(request, catalog, MOST_CANDIDATES),
    value,
    index,
    library: loaded.flatMap((runbook) => (runbook.ok ? [runbook.value] : [])),
    policy: policy.value,
    redact: (text) => redactor.redact(text),
    budget: settings.planner.budget,
    maxTokens,
  });
}
