import { formOf, type SecretPattern } from './patterns.ts';

// A dollar as it stands in a shell, a Nix string or a compose file: sometimes escaped, sometimes twice.
const D = String.raw`\\?\${1,2}`;
const B64 = '[./A-Za-z0-9]';

function form(kind: string, hints: readonly string[], source: string, flags = 'gu'): SecretPattern {
  return { kind, hints, form: formOf(source, flags) };
}

/** Secrets that are known by their build or by what stands right before them. */
export const FORM_PATTERNS: readonly SecretPattern[] = [
  form(
    'password-hash',
    ['$'],
    `${D}(?:1|5|6|apr1|sha1)${D}(?:rounds=\\d{1,9}${D})?${B64}{0,64}${D}${B64}{16,128}`,
  ),
  form('password-hash', ['$'], `${D}(?:y|gy)${D}${B64}{1,16}${D}${B64}{1,86}${D}${B64}{40,90}`),
  form('password-hash', ['$7', '$7\\'], `${D}7${D}${B64}{8,100}${D}${B64}{40,90}`),
  form(
    'password-hash',
    ['$7'],
    `${D}7${D}\\d{1,7}${D}[A-Za-z0-9+/]{8,64}={0,2}${D}[A-Za-z0-9+/]{60,128}={0,2}`,
  ),
  form('password-hash', ['$2'], `${D}2[abxy]?${D}\\d{2}${D}${B64}{53}`),
  form(
    'password-hash',
    ['$argon2'],
    `${D}argon2(?:id|i|d)${D}(?:v=\\d{1,4}${D})?[a-z]=\\d{1,10}(?:,[a-z]=\\d{1,10}){0,4}${D}[A-Za-z0-9+/]{8,128}${D}[A-Za-z0-9+/]{16,172}={0,2}`,
  ),
  form(
    'password-hash',
    ['$pbkdf2', '$scrypt'],
    `${D}(?:pbkdf2|scrypt)[a-z0-9-]{0,10}${D}[a-z0-9=,]{1,40}${D}[./A-Za-z0-9+]{4,128}${D}[./A-Za-z0-9+]{16,172}={0,2}`,
  ),
  form(
    'password-hash',
    ['SCRAM-SHA-'],
    String.raw`SCRAM-SHA-\d{1,3}\\?\$\d{1,9}:[A-Za-z0-9+/=]{8,100}\\?\$[A-Za-z0-9+/=:]{40,200}`,
  ),
  form(
    'password-hash',
    ['SHA', 'MD5}', 'CRYPT}'],
    String.raw`\{(?:S?SHA\d{0,3}|S?MD5|CRYPT)\}[A-Za-z0-9+/]{20,200}={0,2}`,
  ),
  form(
    'aws-access-key',
    ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    '(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  ),
  form('twilio-key', ['SK'], '(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])'),
  form(
    'telegram-token',
    [':'],
    String.raw`(?<![A-Za-z0-9-])(?:bot)?(\d{8,10}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])`,
  ),
  form(
    'discord-token',
    ['.'],
    String.raw`(?<![A-Za-z0-9_.-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}`,
  ),
  form('discord-webhook', ['/api/webhooks/'], String.raw`/api/webhooks/\d{10,24}/([A-Za-z0-9_-]{40,100})`),
  form(
    'slack-webhook',
    ['hooks.slack.com/'],
    String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9/_-]{20,100})`,
  ),
  form(
    'jwt',
    ['eyJ'],
    String.raw`(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4096}\.eyJ[A-Za-z0-9_-]{4,8192}\.[A-Za-z0-9_-]{10,1024}`,
  ),
  form(
    'azure-key',
    ['AccountKey=', 'SharedAccessKey='],
    String.raw`(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{20,200}={0,2})`,
  ),
  form('azure-signature', ['sig='], String.raw`[?&]sig=([A-Za-z0-9%+/=]{30,200})`),
  form(
    'terraform-token',
    ['.atlasv1.'],
    String.raw`(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{40,100}`,
  ),
  form('mailchimp-key', ['-us'], String.raw`(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])`),
  // Public keys are half as long.
  // Signatures look alike.
  {
    ...form(
      'nix-signing-key',
      ['=='],
      String.raw`(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,100}:([A-Za-z0-9+/]{86}==)`,
    ),
    unlessBehind: /\b[Ss]ig(?:natures?)?\b/u,
  },
  form('ssh-private-key', ['b3BlbnNzaC1rZXktdjE'], String.raw`b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=]{20,8192}`),
  form(
    'authorization',
    ['uthorization', 'UTHORIZATION'],
    String.raw`authorization\\?["']?[\s:=]{1,8}\\?["']?(?:(?:bearer|basic|token|digest|negotiate|apikey)\s{1,4})?(?!(?:bearer|basic|token|digest|negotiate|apikey)\s|username=)([A-Za-z0-9._~+/=-]{6,2048})`,
    'giu',
  ),
  form(
    'authorization',
    ['earer', 'EARER'],
    String.raw`(?<![A-Za-z0-9])bearer\s{1,4}((?=[A-Za-z._~+/-]{0,40}[0-9=])[A-Za-z0-9._~+/=-]{12,2048})`,
    'giu',
  ),
  {
    ...form(
      'authorization',
      ['asic', 'ASIC'],
      String.raw`(?<![A-Za-z0-9])basic\s{1,4}([A-Za-z0-9._~+/=-]{12,2048})`,
      'giu',
    ),
    random: true,
  },
  form('authorization', ['response='], String.raw`\bresponse=\\?"([0-9a-f]{32,128})`),
  form(
    'cookie',
    ['ookie', 'OOKIE'],
    String.raw`(?<![A-Za-z_-])cookie2?:[ \t]{0,4}([A-Za-z0-9_.%-]{1,128}=[^\n"'\\]{1,8192})`,
    'giu',
  ),
  {
    ...form(
      'cookie',
      ['ookie', 'OOKIE'],
      String.raw`set-cookie2?:[ \t]{0,4}[A-Za-z0-9_.%-]{1,128}=([^;\s"'\\]{8,4096})`,
      'giu',
    ),
    random: true,
  },
  form(
    'docker-auth',
    ['auth'],
    String.raw`\\?"(?:auth|identitytoken)\\?"\s{0,4}:\s{0,4}\\?"([A-Za-z0-9+/_.-]{8,4096}={0,2})`,
  ),
  form('docker-auth', ['eyJhdXRocyI6'], '(?<![A-Za-z0-9+/])eyJhdXRocyI6[A-Za-z0-9+/]{8,8192}={0,2}'),
  form(
    'mailgun-key',
    ['mailgun', 'MAILGUN', 'Mailgun', 'api:key-'],
    '(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![0-9a-f])',
  ),
  // What makes a JSON web key private.
  form('private-key', ['"kty"'], String.raw`"(?:d|p|q|dp|dq|qi|k)"\s{0,4}:\s{0,4}"([A-Za-z0-9_-]{22,2048})`),
  form('private-key', ['Private-MAC: ', 'Private-Hash: '], 'Private-(?:MAC|Hash): ([0-9a-f]{40,64})'),
  form(
    'app-key',
    ['base64:'],
    String.raw`(?:KEY|key)["']?\s{0,4}[:=>]{1,2}\s{0,4}["']?base64:([A-Za-z0-9+/]{20,128}={0,2})`,
  ),
];
