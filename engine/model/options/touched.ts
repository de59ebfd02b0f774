import type { OptionPath } from './value.ts';

/**
 * The forms that a value may have which nothing can run.
 *
 * - `plain`: by the option's declared type a boolean, a number, or one of the values that the type lists
 * - `package`: a package of the host's own set, named by `pkgs.…`
 * - `name`: one word of letters, digits, `.`, `_`, `+` and `-`
 * - `words`: several such words, with one space between them; they may hold `=`, `:` and `,`
 * - `flags`: words that may begin with `-`
 * - `host`: a host name, an address, a network or a pattern of host names
 * - `url`: a web address without a query
 * - `email`: an address of a mailbox
 * - `zone`: a time zone
 * - `locale`: a locale, with or without its character set
 * - `schedule`: a calendar event or a span of time of systemd
 * - `path`: an absolute path of ordinary characters, without `..`
 */
export const SHAPES = [
  'plain',
  'package',
  'name',
  'words',
  'flags',
  'host',
  'url',
  'email',
  'zone',
  'locale',
  'schedule',
  'path',
] as const;

export type Shape = (typeof SHAPES)[number];

/** What the options of a host say of one that a change touches. */
export interface TouchedOption {
  readonly path: OptionPath;
  /** What else it is called: its name of now, or those of before. */
  readonly names: readonly OptionPath[];
  /** Whether the host has such an option. */
  readonly declared: boolean;
  /** The forms that every value it is given has. Of what is taken away, those that any value of the option would have. */
  readonly shapes: readonly Shape[];
}
