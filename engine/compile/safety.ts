import { type RefuseReading, refuseRequest } from './understanding.ts';

/** Longest request that is read, in UTF-16 units. */
export const MAX_REQUEST = 2000;

/**
 * Refuses a request that no reading could make safe: shell commands, and orders to destroy data. Nothing else is
 * decided here.
 *
 * @example
 * checkSafety('install docker; rm -rf /')?.reason   // "the request holds a shell command …"
 */
export function checkSafety(sentence: string): RefuseReading | undefined {
  const bare = sentence.replaceAll(/"[^"]*"/gu, '""');
  if (/\$[({]/u.test(sentence) || SHELL.some((pattern) => pattern.test(bare))) {
    return refuseRequest(
      'unsafe',
      'the request contains a shell command or a substitution; commands are never run from a sentence',
    );
  }
  return DESTRUCTION.some((pattern) => pattern.test(withoutGarbage(bare.toLowerCase())))
    ? refuseRequest('unsafe', 'this would destroy data, and no configuration change can bring it back')
    : undefined;
}

/** What nothing uses may go from the store, and temporary files may go: neither is data. */
function withoutGarbage(text: string): string {
  if (
    /\b(?:wipe|clean|clear|empty|delete|erase)\b.*(?:\btmp\b|\btemporary (?:files|directory)\b)/u.test(
      text,
    ) &&
    !/\b(?:disk|drive|home|everything)\b/u.test(text)
  )
    return text.replaceAll(/\b(?:wipe|erase)\b|\/tmp\b/gu, 'clean');
  return /\b(?:garbage|unused|unneeded|unreferenced|dead paths|old (?:packages|generations|paths|things|stuff))\b/u.test(
    text,
  )
    ? text.replaceAll(/\b(?:from|in|of|out of) (?:the |my )?(?:nix )?store\b/gu, '')
    : text;
}

const SHELL: readonly RegExp[] = [
  /&&|\|\||\||>>?\s*\/|<\(|>\(/u,
  /\brm\s+-|\bdd\s+(?:if|of)=|\bmkfs\b|:\(\)\s*\{|\bsudo\s+\S+\s+-/iu,
  /\b(?:curl|wget)\s+(?:-\S+\s+)*https?:/iu,
  /[;&]\s*(?:sudo|rm|dd|sh|bash|zsh|curl|wget|nc|ncat|chmod|chown|kill|eval|exec|cat|echo|reboot|shutdown|mv|cp|python3?|perl)\s[^;]*[-/|$]/iu,
  /\bnix-(?:env|collect-garbage|store)\s+-|\bnixos-rebuild\s|\bsystemctl\s/iu,
];

const DESTROY =
  '(?:delete|deleting|erase|wipe|format|reformat|destroy|shred|nuke|overwrite|remove|purge|clear|kill)';
const DATA =
  '(?:(?:hard |boot |system |root )?(?:disk|drive|partition)s?(?! space| usage)|file ?systems?|everything|every file|all (?:my |the )?(?:files|data|users|packages|services)|(?:my |the )?(?:home|root(?! (?:ssh|logins?|access|log)\\b))(?: directory| folder| partition)?|/(?:[\\w/-]*)?|nixos|(?:the )?(?:nix )?store|the (?:whole )?system|operating system|computer|bootloader|boot loader)';

const DESTRUCTION: readonly RegExp[] = [
  new RegExp(`\\b${DESTROY}\\b(?: \\S+){0,2}? (?:on |from )?${DATA}(?=[\\s.,;!?]|$)`, 'u'),
  new RegExp(`\\b(?:wipe|format|shred|nuke|erase|destroy)\\b`, 'u'),
];
