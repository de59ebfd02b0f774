import { formOf, type SecretPattern } from './patterns.ts';

/** How a mechanism is called, which is no secret. */
const MECHANISM = String.raw`(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|SCRAM-[\w-]{4,24}|NTLM|GSS[\w-]{2,12}|X?OAUTH[\w-]{0,12}|OAUTHBEARER|ANONYMOUS|EXTERNAL|KERBEROS_V[45]|XTEXT|MSN|TLS(?:-[A-Z])?|SSL)(?![\w-])`;
/** A word, in quotes or not. The closing quote is not a part of the match. */
const WORD = String.raw`["']?([^\s"']{3,512})`;
const NAME = String.raw`["']?[^\s"']{1,128}["']?[ \t]{1,4}`;
/** Where a client speaks: the beginning of a line, a prompt, a mark of who says it, an escape of a line before. */
const SAYS = String.raw`(?:^|\n|\\n|\\r|["'(]|[>:\]][ \t]{1,4}|--->?[ \t]{1,4})[ \t]{0,8}`;
/** The end of what a client says. */
const END = String.raw`(?=["']?[ \t]{0,4}(?:[\r\n;)]|\\[rn]|["']|$))`;

function said(hints: readonly string[], source: string, more: Partial<SecretPattern> = {}): SecretPattern {
  return { kind: 'password', hints, form: formOf(source), ...more };
}

/**
 * Secrets in what clients say to servers, where a command says by its place what follows: of redis, SMTP, IMAP, POP3, FTP,
 * IRC. What chance seems to have made is one wherever such a command stands; an ordinary word only where a client speaks.
 */
export const PROTOCOL_PATTERNS: readonly SecretPattern[] = [
  said(['AUTH', 'auth'], String.raw`(?<![\w=-])(?:AUTH2?|auth)[ \t]{1,4}(?:${NAME}){0,1}${WORD}`, {
    random: true,
  }),
  said(
    ['AUTH'],
    String.raw`(?:${SAYS}|["'])AUTH["']?[ \t]{1,4}(?!${MECHANISM})["']?[\w.@-]{1,64}["']?[ \t]{1,4}(?!(?:failed|is|was|for|required|error|and|or|not|the|of|with)\b)${WORD}${END}`,
  ),
  said(['AUTH'], String.raw`>[ \t]{0,4}AUTH[ \t]{1,4}(?!${MECHANISM})${WORD}${END}`),
  said(['AUTH'], String.raw`"AUTH"[ \t]{1,4}(?:"[^"\n]{1,128}"[ \t]{1,4})?"([^"\n]{3,512})`),
  // As redis sends it: the length of each word on a line of its own.
  said(
    ['AUTH', 'auth'],
    String.raw`(?:AUTH|auth)(?:\r?\n|\\r\\n)\$\d{1,4}(?:\r?\n|\\r\\n)(?:[^\s\\]{1,128}(?:\r?\n|\\r\\n)\$\d{1,4}(?:\r?\n|\\r\\n))?([^\s\\"']{3,512})`,
  ),
  said(
    ['HELLO', 'MIGRATE'],
    String.raw`(?:HELLO|MIGRATE)[ \t][^\n]{1,200}?[ \t]AUTH2?[ \t]{1,4}(?:${NAME})?${WORD}${END}`,
  ),
  said(
    ['SETUSER', 'setuser'],
    String.raw`(?:SETUSER|setuser)[ \t][^\n]{1,200}?[ \t]["']?[>#<!]([^\s"']{3,512})`,
  ),
  said(
    ['user '],
    String.raw`(?:^|\n)user[ \t]{1,4}[^\s]{1,128}[ \t][^\n]{0,200}?[>#]([^\s"']{3,512})(?=[^\n]{0,200}[ \t][~&+])`,
  ),
  said(
    ['requirepass', 'masterauth'],
    String.raw`(?:CONFIG|config)[ \t]{1,4}(?:SET|set)[ \t]{1,4}["']?(?:requirepass|masterauth)["']?[ \t]{1,4}${WORD}`,
  ),
  // The name, and then the secret: POP3 and FTP on two lines, IMAP on one.
  said(
    ['PASS'],
    String.raw`(?<![A-Za-z])USER[ \t]{1,4}[^\n]{1,128}\n(?:[^\n]{0,200}\n){0,3}[^\n]{0,40}?(?<![A-Za-z])PASS[ \t]{1,4}([^\s"']{1,512})`,
  ),
  said(['PASS'], String.raw`(?:--->?|>>>|C:|=>|>)[ \t]{1,4}PASS[ \t]{1,4}(?![^\s]{0,200}[/\\])${WORD}${END}`),
  said(
    ['PASS'],
    String.raw`(?:^|\n)[^\n]{0,40}?(?<![A-Za-z])PASS[ \t]{1,4}:?([^\s"':]{3,512})(?=\r?\n(?:CAP |NICK |USER ))`,
  ),
  said(['LOGIN'], String.raw`${SAYS}[A-Za-z.]{0,8}\d{1,8}[ \t]LOGIN[ \t]{1,4}${NAME}${WORD}${END}`),
  said(
    ['IDENTIFY', 'identify'],
    String.raw`(?:[Nn]ick[Ss]erv|NS|ns)[ \t]{1,4}:?(?:IDENTIFY|identify)[ \t]{1,4}(?:[^\s"']{1,64}[ \t]{1,4})?${WORD}${END}`,
  ),
  said(['OPER '], String.raw`${SAYS}OPER[ \t]{1,4}[^\s]{1,64}[ \t]{1,4}${WORD}${END}`),
  // "Password:" in base64, and what it is answered.
  said(
    ['334 UGFzc3dvcmQ6'],
    String.raw`334 UGFzc3dvcmQ6\s{1,4}(?:[^\n]{0,40}?[>:][ \t]{1,4})?([A-Za-z0-9+/=]{4,512})`,
  ),
];
