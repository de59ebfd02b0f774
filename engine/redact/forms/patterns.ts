/**
 * A kind of secret that is known by its own form. The secret is the whole match, or its first group, which then ends
 * the match. Every pattern is linear: bounded repeats, and what precedes a match is in the class of what it consists of,
 * so that a long run is tried once.
 */
export interface SecretPattern {
  readonly kind: string;
  /** One of these is in every text that holds one: a cheap look before the expression. */
  readonly hints: readonly string[];
  readonly form: () => RegExp;
  /** The secret has to look as if chance had made it: what stands around it says too little. */
  readonly random?: true;
  /** Where this stands shortly before, it is something else that looks alike. */
  readonly unlessBehind?: RegExp;
}

/**
 * An expression that is made when a text first has one of its hints: most are never needed, and a sentence that starts
 * the program should not pay for them.
 */
export function formOf(source: string, flags = 'gu'): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= new RegExp(source, flags));
}

// The start of a word: nothing that the word itself may consist of stands before it.
const START = '(?<![A-Za-z0-9_-])';

function token(kind: string, prefixes: readonly string[], body: string): SecretPattern {
  const escaped = prefixes.map((prefix) => prefix.replaceAll('.', String.raw`\.`)).join('|');
  return { kind, hints: prefixes, form: formOf(`${START}(?:${escaped})${body}`) };
}

const WORD = '[A-Za-z0-9_-]';

const HEX = '[0-9a-f]';
const ALNUM = '[A-Za-z0-9]';

