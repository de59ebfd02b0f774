import { greet } from './agrees.ts';
import type { Host } from './host.ts';

const RESUME = 'nixos-ai-resume.service';

/** Cuts the power at a point of a change, and boots; gives how the run ended and what became of the unit of the boot. */
export async function cutAt(host: Host, greeting: string, point: string) {
  const killed = await host.runSteps(greet(greeting), { NIXOS_AI_FAULT: point });
  // The engine ends itself at the point; a moment later everything else ends.
  await host.cutPower();
  if (killed.exitCode !== null) throw new Error(`it went by ${point}: ${killed.stdout.slice(-300)}`);
  await host.powerOn();
  const { outcome } = await host.lastRun();
  const exitCode = Number(host.property(RESUME, 'ExecMainStatus'));
  return { outcome, exitCode, unit: [host.property(RESUME, 'Result'), host.property(RESUME, 'ActiveState')] };
}

/** The unit of the boot, whatever it put back: no monitor has to be told of it. */
export const NOT_FAILED = ['success', 'active'];
