/** What may be asked of the service through its socket (schemas/request.schema.json). */
export type ServiceRequest = { readonly v: 1 } & (
  | { readonly op: 'status' }
  | { readonly op: 'history'; readonly limit?: number }
  | {
      readonly op: 'events';
      readonly limit?: number;
      /** ISO 8601, UTC. */
      readonly since?: string;
      readonly follow?: boolean;
      /** Only what comes after the event of this number: to go on where an answer ended. */
      readonly after?: number;
    }
  | { readonly op: 'show'; readonly run: string }
  | {
      readonly op: 'run';
      readonly runbook: string;
      readonly with?: Readonly<Record<string, string>>;
      /** `nothing`: a preview; `all`; else the hash of the one plan that is approved. */
      readonly approve: string;
    }
  | { readonly op: 'approve'; readonly run: string }
);

/** Who may ask: the kernel says by the socket that they could open. */
export type Role = 'operate' | 'view';

/** The role that a request takes. An operator may look, too. */
export function roleFor(request: ServiceRequest): Role {
  return request.op === 'run' || request.op === 'approve' ? 'operate' : 'view';
}

/** What is asked for, as the log of the service and people read it. */
export function describeRequest(
  request:
    | Pick<Extract<ServiceRequest, { op: 'run' }>, 'op' | 'runbook' | 'approve'>
    | Exclude<ServiceRequest, { op: 'run' }>,
): string {
  if (request.op === 'approve') return `approve ${request.run}`;
  return request.op === 'run'
    ? `run ${request.runbook}${request.approve === 'nothing' ? ' (a preview)' : ''}`
    : request.op;
}
