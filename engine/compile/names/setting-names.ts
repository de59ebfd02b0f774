import { LANGUAGE } from '../language.ts';

/**
 * What people call a setting → the options it may be, by release. What the option's type takes, and whether it is a list,
 * is looked up in the host's own index.
 */
export const SETTING_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  LANGUAGE.frames.flatMap(({ settings = [] }) =>
    settings.flatMap(({ names, options }) => names.split('|').map((name) => [name.trim(), options] as const)),
  ),
);
