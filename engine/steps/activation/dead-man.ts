/** The transient timer that rolls a run back when nobody else does. */
export function deadManUnit(run: string): string {
  return `nixos-ai-dead-man-${run}`;
}
