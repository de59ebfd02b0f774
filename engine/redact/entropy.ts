/** Text that is made by a machine and is public: a hash, an id, a path, a public key, a version. */
const PUBLIC: readonly RegExp[] = [
  /^(?:sha\d{1,3}|md5|blake\w{1,4})[-:]/iu,
  /^(?:ssh-|ecdsa-|sk-ssh-|sk-ecdsa-|age1|AAAA[BCE])/u,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
  /^(?:[0-9a-f]{2}:){5,}[0-9a-f]{2}$/iu,
  /^0x[0-9a-f]{1,16}$/iu,
  /^RWQ[A-Za-z0-9+/]{53}$/u,
  /^(?:~|\.{1,2})?\/(?:[\w.@-]{1,255}\/){0,64}[\w.@-]{0,255}$|^[a-z][a-z0-9+.-]{1,20}:\/\//iu,
  /^v?\d{1,5}(?:\.\d{1,8}){1,5}(?:[-+.][\w.+-]{0,40})?$|^\d{4}-\d\d-\d\d/u,
  /^[\w.-]{1,64}-\d{1,3}:[A-Za-z0-9+/]{43}=$/u,
];

/** The least of a value that chance made; shorter ones are too often a word with a number. */
const SHORTEST = 8;
const LONGEST = 2048;

const ROOTS =
  /^\/(?:bin|boot|dev|etc|home|lib|media|mnt|nix|opt|persist|proc|root|run|sbin|srv|state|sys|tmp|usr|var)\//u;

/**
 * Whether a value looks as if chance had made it: no words, no path, no version, no hash by its mark. What has no
 * blanks, and a part of it changes between small letters, capitals and digits more often than names do.
 *
 * @example
 * isRandom('hdqCWnxv1x38Qa')   // true
 * isRandom('linux-node-24')    // false
 */
export function isRandom(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || /\s/u.test(value)) return false;
  // Base64 that begins with a slash is not a path of anything.
  if (/^\/[A-Za-z0-9+/]{9,2047}={0,2}$/u.test(value) && !ROOTS.test(value))
    return isRandomPart(value.replaceAll(/[/+=]/gu, 'x'));
  if (PUBLIC.some((form) => form.test(value))) return false;
  return value.split(/[-_./:,;@=+~!#%&*^|?<>(){}[\]"'`\\]+/u).some(isRandomPart) || isMixed(value);
}

function isRandomPart(part: string): boolean {
  if (/^[0-9a-f]{16,}$/u.test(part)) return /[a-f]/u.test(part) && /\d/u.test(part);
  if (/^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{10,}$/u.test(part)) return true;
  return part.length >= SHORTEST && (/\d/u.test(part) ? changes(part) >= 3 : hasShortHumps(part));
}

/** Letters alone: capitals come faster than in names such as `setMyOwnKey`. */
function hasShortHumps(part: string): boolean {
  const humps = (part.match(/[A-Z]?[a-z]+|[A-Z]/gu) ?? []).length;
  return humps >= 5 && humps * 2.4 >= part.length && /[a-z].*[a-z]/u.test(part);
}

/** Signs among letters and digits, as generated passwords have them. */
function isMixed(value: string): boolean {
  const bare = value.replace(/[-_./:@]/gu, '');
  const signs = (bare.match(/[^A-Za-z0-9]/gu) ?? []).length;
  return signs >= 1 && /\d/u.test(bare) && changes(bare) >= 4 && !/^[\w-]+[(<[{]/u.test(value);
}

/** How often the kind of the character changes from one to the next, a capital before small letters not counted. */
function changes(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at += 1) {
    const [before, now] = [classOf(text[at - 1] ?? ''), classOf(text[at] ?? '')];
    if (before !== now && !(before === 'capital' && now === 'small')) count += 1;
  }
  return count;
}

function classOf(character: string): 'small' | 'capital' | 'digit' | 'sign' {
  if (/[a-z]/u.test(character)) return 'small';
  if (/[A-Z]/u.test(character)) return 'capital';
  return /\d/u.test(character) ? 'digit' : 'sign';
}
