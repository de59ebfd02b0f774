import type { FailureKind } from '../model/completion.ts';
import type { ErrorBody } from './network/error-body.ts';
import { scrub, type Secret } from './secret.ts';
import type { Trouble } from './trouble.ts';

/** What the codes of providers mean; they go before the status, which is coarser. */
const CODES: Readonly<
  Record<string, { readonly kind: FailureKind; readonly passing: boolean; readonly fix?: string }>
> = {
  overloaded_error: { kind: 'unavailable', passing: true },
  api_error: { kind: 'unavailable', passing: true },
  server_error: { kind: 'unavailable', passing: true },
  timeout_error: { kind: 'unavailable', passing: true },
  rate_limit_error: { kind: 'rate-limited', passing: true },
  rate_limit_exceeded: { kind: 'rate-limited', passing: true },
  insufficient_quota: {
    kind: 'rate-limited',
    passing: false,
    fix: 'the account has no quota left: check its plan and billing, or use another provider',
  },
  billing_error: { kind: 'unauthorized', passing: false, fix: "check the account's billing" },
  authentication_error: { kind: 'unauthorized', passing: false },
  invalid_api_key: { kind: 'unauthorized', passing: false },
  permission_error: { kind: 'unauthorized', passing: false },
  invalid_request_error: { kind: 'rejected', passing: false },
  invalid_prompt: { kind: 'rejected', passing: false },
  not_found_error: { kind: 'rejected', passing: false },
  request_too_large: { kind: 'rejected', passing: false },
  context_length_exceeded: {
    kind: 'rejected',
    passing: false,
    fix: 'the prompt is too long for the model: lower planner.budget, or use another model',
  },
  content_filter: { kind: 'refused', passing: false },
  content_policy_violation: { kind: 'refused', passing: false },
};

export interface HttpError {
  readonly status: number;
  readonly body: ErrorBody;
  readonly retryAfter?: number;
  /** The header x-should-retry: what the provider itself says about another attempt. */
  readonly shouldRetry?: boolean;
}

/** An answer with another status than 200. */
export function troubleOfHttp(error: HttpError, key: Secret | undefined): Trouble {
  const { status, body, retryAfter, shouldRetry } = error;
  // A key that is refused stays refused, whatever the code in its body is called.
  const known = status === 401 || status === 403 ? undefined : knownCode(body);
  const { kind, passing } = known ?? ofStatus(status);
  const words = body.message === undefined ? '' : `: "${scrub(body.message, key)}"`;
  return {
    kind,
    message: `answered ${status}${words}`,
    passing: passing && shouldRetry !== false,
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(known?.fix === undefined ? {} : { fix: known.fix }),
  };
}

/** An error that comes in the stream of an answer that had begun with status 200. */
export function troubleInStream(body: ErrorBody, key: Secret | undefined): Trouble {
  const known = knownCode(body) ?? { kind: 'unavailable', passing: true };
  const words = body.message ?? body.code ?? 'without giving a reason';
  return { ...known, message: `broke off its answer: "${scrub(words, key)}"` };
}

function knownCode(body: ErrorBody): (typeof CODES)[string] | undefined {
  return body.code !== undefined && Object.hasOwn(CODES, body.code) ? CODES[body.code] : undefined;
}

function ofStatus(status: number): Pick<Trouble, 'kind' | 'passing'> {
  if (status === 401 || status === 403 || status === 402) return { kind: 'unauthorized', passing: false };
  if (status === 429) return { kind: 'rate-limited', passing: true };
  if (status === 408 || status === 409 || status >= 500) return { kind: 'unavailable', passing: true };
  return { kind: 'rejected', passing: false };
}
