import type { Around, Check, Verdict } from './check.ts';
import { bad, check, well } from './check.ts';
import type { SystemsFacts } from './facts.ts';
import { listed } from './words.ts';

/** Which systems run, boot next and were booted, and whether these are the ones that are meant. */
export const SYSTEM_CHECKS: readonly Check[] = [
  check('running system', 'systems', checkRunning),
  check('system profile', 'systems', checkProfile),
  check('next boot', 'systems', checkNextBoot),
  check('kernel', 'systems', checkKernel),
  check('generations', 'systems', checkGenerations),
];

function checkRunning({ running }: SystemsFacts, { host }: Around): Verdict {
  if (running !== undefined) return well(running);
  const message = `${host.system}/current-system does not point to a system: the host is not running, or the link is gone`;
  const fix = `boot the host (nixos-ai sandbox start DIR for a sandbox), or activate the profile: ${host.profile}/bin/switch-to-configuration test`;
  return bad('none', 'DOC040', 'error', message, fix);
}

function checkProfile({ profile, running }: SystemsFacts, { host }: Around): Verdict {
  if (profile.path !== undefined) return well(profile.path);
  const what = profile.target === undefined ? 'is missing' : `points to ${profile.target}, which is gone`;
  const message = `the system profile ${host.profile} ${what}: it is unknown what boots next, and no generation can be added`;
  const fix =
    running === undefined
      ? 'nixos-rebuild boot as root'
      : `nix-env --profile ${host.profile} --set ${running} as root, to make the running system a generation`;
  return bad('none', 'DOC041', 'error', message, fix);
}

function checkNextBoot(systems: SystemsFacts, { host }: Around): Verdict | undefined {
  const { running, profile, booted, generations } = systems;
  if (running === undefined || profile.path === undefined) return undefined;
  if (running === profile.path) return well('the running system');
  const known = generations.find(({ path }) => path === running)?.number;
  const is = known === undefined ? 'no generation' : `generation ${known}`;
  const how =
    running === booted
      ? 'it was set to boot next, and the reboot is pending'
      : 'the running one was activated as a test or by a rollback, and was not set to boot next';
  const message = `${running} is running (${is}), but ${profile.path} boots next: ${how}`;
  const fix = `reboot into it; or keep the running one: nix-env --profile ${host.profile} --set ${running}, then ${running}/bin/switch-to-configuration boot`;
  return bad('not the running one', 'DOC042', 'warning', message, fix);
}

function checkKernel({ kernels }: SystemsFacts): Verdict | undefined {
  const { booted, running } = kernels;
  if (booted === undefined || running === undefined) return undefined;
  if (booted === running) return well(running);
  const message = `the booted kernel is ${booted}, but the running system has ${running}: its modules do not match the booted kernel`;
  return bad('not the booted one', 'DOC043', 'warning', message, 'reboot when convenient');
}

function checkGenerations({ generations }: SystemsFacts, { host }: Around): Verdict | undefined {
  if (generations.length === 0) return undefined;
  const gone = generations.filter(({ path }) => path === undefined).map(({ number }) => String(number));
  const seen = `${generations.length}, the newest is ${Math.max(...generations.map(({ number }) => number))}`;
  if (gone.length === 0) return well(seen);
  const message = `generations ${listed(gone)} point to paths that are gone: you cannot roll back to them`;
  return bad(
    seen,
    'DOC044',
    'warning',
    message,
    `nix-env --profile ${host.profile} --delete-generations ${gone.join(' ')}`,
  );
}
