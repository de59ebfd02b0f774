import { formOf, type SecretPattern } from './patterns.ts';

const VALUE = String.raw`["']?([^\s"'][^\s"']{2,512})`;
/** The beginning of a line, also of one in a string of Nix or JSON, in a diff or in a comment. */
const LINE = String.raw`(?:^|\n|\\n|["'])[ \t+#>|-]{0,32}`;

function line(
  kind: string,
  hints: readonly string[],
  source: string,
  more: Partial<SecretPattern> = {},
): SecretPattern {
  return { kind, hints, form: formOf(source), ...more };
}

/** Secrets in the files of programs that write them without a sign between name and value, or by their place. */
export const FILE_PATTERNS: readonly SecretPattern[] = [
  line(
    'netrc-password',
    ['machine'],
    String.raw`machine\s{1,8}\S{1,255}\s{1,40}login\s{1,8}\S{1,255}\s{1,40}password\s{1,8}([^\s"']\S{0,255})`,
  ),
  line(
    'password',
    ['bindpw', 'rootpw', 'requirepass', 'masterauth'],
    String.raw`${LINE}(?:bindpw|rootpw|rootbindpw|tls_pw|requirepass|masterauth)[ \t]{1,16}["']?([^\s"'][^\s]{2,512})`,
  ),
  line(
    'password',
    ['insecure-password', 'stats auth'],
    String.raw`(?:insecure-password[ \t]{1,8}|stats auth[ \t]{1,8}[^\s:]{1,64}:)${VALUE}`,
  ),
  line(
    'snmp-community',
    ['community'],
    String.raw`${LINE}r[ow]community6?[ \t]{1,16}(?!(?:public|default)\b)${VALUE}`,
  ),
  line(
    'password',
    ['createUser'],
    String.raw`createUser[ \t]{1,8}\S{1,64}(?:[ \t]{1,8}-e[ \t]{1,8}\S{1,64})?[ \t]{1,8}(?:MD5|SHA(?:-?\d{3})?)[ \t]{1,8}${VALUE}`,
  ),
  line(
    'password',
    ['createUser'],
    String.raw`createUser[ \t][^\n]{1,200}?[ \t](?:AES|DES)(?:-?\d{3})?[ \t]{1,8}${VALUE}`,
  ),
  line(
    'password',
    ['EAP', 'XAUTH', 'NTLM', 'PSK'],
    String.raw`:[ \t]{1,8}(?:EAP|XAUTH|NTLM|PSK)[ \t]{1,8}(?:0s)?["']([^"'\n]{3,256})`,
  ),
  line(
    'password',
    [' * '],
    String.raw`${LINE}["']?[^\s"']{1,64}["']?[ \t]{1,8}(?:\*|["']\*["'])[ \t]{1,8}["']([^"'\n]{3,256})(?=["'][ \t]{1,8}(?:\*|["']|\d))`,
  ),
  line(
    'pgpass-password',
    [':'],
    String.raw`${LINE}(?:[\w-]{0,63}[g-zG-Z.][\w.-]{0,191}|\*):(?:\d{3,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:((?:[^\s:]|\\:)\S{2,255})(?=\s|$)`,
    { unlessBehind: /(?:passwd|group)/u },
  ),
  line(
    'password',
    ['@'],
    String.raw`${LINE}\[?[\w.-]{1,255}\]?(?::\d{1,5})?[ \t]{1,16}[\w.+-]{1,64}@[\w.-]{1,255}:([^\s:][^\s]{2,255})`,
    { random: true },
  ),
  line(
    'url-password',
    ['@tcp(', '@unix('],
    String.raw`(?<![A-Za-z0-9_.:/-])[\w.-]{1,64}:([^\s"']{1,256})(?=@(?:tcp|unix)\()`,
  ),
  line(
    'sql-password',
    ['DENTIFIED', 'dentified'],
    String.raw`(?:IDENTIFIED|identified)\s{1,4}(?:(?:WITH|with)\s{1,4}["'\w]{1,40}\s{1,4})?(?:BY|AS|by|as)\s{1,4}(?:(?:PASSWORD|password)\s{1,4})?(?:"([^"\n]{1,256})|'((?:[^'\n]|'')[^'\n]{0,256}(?:''[^'\n]{1,256}){0,8}))`,
  ),
  line(
    'sql-password',
    ['PASSWORD(', 'password('],
    String.raw`(?:PASSWORD|password)\(\s?["']([^"'\n]{3,256})`,
  ),
  line(
    'seed-phrase',
    ['seed', 'mnemonic', 'recovery phrase'],
    String.raw`(?:[Ss]eed|[Mm]nemonic|[Rr]ecovery)[ _-]?(?:phrase|words)?["']?\s{0,4}[:=]\s{0,4}["']?((?:[a-z]{3,10} ){11,23}[a-z]{3,10})`,
  ),
  line(
    'password',
    ['assword', 'ASSWORD', 'asswort'],
    String.raw`[Pp]ass(?:word|wort)\b[^\n:=]{1,60}(?:[:=]|\n{1,2})[ \t]{0,8}([^\s"']{12,256})(?=\s|$)`,
    { random: true, unlessBehind: /\bhash/u },
  ),
];
