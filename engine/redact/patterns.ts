/**
 * A kind of secret that is known by its own form. The secret is the whole match, or its first group, which then ends
 * the match. Every pattern is linear: bounded repeats, and what precedes a match is in the class of what it consists of,
 * so that a long run is tried once.
 */
export interface SecretPattern {
  readonly kind: string;
  /** One of these is in every text that holds one: a cheap look before the expression. */
  readonly hints: readonly string[];
  readonly form: RegExp;
}

// The start of a word: nothing that the word itself may consist of stands before it.
const START = '(?<![A-Za-z0-9_-])';

function token(kind: string, prefixes: readonly string[], body: string): SecretPattern {
  const escaped = prefixes.map((prefix) => prefix.replaceAll('.', String.raw`\.`)).join('|');
  return { kind, hints: prefixes, form: new RegExp(`${START}(?:${escaped})${body}`, 'gu') };
}

const WORD = '[A-Za-z0-9_-]';

/** Tokens that begin with a word of their issuer. */
export const TOKEN_PATTERNS: readonly SecretPattern[] = [
  token('age-key', ['AGE-SECRET-KEY-', 'AGE-PLUGIN-'], '[0-9A-Z-]{20,2048}'),
  token('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{30,255}'),
  token('github-token', ['github_pat_'], '[A-Za-z0-9_]{22,255}'),
  token(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glsoat-', 'glagent-', 'gloas-'],
    '[A-Za-z0-9_.-]{20,255}',
  ),
  token(
    'slack-token',
    ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
    '[A-Za-z0-9-]{10,255}',
  ),
  token('stripe-key', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], '[A-Za-z0-9]{16,255}'),
  token('webhook-secret', ['whsec_'], '[A-Za-z0-9+/=]{20,255}'),
  token('anthropic-key', ['sk-ant-'], `${WORD}{20,255}`),
  token('openai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-or-'], `${WORD}{20,255}`),
  token('openai-key', ['sk-'], `(?=[A-Za-z_-]{0,40}[0-9])${WORD}{20,255}`),
  token('google-key', ['AIza'], `${WORD}{35}`),
  token('google-secret', ['GOCSPX-'], `${WORD}{20,64}`),
  token('google-token', ['ya29.', '1//0'], `${WORD}{20,512}`),
  token('huggingface-token', ['hf_', 'api_org_'], '[A-Za-z0-9]{30,255}'),
  token('npm-token', ['npm_'], '[A-Za-z0-9]{36,255}'),
  token('pypi-token', ['pypi-'], `${WORD}{32,512}`),
  token('rubygems-token', ['rubygems_'], '[0-9a-f]{48}'),
  token('sendgrid-key', ['SG.'], `${WORD}{16,32}\\.${WORD}{32,64}`),
  token('mailgun-key', ['key-'], '[0-9a-f]{32}(?![0-9a-f])'),
  token('tailscale-key', ['tskey-'], '[A-Za-z0-9-]{10,255}'),
  token('cloudflare-token', ['cfut_', 'cfat_', 'cfk_'], `${WORD}{30,255}`),
  token('cloudflare-key', ['v1.0-'], '[0-9a-f]{24}-[0-9a-f]{100,200}'),
  token('tunnel-token', ['eyJhIjoi', 'eyJrIjoi'], '[A-Za-z0-9+/=_-]{40,2048}'),
  token('digitalocean-token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[0-9a-f]{64}'),
  token('vault-token', ['hvs.', 'hvb.', 'hvr.'], `${WORD}{24,512}`),
  token('grafana-token', ['glsa_', 'glc_'], '[A-Za-z0-9_=+/]{32,255}'),
  token('shopify-token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[0-9A-Fa-f]{32}'),
  token('databricks-token', ['dapi'], '[0-9a-f]{32}'),
  token('linear-key', ['lin_api_'], '[A-Za-z0-9]{32,64}'),
  token('notion-token', ['ntn_'], '[A-Za-z0-9]{40,60}'),
  token('sentry-token', ['sntrys_', 'sntryu_'], '[A-Za-z0-9+/=_]{40,512}'),
  token('doppler-token', ['dp.pt.', 'dp.st.', 'dp.sa.'], '[A-Za-z0-9._-]{40,80}'),
  token('groq-key', ['gsk_'], '[A-Za-z0-9]{40,64}'),
  token('replicate-token', ['r8_'], '[A-Za-z0-9]{37,40}'),
  token('xai-key', ['xai-', 'pplx-'], '[A-Za-z0-9]{40,100}'),
  token('supabase-token', ['sbp_'], '[0-9a-f]{40}'),
  token('newrelic-key', ['NRAK-'], '[A-Z0-9]{27}'),
  token('postman-key', ['PMAK-'], '[0-9a-f]{24}-[0-9a-f]{34}'),
  token('atlassian-token', ['ATATT3'], '[A-Za-z0-9_=-]{100,255}'),
  token('crates-token', ['cio'], '[A-Za-z0-9]{32}(?![A-Za-z0-9])'),
  token('matrix-token', ['syt_'], '[A-Za-z0-9+/=]{1,255}_[A-Za-z0-9]{10,40}_[A-Za-z0-9]{4,10}'),
  token('k3s-token', ['K10'], '[0-9a-f]{64}::[A-Za-z0-9:_-]{4,255}'),
  token('fly-token', ['fm1_', 'fm2_', 'fo1_'], '[A-Za-z0-9+/=_-]{30,2048}'),
  token('pulumi-token', ['pul-'], '[0-9a-f]{40}'),
];