/** Those of whom fewer people have one. */
const MORE_TOKENS: readonly SecretPattern[] = [
  token('airtable-token', ['pat'], `${ALNUM}{14}\\.${HEX}{64}`),
  token('asana-token', ['1/', '2/'], `\\d{10,20}(?:/\\d{10,20})?:${HEX}{32}`),
  token('atlassian-token', ['ATCTT3', 'ATSTT3'], '[A-Za-z0-9_=-]{60,255}'),
  {
    kind: 'azure-client-secret',
    hints: ['Q~'],
    form: formOf('(?<![A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])'),
  },
  token('bitbucket-token', ['ATBB'], `${ALNUM}{24,40}`),
  token('brevo-key', ['xkeysib-', 'xsmtpsib-'], `${HEX}{64}-${ALNUM}{16}`),
  token('buildkite-token', ['bkua_', 'bkaa_'], `${HEX}{40}`),
  token('circleci-token', ['CCIPAT_', 'CCIPRJ_'], `${ALNUM}{10,40}_${HEX}{40}`),
  token('clojars-token', ['CLOJARS_'], `${HEX}{60}`),
  token('contentful-token', ['CFPAT-'], `${WORD}{43}`),
  token('cursor-key', ['crsr_'], `${HEX}{64}`),
  token('docker-token', ['dckr_pat_', 'dckr_oat_'], `${WORD}{27,64}`),
  token('dropbox-token', ['sl.'], `(?:u\\.)?${WORD}{130,2048}`),
  token('dynatrace-token', ['dt0c01.', 'dt0s16.', 'dt0s02.'], '[A-Z0-9]{8,32}\\.[A-Z0-9]{64}'),
  token('easypost-key', ['EZAK', 'EZTK'], `${ALNUM}{54}`),
  token('elastic-key', ['essu_'], '[A-Za-z0-9+/=_-]{40,255}'),
  token('facebook-token', ['EAA'], `(?=[A-Za-z]{0,60}[0-9])${ALNUM}{80,512}`),
  token('figma-token', ['figd_', 'figu_', 'figo_'], `${WORD}{35,255}`),
  token('firebase-key', ['AAAA'], `${WORD}{7}:APA91b${WORD}{100,255}`),
  token('flutterwave-key', ['FLWSECK_TEST-', 'FLWSECK-'], '[A-Za-z0-9-]{20,64}'),
  token('frameio-token', ['fio-u-'], `${WORD}{64}`),
  token('gitlab-token', ['GR1348941', 'glrtr-', 'glimt-', 'glffct-', 'glwt-'], '[A-Za-z0-9_.-]{20,255}'),
  token('harness-key', ['pat.', 'sat.'], `${WORD}{22}\\.${HEX}{24}\\.${ALNUM}{20}`),
  token('heroku-key', ['HRKU-'], `${WORD}{30,80}`),
  token('hubspot-token', ['pat-na1-', 'pat-eu1-'], '[0-9a-f-]{36}'),
  token('infracost-key', ['ico-'], `${ALNUM}{32}`),
  token('jfrog-key', ['AKCp'], `${ALNUM}{60,80}`),
  token('jfrog-token', ['cmVmdGtuO'], `${ALNUM}{40,80}`),
  token('langchain-key', ['lsv2_pt_', 'lsv2_sk_'], `${HEX}{32}_${HEX}{10}`),
  token('launchdarkly-key', ['sdk-'], `${HEX}{8}-${HEX}{4}-4${HEX}{3}-${HEX}{4}-${HEX}{12}`),
  token('linear-key', ['lin_oauth_'], `${ALNUM}{32,64}`),
  token('mapbox-token', ['sk.eyJ'], `${WORD}{40,255}\\.${WORD}{20,32}`),
  token('minisign-key', ['RWRTY0Iy', 'RWQAAEIy'], '[A-Za-z0-9+/]{60,300}={0,2}'),
  token('netlify-token', ['nfp_', 'nfc_', 'nfo_', 'nfu_'], `${ALNUM}{36,64}`),
  token('ngrok-token', ['ngrok_'], `${ALNUM}{20,60}_${ALNUM}{10,40}`),
  token('notion-token', ['secret_'], `${ALNUM}{43}(?!${ALNUM})`),
  token('ntfy-token', ['tk_'], '[a-z0-9]{29}(?![A-Za-z0-9])'),
  token('nuget-key', ['oy2'], '[a-z0-9]{43}(?![A-Za-z0-9])'),
  token('nvidia-key', ['nvapi-'], `${WORD}{60,80}`),
  token('octopus-key', ['API-'], '[A-Z0-9]{25,32}(?![A-Za-z0-9])'),
  token('okta-token', ['SSWS '], `${WORD}{30,50}`),
  token('1password-token', ['ops_eyJ'], '[A-Za-z0-9+/=_-]{200,2048}'),
  token('1password-key', ['A3-'], '[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}'),
  token('openshift-token', ['sha256~'], `${WORD}{43}`),
  token('paystack-key', ['sk_paystack_'], `${ALNUM}{30,60}`),
  token('planetscale-token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], '[A-Za-z0-9_.=-]{32,64}'),
  token('porkbun-key', ['pk1_', 'sk1_'], `${HEX}{64}`),
  token('posthog-key', ['phx_', 'phs_'], `${ALNUM}{40,64}`),
  token('prefect-key', ['pnu_', 'pnb_'], `${ALNUM}{36}`),
  token('readme-key', ['rdme_'], '[a-z0-9]{70}'),
  token('resend-key', ['re_'], `${ALNUM}{8}_${ALNUM}{20,32}`),
  token('scaleway-key', ['SCW'], '[A-Z0-9]{17}(?![A-Za-z0-9])'),
  token('shippo-token', ['shippo_live_', 'shippo_test_'], `${HEX}{40}`),
  token('slack-token', ['xoxe.xoxp-', 'xoxe.xoxb-', 'xoxc-', 'xoxd-'], '[A-Za-z0-9%-]{10,255}'),
  token('sonarqube-token', ['sqp_', 'squ_', 'sqa_'], `${HEX}{40}`),
  token('sourcegraph-token', ['sgp_', 'slk_'], '[0-9a-f_]{40,64}'),
  token('square-token', ['sq0csp-', 'sq0atp-', 'EAAAE'], `${WORD}{22,64}`),
  token('stripe-key', ['sk_org_', 'rk_org_'], `${ALNUM}{16,255}`),
  token('supabase-token', ['sb_secret_'], `${WORD}{30,64}`),
  token('telnyx-key', ['KEY0'], `${WORD}{40,70}`),
  token('typeform-token', ['tfp_'], '[A-Za-z0-9_.=-]{40,64}'),
  token('vercel-token', ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], `${WORD}{24,64}`),
  token('wakatime-key', ['waka_'], '[0-9a-f-]{36}'),
  token('webhook-secret', ['v1,whsec_'], '[A-Za-z0-9+/=]{20,255}'),
  token('yandex-token', ['AQVN', 'y0__', 'y0_A', 't1.9eu'], `${WORD}{35,255}`),
  token('zapier-token', ['zpka_'], '[a-z0-9_]{30,60}'),
];

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
  token('openai-key', ['sk-'], '(?:[A-Za-z]{2,12}-){0,3}(?=[A-Za-z_]{0,40}[0-9])[A-Za-z0-9_]{16,255}'),
  token('google-key', ['AIza'], `${WORD}{35}`),
  token('google-secret', ['GOCSPX-'], `${WORD}{20,64}`),
  token('google-token', ['ya29.', '1//0'], `${WORD}{20,512}`),
  token('huggingface-token', ['hf_', 'api_org_'], '[A-Za-z0-9]{30,255}'),
  token('npm-token', ['npm_'], '[A-Za-z0-9]{36,255}'),
  token('pypi-token', ['pypi-AgE'], `${WORD}{50,512}`),
  token('rubygems-token', ['rubygems_'], '[0-9a-f]{48}'),
  token('sendgrid-key', ['SG.'], `${WORD}{16,32}\\.${WORD}{32,64}`),
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
  ...MORE_TOKENS,
];
