import type { Finding } from '../model/finding.ts';
import { findPatterns } from './forms/find-patterns.ts';
import { findNamedValues } from './named/named-values.ts';
import { isSecretValue, kindOfSecret } from './secret-values.ts';
import { withoutPlaceholders } from './span.ts';

/**
 * Whether what somebody asks for holds a secret: SEC001 for what is one by its form or stands beside a name that says
 * so, SEC002 for a password given in words. The finding never repeats it. What is refused here was not written anywhere.
 *
 * @example
 * findSecret("set alice's password to …") // { code: 'SEC002', … }
 */
export function findSecret(sentence: string): Finding | undefined {
  const found = withoutPlaceholders(sentence, [...findPatterns(sentence), ...findNamedValues(sentence)]);
  const [first] = found.toSorted((a, b) => a.start - b.start);
  if (first !== undefined) return heldSecret('the request', first.kind);
  const named = secretInWords(sentence);
  return named === undefined ? undefined : givenInWords(named);
}

/** The same of values given for the parameters of a runbook, by the name too. */
export function findGivenSecret(given: unknown): Finding | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  for (const [name, value] of Object.entries(given)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const found = text === undefined ? undefined : findSecret(text);
    if (found !== undefined)
      return { ...found, message: found.message.replace('the request', `parameter '${name}'`) };
    const kind = typeof value === 'string' ? kindOfSecret(name, value) : undefined;
    if (kind !== undefined) return heldSecret(`parameter '${name}'`, kind);
  }
  return undefined;
}

const SUBJECT =
  /(?:password|passwd|passphrase|passcode|psk|pre-?shared key|secret|api[ _-]?key|api token|access token|token)\b/giu;
const OF = String.raw`(?:\s+(?:for|of|on)\s+(?:the\s+)?(?:user\s+|account\s+|network\s+)?["']?[\w.@-]{1,64}["']?(?:'s)?)?`;
const VALUE = String.raw`\s*(?:["'“‘]([^"'“”‘’]{3,256})|([^\s"'“”‘’]{3,256}))`;
const TO = new RegExp(`^${OF}\\s+(?:to|is|be|as)\\b(?:\\s+be\\b)?${VALUE}`, 'iu');
const WITH = new RegExp(`^${VALUE}`, 'iu');
const GIVING =
  /\b(?:with|using|and|has|have|by|use)\s+(?:(?:the|a|an|my|its|his|her|new|initial|hashed|root|user|login|admin|wifi|wi-fi|wireless|wpa|database|db)\s+)*$/iu;

/** Words that follow "password" without being one. */
const NO_VALUE: ReadonlySet<string> = new Set(
  (
    'authentication authorization auth login logins file files path prompt prompts protection protected policy policies ' +
    'manager managers hashing hash hashes length expiry expiration store less required disabled enabled only from for in ' +
    'and or to on of at is are be not with without that which when it them something anything nothing stored set unset ' +
    'changed empty based access feedback checks check quality strength rotation timeout rules support entry entries auto ' +
    'the a an my via over through using instead as by generator server servers'
  ).split(' '),
);

function secretInWords(sentence: string): string | undefined {
  for (const match of sentence.matchAll(SUBJECT)) {
    const rest = sentence.slice(match.index + match[0].length, match.index + match[0].length + 512);
    const to = valueIn(TO.exec(rest));
    if (to !== undefined && isGiven(to)) return match[0];
    const given = GIVING.test(sentence.slice(Math.max(0, match.index - 40), match.index))
      ? valueIn(WITH.exec(rest))
      : undefined;
    if (given !== undefined && /^\s/u.test(rest) && isGiven(given)) return match[0];
  }
  return undefined;
}

function valueIn(match: RegExpExecArray | null): string | undefined {
  return match?.[1] ?? match?.[2];
}

function isGiven(value: string): boolean {
  const bare = value.replace(/[.,;:!?]+$/u, '');
  return !NO_VALUE.has(bare.toLowerCase()) && isSecretValue(bare);
}

function heldSecret(where: string, kind: string): Finding {
  return {
    code: 'SEC001',
    severity: 'error',
    message: `${where} contains what looks like a secret (${kind}). It would be kept in the journal and in the world-readable Nix store, and could be sent to a provider. Nothing was written`,
    fix: 'put the secret in a file that only root can read and give the path of that file instead (hashedPasswordFile, passwordFile, environmentFile)',
  };
}

function givenInWords(named: string): Finding {
  return {
    code: 'SEC002',
    severity: 'error',
    message: `the request contains a ${named.toLowerCase()} in plain text. It would be kept in the world-readable Nix store and in the journal. Nothing was written`,
    fix: 'put it in a file that only root can read, hashed if possible (mkpasswd), and give the path of that file instead: users.users.<name>.hashedPasswordFile, passwordFile',
  };
}
