/** The transient timer that takes a run up again when its window opens. */
export function windowUnit(run: string): string {
  return `nixos-ai-window-${run}`;
}
