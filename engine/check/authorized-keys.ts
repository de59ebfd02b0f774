const TYPE =
  /(?:^|[\s,])(?<type>ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)\s+(?<blob>[A-Za-z0-9+/]+={0,2})(?:\s|$)/u;

/** Options with which a key does not let its owner log in as usual, or not from here, or not for long. */
const RESTRICTING = /(?:^|,)(?:command=|from=|expiry-time=|cert-authority|principals=|no-pty|restrict)/u;

// OpenSSH refuses shorter ones.
const LEAST_RSA_BITS = 1024;

/**
 * How many lines of an `authorized_keys` file are keys with which somebody could log in to a shell: of a type that
 * OpenSSH takes, whole, and without an option that narrows it.
 *
 * @example
 * countUsableKeys('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA… alice\n# comment\n') // 1
 */
export function countUsableKeys(text: string): number {
  return text.split('\n').filter(isUsable).length;
}

function isUsable(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.startsWith('#')) return false;
  const match = TYPE.exec(trimmed);
  const { type, blob } = match?.groups ?? {};
  if (match === null || type === undefined || blob === undefined) return false;
  const options = trimmed.slice(0, match.index);
  return !RESTRICTING.test(options) && isWhole(type, Buffer.from(blob, 'base64'));
}

/** The parts of a key are as long as they say, and the first is its type. */
function isWhole(type: string, blob: Buffer): boolean {
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return false;
    const length = blob.readUInt32BE(at);
    if (at + 4 + length > blob.length) return false;
    parts.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [name, second, third] = parts;
  if (name?.toString('latin1') !== type || second === undefined) return false;
  if (type === 'ssh-ed25519') return second.length === 32;
  return type !== 'ssh-rsa' || (third !== undefined && (third.length - 1) * 8 >= LEAST_RSA_BITS);
}
