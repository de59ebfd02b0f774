import { foldText } from './folded.ts';

/** What a name says of the value beside it. */
export interface SecretName {
  /** `password`, `token`, …: what the secret is called when it is gone. */
  readonly kind: string;
  /** True where such a value is a secret whatever it looks like; else only where it looks like one: `seed`, `key`. */
  readonly sure: boolean;
}

/** What a name ends with whose value is a secret; without separators, in lower case. */
const SECRET_END =
  /(?:passwords?|passwd|passphrases?|passcodes?|passwort|kennwort|wachtwoord|motdepasse|contrasena|contrasea|requirepass|masterauth|(?:bind|root|user|admin|db|smtp|ldap)pw|secret|tokens?|apikeys?|apisecret|privatekeys?|presharedkeys?|psks?|sharedkey|secretkeys?|secretkeybase|accesskey|authkey|setupkey|masterkey|encryptionkey|signingkey|accountkey|credentials?|seedphrase|mnemonic|(?:recovery|backup|scratch)codes?)\d{0,3}$/u;
/** … or a secret in another form: a hash, its text. */
const SECRET_FORM =
  /(?:password|passwd|passphrase|secret|token|psk)(?:hash|hashed|value|text|string|plain|plaintext|sha\d{1,3}|md5|base64|b64|bcrypt|crypt|raw|content|contents)$/u;
/** Short words that mean a secret only when they stand alone. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['pass', 'pwd', 'psk', 'pw', 'passe']);
/** Last words of names that hold a secret as often as something else: the value has to look like one. */
const PERHAPS: ReadonlyMap<string, string> = new Map([
  ['pin', 'pin'],
  ['otp', 'otp'],
  ['totp', 'otp'],
  ['cookie', 'cookie'],
  ['cookies', 'cookie'],
  ['session', 'cookie'],
  ['sessionid', 'cookie'],
  ['sessid', 'cookie'],
  ['phpsessid', 'cookie'],
  ['seed', 'seed'],
  ['salt', 'secret'],
  ['pepper', 'secret'],
  ['jwt', 'token'],
  ['bearer', 'token'],
  ['auth', 'secret'],
  ['csrf', 'token'],
  ['key', 'key'],
  ['community', 'secret'],
  ['secrets', 'secret'],
  ['license', 'secret'],
]);
/** What is handed on to a server, not kept from anybody: `proxyPass`, `fastcgi_pass`, `lowPass`. */
const HANDED_ON: ReadonlySet<string> = new Set(
  'proxy fastcgi uwsgi scgi grpc memcached relay by band low high all'.split(' '),
);
/** What begins a name that asks for a secret, or says whether there is one. */
const ASKING: ReadonlySet<string> = new Set(
  'enable disable allow use require requires need needs ask without no has is show hide forgot validate min max'.split(
    ' ',
  ),
);
/** Keys and codes that everybody may know, by the word before. */
const KNOWN_TO_ALL: ReadonlySet<string> = new Set(
  (
    'host primary foreign sort cache partition index row group map compose ssh gpg pgp apt exit status error country ' +
    'zip postal area lang language source op byte machine hot default modifier trusted authorized registry repo rsa dsa socket'
  ).split(' '),
);
/** Codes that open something. */
const OPENS = /(?:alarm|access|door|gate|entry|unlock|disarm)[._-]?code$/iu;

/**
 * Whether a name says that its value is a secret. Only the part after the last dot counts.
 *
 * @example
 * isSecretName('users.users.alice.hashedPassword') // true
 * isSecretName('hashedPasswordFile')               // false
 */
export function isSecretName(name: string): boolean {
  return kindOfName(name) !== undefined;
}

/** The kind of secret that a name surely speaks of, or undefined. */
export function kindOfName(name: string): string | undefined {
  const says = secretName(name);
  return says?.sure === true ? says.kind : undefined;
}

/**
 * What a name says of its value, or undefined where it says nothing.
 *
 * @example
 * secretName('DB_PASSWORD') // { kind: 'password', sure: true }
 * secretName('seed')        // { kind: 'seed', sure: false }
 */
export function secretName(name: string): SecretName | undefined {
  const read = foldText(name)?.text ?? name;
  const last = read.slice(read.lastIndexOf('.') + 1);
  const flat = last.replaceAll(/[^A-Za-z0-9]/gu, '').toLowerCase();
  const words = wordsOf(last);
  // What a placeholder is called is not a name.
  if (flat.includes('redacted') || flat.includes('public') || ASKING.has(words[0] ?? '')) return undefined;
  const alone = SECRET_WORDS.has(words.at(-1) ?? '') && !HANDED_ON.has(words.at(-2) ?? '');
  if (SECRET_END.test(flat) || SECRET_FORM.test(flat) || alone) return { kind: kindOf(flat), sure: true };
  const perhaps = PERHAPS.get((words.at(-1) ?? '').replace(/\d{1,3}$/u, '')) ?? PERHAPS.get(flat);
  if (perhaps !== undefined && !words.slice(0, -1).some((word) => KNOWN_TO_ALL.has(word)))
    return { kind: perhaps, sure: false };
  return OPENS.test(name) ? { kind: 'pin', sure: false } : undefined;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
}

function kindOf(flat: string): string {
  if (flat.includes('passphrase')) return 'passphrase';
  if (flat.includes('token')) return 'token';
  if (flat.includes('apikey')) return 'api-key';
  if (flat.includes('privatekey')) return 'private-key';
  if (/presharedkey|psk/u.test(flat)) return 'preshared-key';
  if (/pass|pwd|pw$|kennwort|wachtwoord|contrase/u.test(flat)) return 'password';
  if (flat.includes('credential')) return 'credential';
  return 'secret';
}
