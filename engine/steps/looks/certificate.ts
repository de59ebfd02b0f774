import { resolveText } from '../resolve.ts';
import { hostPath, isNewer, LOOK_MS, type CheckOf, type Look, type LookContext } from './look.ts';

const DAY_MS = 86_400_000;

/** A certificate: whom it is for, how long it holds, and whether it is another one than before. */
export async function lookAtCertificate(context: LookContext, check: CheckOf<'certificate'>): Promise<Look> {
  const text = (written: Parameters<typeof resolveText>[1]): string =>
    resolveText(context, written, check.position);
  const { source } = check;
  const name = text(check.name);
  const shown =
    source.kind === 'file'
      ? await context.host.files.certificate(hostPath(context, text(source.path)))
      : await context.host.network.certificate(
          text(source.address),
          Number(text(source.port)),
          name,
          LOOK_MS,
        );
  if ('error' in shown) return { wrong: `no certificate: ${shown.error}` };
  const until = shown.until.toISOString();
  const found = `${until} ${shown.fingerprint}`;
  const days = (shown.until.getTime() - context.host.clock.now().getTime()) / DAY_MS;
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
