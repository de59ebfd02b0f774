/**
 * Made-up secrets of every kind, put together when a test runs so that nobody who searches the repository for secrets
 * finds one, and each with the line of a configuration or a log where such a one would stand.
 */
export interface Planted {
  readonly kind: string;
  /** What must not be seen anywhere. */
  readonly secret: string;
  /** A line of text that holds it, as it could stand in a string or a comment of a configuration. */
  readonly line: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The same characters for the same seed: long enough to be a secret, and nobody's. */
export function characters(length: number, seed: number, alphabet = ALPHABET): string {
  let state = seed * 2654435761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return alphabet.charAt((state >>> 8) % alphabet.length);
  }).join('');
}

const hex = (length: number, seed: number): string => characters(length, seed, '0123456789abcdef');
const base64 = (length: number, seed: number): string => characters(length, seed, `${ALPHABET}+/`);

function plain(kind: string, secret: string, line = `value ${secret} end`): Planted {
  return { kind, secret, line };
}

function block(kind: string, name: string, seed: number): Planted {
  const lines = [1, 2, 3].map((n) => base64(64, seed * 10 + n));
  return {
    kind,
    secret: lines[1] ?? '',
    line: [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`].join('\n'),
  };
}

/** One of each, all different. */
export function plantSecrets(): readonly Planted[] {
  const password = (seed: number): string => `Pw${characters(10, seed)}9`;
  return [
    plain('crypt MD5', `$1$${characters(8, 1)}$${characters(22, 2)}`),
    plain('crypt SHA-256', `$5$rounds=5000$${characters(16, 3)}$${characters(43, 4)}`),
    plain('crypt SHA-512', `$6$${characters(16, 5)}$${characters(86, 6)}`),
    plain('yescrypt', `$y$j9T$${characters(22, 7)}$${characters(43, 8)}`),
    plain('bcrypt', `$2b$12$${characters(53, 9)}`),
    plain('argon2', `$argon2id$v=19$m=65536,t=3,p=4$${characters(22, 10)}$${characters(43, 11)}`),
    plain(
      'htpasswd',
      `$apr1$${characters(8, 12)}$${characters(22, 13)}`,
      `admin:$apr1$${characters(8, 12)}$${characters(22, 13)}`,
    ),
    plain('LDAP hash', `{SSHA}${base64(32, 14)}`),
    block('PEM key', 'RSA PRIVATE KEY', 15),
    block('OpenSSH key', 'OPENSSH PRIVATE KEY', 16),
    block('PGP key', 'PGP PRIVATE KEY BLOCK', 17),
    plain('age key', `AGE-SECRET-KEY-1${characters(58, 18, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`),
    plain('WireGuard private key', `${base64(43, 19)}=`, `PrivateKey = ${base64(43, 19)}=`),
    plain('WireGuard preshared key', `${base64(43, 20)}=`, `PresharedKey = ${base64(43, 20)}=`),
    plain('AWS access key', `AKIA${characters(16, 21, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`),
    plain('AWS secret', base64(40, 22), `aws_secret_access_key = ${base64(40, 22)}`),
    plain('GitHub token', `ghp_${characters(36, 23)}`),
    plain('GitHub OAuth token', `gho_${characters(36, 24)}`),
    plain('GitHub fine-grained token', `github_pat_${characters(22, 25)}_${characters(59, 26)}`),
    plain('GitLab token', `glpat-${characters(20, 27)}`),
    plain('Slack token', `xoxb-${characters(12, 28, '0123456789')}-${characters(24, 29)}`),
    plain(
      'Slack webhook',
      characters(24, 30),
      `https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/${characters(24, 30)}`,
    ),
    plain('Stripe key', `sk_live_${characters(24, 31)}`),
    plain('OpenAI key', `sk-${characters(20, 32)}T3BlbkFJ${characters(20, 33)}`),
    plain('OpenAI project key', `sk-proj-${characters(48, 34)}`),
    plain('Anthropic key', `sk-ant-api03-${characters(93, 35)}AA`),
    plain('Google key', `AIza${characters(35, 36)}`),
    plain('Hugging Face token', `hf_${characters(34, 37)}`),
    plain('npm token', `npm_${characters(36, 38)}`),
    plain('PyPI token', `pypi-AgEIcHlwaS5vcmc${characters(80, 39)}`),
    plain('Twilio key', `SK${hex(32, 40)}`),
    plain('SendGrid key', `SG.${characters(22, 41)}.${characters(43, 42)}`),
    plain('Telegram token', `${characters(10, 43, '123456789')}:AA${characters(33, 44)}`),
    plain('Discord token', `M${characters(23, 45)}.${characters(6, 46)}.${characters(38, 47)}`),
    plain('Tailscale key', `tskey-auth-${characters(12, 48)}-${characters(32, 49)}`),
    plain('Cloudflare token', characters(40, 50), `CLOUDFLARE_API_TOKEN=${characters(40, 50)}`),
    plain('DigitalOcean token', `dop_v1_${hex(64, 51)}`),
    plain('Vault token', `hvs.${characters(90, 52)}`),
    plain('JWT', `eyJ${characters(33, 53)}.eyJ${characters(40, 54)}.${characters(43, 55)}`),
    plain(
      'Azure key',
      `${base64(86, 56)}==`,
      `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${base64(86, 56)}==`,
    ),
    plain('password in a URL', password(57), `postgres://app:${password(57)}@db.example.org/app`),
    plain('Bearer header', characters(32, 58), `Authorization: Bearer ${characters(32, 58)}`),
    plain('Basic header', `${base64(22, 59)}==`, `Authorization: Basic ${base64(22, 59)}==`),
    plain('key=value', password(60), `db_password=${password(60)}`),
    plain('key: value', password(61), `smtp_password: ${password(61)}`),
    plain('netrc', password(62), `machine example.org login bob password ${password(62)}`),
    plain('WPA key', hex(64, 63), `psk=${hex(64, 63)}`),
    plain('restic password', password(64), `export RESTIC_PASSWORD='${password(64)}'`),
    plain('borg passphrase', password(65), `BORG_PASSPHRASE=${password(65)}`),
    plain('Grafana token', `glsa_${characters(32, 66)}_${hex(8, 67)}`),
    plain(
      'Docker auth',
      `${base64(30, 68)}==`,
      `{ "auths": { "r.example.org": { "auth": "${base64(30, 68)}==" } } }`,
    ),
    plain('Nix signing key', `${base64(86, 69)}==`, `cache.example.org-1:${base64(86, 69)}==`),
    plain('command-line password', password(70), `mysqldump --password=${password(70)} --all-databases`),
    plain('JSON secret', password(71), `{ "client_secret": "${password(71)}" }`),
  ];
}
