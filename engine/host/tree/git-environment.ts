/**
 * What every git that is started for us has to keep to, our own and that of Nix: no hook, no clean-up and no file system
 * monitor, which would stay behind as daemons, or run what a repository says. Git refuses the repository of another
 * owner; to read it as root is what an administrator does.
 *
 * @param safe - The repository that may be another owner's; `*` for all.
 * @example
 * gitEnvironment('/home/alice/nixos') // { GIT_CONFIG_COUNT: '6', GIT_CONFIG_KEY_0: 'core.hooksPath', … }
 */
export function gitEnvironment(safe: string, more: readonly (readonly [string, string])[] = []) {
  const all = [...ALWAYS, ['safe.directory', safe] as const, ...more];
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(all.length)],
    ...all.flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  ]) as Record<string, string>;
}

const ALWAYS = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['credential.helper', ''],
] as const;
