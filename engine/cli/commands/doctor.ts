import { examined, type Examined } from '../../check/doctor/examine.ts';
import { systemClock } from '../../host/clock.ts';
import { readHostSettings } from '../../host/open-host.ts';
import { exec } from '../../host/process/exec.ts';
import { leaveAtOnce } from '../../host/program/leave.ts';
import { isOfFamily } from '../../model/finding-codes.ts';
import { EXIT_CODES } from '../../model/outcome.ts';
import { renderDiagnosis } from '../../report/host/doctor.ts';
import { diagnose } from '../../run/answer/doctor.ts';
import { Ended, type CommandContext } from '../context/command-context.ts';
import { doctor } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';

export const command = makeCommand(doctor, async (context, { flags }) => {
  const opened = await readHostSettings(flags.host, process.env['NIXOS_AI_HOST']);
  if (!opened.ok) {
    // A settings file that is wrong is something to diagnose; a directory that is no host is not.
    const diagnosable = opened.findings.every(({ code }) => isOfFamily(code, 'CFG'));
    if (!diagnosable) return context.refuse(opened.findings);
    return tell(context, [examined('settings', { seen: 'not valid', findings: opened.findings })]);
  }
  const settings = opened.value;
  const seen = settings.file ?? 'the defaults of a NixOS host';
  const { checks, hangs, redact } = await diagnose({
    settings,
    exec,
    environment: process.env,
    now: systemClock.now(),
  });
  if (redact !== undefined) context.output.hide(redact);
  const all = [examined('settings', { seen, findings: opened.findings }), ...checks];
  if (!hangs) return tell(context, all);
  print(context, all);
  await leaveAtOnce(EXIT_CODES.failed);
});

function print(context: CommandContext, checks: readonly Examined[]): void {
  const ok = checks.every(({ state }) => state !== 'error');
  context.output.answer('doctor', { ok, checks }, () => renderDiagnosis(checks, context.output.paint));
}

function tell(context: CommandContext, checks: readonly Examined[]): void {
  print(context, checks);
  if (checks.some(({ state }) => state === 'error')) throw new Ended(EXIT_CODES.failed);
}
