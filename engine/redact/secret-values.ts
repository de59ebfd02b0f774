import { isRandom } from './entropy.ts';
import { secretName, type SecretName } from './secret-names.ts';

/** Values that say that there is no secret, or how one is kept. */
const NOTHING: ReadonlySet<string> = new Set(
  (
    'yes no true false on off none null nil default auto enable enabled disable disabled required optional prompt ask ' +
    'md5 sha1 sha256 sha512 bcrypt argon2 argon2id yescrypt plain plaintext scram-sha-256 peer trust reject ident ' +
    'string int integer number boolean bool object list path file text unset empty ! !! * x - str undefined void ' +
    'redacted omitted hidden removed include same-origin omit'
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
  /^(?:\/[\w.@+~%-]+){2,}\/?(?:,[\w-]+(?:=[\w./-]*)?)*$/u,
  /^\.{1,2}\/[\w.@+/-]*$/u,
  /^~\/[\w.@+/-]*$/u,
  /^\/(?:[\w.-]+)\/?$/u,
  /^[\w.-]{1,64}:\/(?!\/)[\w./@-]*$/u,
  /^\\?["']?\$(?:\(.*\)|\{[^{}]*\}[\w./-]*)["']?$/u,
  /^\\?["']?\$(?:[A-Za-z_]\w*|\d)(?:\/[\w./-]*)?["']?$/u,
  /^<%.*%>$/u,
  /^%(?:\{[\w:./-]+\}|\w+%|[a-zA-Z](?:\/[\w./-]*)?)$/u,
  /^@[\w-]+@$/u,
  /^\{\{.*\}\}$/u,
  /^<[^<>]*>$/u,
  /^[\w.-]{1,64}:\$\{[^{}]*\}$/u,
  // What the usage of a command calls its argument.
  /^(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|KEY|STRING|VALUE|TEXT|PASS|PIN|CODE|OTP)$/u,
  // Its password is found by itself.
  /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/]*:\S*@\S/u,
  /^(?:file|env|ext|vault|pass|op|sops|secret):/u,
  /^(?:!vault|ENC\[|\$ANSIBLE_VAULT)/u,
  /^(?:config|lib|pkgs|cfg|builtins|self|inputs|options|var|local|module|data|process|this|os|env|args|settings|vault|std)\.[\w.'"[\]-]+$/u,
];

/** Whether the value of a secret's name is a secret: not empty, no word such as "yes", no path to a file that holds it. */
export function isSecretValue(value: string): boolean {
  const plain = value.trim();
  if (plain.length > LONGEST_REFERENCE) return true;
  if (plain.length < 3 || NOTHING.has(plain.toLowerCase())) return false;
  if (/^([^A-Za-z0-9])\1*$/u.test(plain) || /^(?:x+|X+|\.+|…+)$/u.test(plain)) return false;
  return isReferenceByChance(plain) || !REFERENCE.some((form) => form.test(plain));
}

const LONGEST_REFERENCE = 1024;

/** A password that begins with a dollar, base64 that begins with a slash. */
function isReferenceByChance(value: string): boolean {
  if (/^\$\w+$/u.test(value)) return isRandom(value.slice(1));
  return /^\/[A-Za-z0-9+/]{9,512}={0,2}$/u.test(value) && isRandom(value);
}

/**
 * Whether a value is a secret beside such a name. Beside a name that says it only perhaps the value has to look like
 * one; a small number beside `tokens` or `pass` counts something.
 */
export function isSecretOf({ kind, sure }: SecretName, value: string): boolean {
  const plain = value.trim().replace(/(?:\\[nrt]|[,:;)\]}]){1,8}$/u, '');
  if (!isSecretValue(value) || !isSecretValue(plain) || COUNTS.test(plain)) return false;
  if (sure)
    return (
      !(/^[-+]?\d{1,7}$/u.test(plain) && (kind === 'token' || plain.length < 4)) && !isKeyId(kind, plain)
    );
  if (kind === 'pin' || kind === 'otp') return /^\d{4,12}$/u.test(plain) || isRandom(plain);
  return isRandom(plain) && !(kind === 'key' && plain.split(/[-_:./]/u).some(isHash));
}

/** A number, and then another name with one: `pass: 12, fail: 3`. */
const COUNTS = /^\d{1,7}[,;]?\s[\s\w]{0,40}[:=]/u;

/** The kind of secret that a value is beside a name, or undefined where it is none. */
export function kindOfSecret(name: string, value: string): string | undefined {
  const says = secretName(name);
  return says !== undefined && isSecretOf(says, value) ? says.kind : undefined;
}

/** A key of git or PGP is named by its fingerprint. */
function isKeyId(kind: string, value: string): boolean {
  return kind === 'secret' && /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})$/u.test(value);
}

/** As long as a hash or a public key is. */
function isHash(value: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9A-F]{8,40}|[A-Za-z0-9+/]{43}=?)$/u.test(
    value,
  );
}

/** Whether a secret may be looked for everywhere: long enough, and no ordinary word. */
export function isDistinct(value: string): boolean {
  return value.length >= 6 && !COMMON.has(value.toLowerCase()) && !NOTHING.has(value.toLowerCase());
}
