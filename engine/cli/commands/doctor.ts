import { examined, type Examined } from '../../check/doctor/examine.ts';
import { systemClock } from '../../host/clock.ts';
import { exec } from '../../host/process/exec.ts';
import { leaveAtOnce } from '../../host/program/leave.ts';
import { readHostSettings } from '../../host/open-host.ts';
import { EXIT_CODES } from '../../model/outcome.ts';
import { renderDiagnosis } from '../../report/host/doctor.ts';
import { diagnose } from '../../run/doctor.ts';
import { BaseCommand, Ended, hostFlags } from '../base-command.ts';

export default class Doctor extends BaseCommand {
  static override readonly summary =
    'Say what is wrong with a host, and what to do about it; change nothing.';
  static override readonly description =
    'Looks at Nix, the configuration, the systems that run and boot, units, disks, the journal, runs that never ended, policy and providers. What does not apply to the host is left out.\n\nExit codes: 0 nothing worse than a warning, 1 an error was found, 2 usage.';
  static override readonly examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    this.begin(flags);
    const opened = await readHostSettings(flags.host, process.env['NIXOS_AI_HOST']);
    if (!opened.ok) {
      // A settings file that is wrong is something to diagnose; a directory that is no host is not.
      const diagnosable = opened.findings.every(({ code }) => code.startsWith('CFG'));
      if (!diagnosable) return this.refuse(opened.findings);
      return this.tell([examined('settings', { seen: 'not valid', findings: opened.findings })]);
    }
    const settings = opened.value;
    const seen = settings.file ?? 'the defaults of a NixOS host';
    const { checks, hangs, redact } = await diagnose({
      settings,
      exec,
      environment: process.env,
      now: systemClock.now(),
    });
    if (redact !== undefined) this.output.hide(redact);
    const all = [examined('settings', { seen, findings: opened.findings }), ...checks];
    if (!hangs) return this.tell(all);
    this.print(all);
    await leaveAtOnce(EXIT_CODES.failed);
  }

  private print(checks: readonly Examined[]): void {
    const ok = checks.every(({ state }) => state !== 'error');
    this.output.answer('doctor', { ok, checks }, () => renderDiagnosis(checks, this.output.paint));
  }

  private tell(checks: readonly Examined[]): void {
    this.print(checks);
    if (checks.some(({ state }) => state === 'error')) throw new Ended(EXIT_CODES.failed);
  }
}
