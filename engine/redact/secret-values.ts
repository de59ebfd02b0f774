/** Values that say that there is no secret, or how one is kept. */
const NOTHING: ReadonlySet<string> = new Set(
  (
    'yes no true false on off none null nil default auto enable enabled disable disabled required optional prompt ask ' +
    'md5 sha1 sha256 sha512 bcrypt argon2 argon2id yescrypt plain plaintext scram-sha-256 peer trust reject ident ' +
    'string int integer number boolean bool object list path file text unset empty ! !! * x - str undefined'
  ).split(' '),
);

/** Values that are a secret where they stand, but too common a word to be one wherever else they stand. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'root admin administrator user users username guest test testing demo example sample nixos linux system service ' +
    'server client local localhost public private password passwd passphrase secret secrets token tokens apikey ' +
    'changeme change-me login postgres mysql redis docker nginx grafana wheel alice robert master replace replaceme ' +
    'insecure database production development staging security network networking environment configuration'
  ).split(' '),
);

/** Text that only says where a secret is: a path, a variable, a template. */
const REFERENCE: readonly RegExp[] = [
  /^(?:\/[\w.@+~%-]+){2,}\/?$/u,
  /^\.{1,2}\/[\w.@+/-]*$/u,
  /^~\/[\w.@+/-]*$/u,
  /^\/(?:[\w.-]+)\/?$/u,
  /^[\w.-]{1,64}:\/(?!\/)[\w./@-]*$/u,
  /^\\?\$[A-Za-z_{(][^$]*$/u,
  /^%\{?[\w:./-]+\}?%?$/u,
  /^@[\w-]+@$/u,
  /^\{\{[^{}]*\}\}$/u,
  /^<[^<>]*>$/u,
  /^(?:file|env|ext|vault|pass|op|sops|secret):/u,
  /^(?:!vault|ENC\[)/u,
  /^(?:config|lib|pkgs|cfg|builtins|self|inputs|options)\.[\w.'"-]+$/u,
];

/** Whether the value of a secret's name is a secret: not empty, no word such as "yes", no path to a file that holds it. */
export function isSecretValue(value: string): boolean {
  const plain = value.trim();
  if (plain.length < 3 || NOTHING.has(plain.toLowerCase())) return false;
  if (/^([^A-Za-z0-9])\1*$/u.test(plain) || /^(?:x+|X+|\.+|…+)$/u.test(plain)) return false;
  return !REFERENCE.some((form) => form.test(plain));
}

/** Whether a secret may be looked for everywhere: long enough, and no ordinary word. */
export function isDistinct(value: string): boolean {
  return value.length >= 6 && !COMMON.has(value.toLowerCase()) && !NOTHING.has(value.toLowerCase());
}
