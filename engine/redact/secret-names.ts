/** What a name ends with whose value is a secret; without separators, in lower case. */
const SECRET_END =
  /(?:passwords?|passwd|passphrases?|passcode|secret|tokens?|apikeys?|apisecret|privatekeys?|presharedkeys?|psks?|sharedkey|secretkeys?|secretkeybase|accesskey|authkey|masterkey|encryptionkey|signingkey|accountkey|credentials?)\d{0,3}$/u;
/** … or a secret in another form: a hash, its text. */
const SECRET_FORM =
  /(?:password|passwd|passphrase|secret|token|psk)(?:hash|hashed|value|text|string|plain|plaintext|sha\d{1,3}|md5|base64|b64|bcrypt|crypt|raw|content|contents)$/u;
/** Short words that mean a secret only when they stand alone. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['pass', 'pwd', 'psk', 'pw']);
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

/** The kind of secret that a name speaks of, or undefined. */
export function kindOfName(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const flat = last.replaceAll(/[^A-Za-z0-9]/gu, '').toLowerCase();
  const words = wordsOf(last);
  // What a placeholder is called is not a name.
  if (flat.includes('redacted') || flat.includes('public') || ASKING.has(words[0] ?? '')) return undefined;
  const alone = SECRET_WORDS.has(words.at(-1) ?? '') && !HANDED_ON.has(words.at(-2) ?? '');
  const says = SECRET_END.test(flat) || SECRET_FORM.test(flat) || alone;
  return says ? kindOf(flat) : undefined;
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
  if (/pass|pwd|pw$/u.test(flat)) return 'password';
  if (flat.includes('credential')) return 'credential';
  return 'secret';
}
