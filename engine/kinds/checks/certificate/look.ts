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
  if ('error' in shown) return { wrong: `no certificate: ${shown.error}` };
  const until = shown.until.toISOString();
  const found = `${until} ${shown.fingerprint}`;
  const days = (shown.until.getTime() - host.clock.now().getTime()) / DAY_MS;
  const wanted = Number(text(check.days));
  const than = check.newerThan === undefined ? undefined : text(check.newerThan);
  const wrong = [
    ...(shown.isFor(name) ? [] : [`it is not for ${name}`]),
    ...(days < 0 ? [`it ended at ${until}`] : []),
    ...(days >= 0 && days < wanted ? [`it ends at ${until}, in ${Math.floor(days)} days`] : []),
    ...(than === undefined || isNewer(found, than)
      ? []
      : [`it holds no longer than the one before: ${found}`]),
  ];
  return wrong.length === 0 ? { found } : { found, wrong: wrong.join(', ') };
}
