import { systemClock } from '../host/clock.ts';
import { exec } from '../host/process/exec.ts';
import { openHost } from '../host/open-host.ts';
import { readService } from '../host/service-file.ts';
import { openServiceLog } from '../journal/service-log.ts';
import type { Finding } from '../model/finding.ts';
import { hostArguments } from '../model/host/identity.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import { renderFinding } from '../report/findings.ts';
import { visibleData } from '../report/text/visible.ts';
import { Daemon } from '../service/daemon.ts';
import { makeLooks } from '../service/health.ts';

/**
 * The service, until a signal ends it. The framework of the commands is not loaded for it: it would take a third of the
 * memory for as long as the host runs.
 */
export async function runDaemon(host: string | undefined): Promise<void> {
  const opened = await openHost(host, process.env['NIXOS_AI_HOST']);
  if (!opened.ok) return refuse(opened.findings);
  const settings = opened.value;
  const { place } = settings;
  const service = await readService(settings.service);
  if (!service.ok) return refuse(service.findings);
  using log = openServiceLog(place.state, () => systemClock.now());
  const named = hostArguments(place);
  const self = [process.execPath, process.argv[1] ?? 'nixos-ai'] as const;
  const daemon = new Daemon({
    place,
    service: service.value,
    log,
    exec,
    clock: systemClock,
    looks: makeLooks({ exec, settings, clock: systemClock }),
    self,
    host: named,
  });
  const ended = new Promise<void>((settle) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => settle());
  });
  await daemon.start();
  const { triggers, schedules, notifications } = service.value;
  process.stdout.write(
    `watching: ${triggers.length} triggers, ${schedules.length} schedules, ${notifications.length} notifications\n`,
  );
  await ended;
  daemon.stop();
}

function refuse(findings: readonly Finding[]): void {
  findings.forEach((finding) => process.stderr.write(`${renderFinding(visibleData(finding))}\n`));
  process.exitCode = EXIT_CODES.usage;
}
