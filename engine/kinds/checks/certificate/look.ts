import type { CertificateFault } from './messages.ts';
import { say } from '../../../model/step-message.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import { hostPath, isNewer, LOOK_MS, type CheckResult, type LookContext } from '../../look.ts';

const DAY_MS = 86_400_000;

export async function lookAtCertificate(
  check: CheckOf<'certificate'>,
  context: LookContext,
): Promise<CheckResult> {
  const { host, values } = context;
  const text = (written: Written): string => values.text(written, check.position);
  const { source } = check;
  const name = text(check.name);
  const shown =
    source.kind === 'file'
      ? await host.files.certificate(hostPath(context, text(source.path)))
      : await host.network.certificate(text(source.address), Number(text(source.port)), name, LOOK_MS);
  if ('error' in shown) return { wrong: say('certificate.none', { error: shown.error }) };
  const until = shown.until.toISOString();
  const found = `${until} ${shown.fingerprint}`;
  const days = (shown.until.getTime() - host.clock.now().getTime()) / DAY_MS;
  const wanted = Number(text(check.days));
  const than = check.newerThan === undefined ? undefined : text(check.newerThan);
  const faults: readonly CertificateFault[] = [
    ...(shown.isFor(name) ? [] : [{ kind: 'other-name', name } as const]),
    ...(days < 0 ? [{ kind: 'expired', until } as const] : []),
    ...(days >= 0 && days < wanted ? [{ kind: 'expires', until, days: Math.floor(days) } as const] : []),
    ...(than === undefined || isNewer(found, than) ? [] : [{ kind: 'no-newer', found } as const]),
  ];
  return faults.length === 0 ? { found } : { found, wrong: say('certificate.wrong', { faults }) };
}
