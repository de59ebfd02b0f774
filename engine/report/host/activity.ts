import type { Paint } from '../text/paint.ts';

/** What goes on at a host and what waits, oldest first. Times are ISO 8601. */
export interface Activity {
  /** The run that holds the host. */
  readonly going?: { readonly run: string; readonly since: string };
  /** Runs that wait for the host. */
  readonly waiting: readonly { readonly run: string; readonly since: string }[];
  /** Runs that wait for an approval. */
  readonly approvals: readonly { readonly run: string; readonly what: string; readonly expires: string }[];
}

/** Its rows in the status: name and text; none where nothing goes on. */
export function activityRows(
  { going, waiting, approvals }: Activity,
  paint: Paint,
): readonly (readonly [string, string])[] {
  const hour = (at: string): string => `${at.slice(11, 16)} UTC`;
  return [
    ...(going === undefined
      ? []
      : [
          [
            'now',
            `${paint.yellow(going.run)} since ${hour(going.since)}: \`nixos-ai attach ${going.run}\` follows it`,
          ] as const,
        ]),
    ...waiting.map(({ run, since }) => ['in the queue', `${run} since ${hour(since)}`] as const),
    ...approvals.map(
      ({ run, what, expires }) =>
        [
          'to approve',
          `${paint.yellow(run)} until ${hour(expires)}: ${what}; \`nixos-ai approve ${run}\``,
        ] as const,
    ),
  ];
}
