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
  const message = `${host.system}/current-system leads to no system: the host does not run, or its link is gone`;
  const fix = `boot the host (nixos-ai sandbox start DIR, where it is one), or activate the profile: ${host.profile}/bin/switch-to-configuration test`;
  return bad('none', 'DOC040', 'error', message, fix);
}

function checkProfile({ profile, running }: SystemsFacts, { host }: Around): Verdict {
  if (profile.path !== undefined) return well(profile.path);
  const what = profile.target === undefined ? 'is not there' : `leads to ${profile.target}, which is gone`;
  const message = `the system profile ${host.profile} ${what}: nothing says what boots next, and no generation can be added`;
  const fix =
    running === undefined
      ? 'nixos-rebuild boot as root'
      : `nix-env --profile ${host.profile} --set ${running} as root, which makes the running system a generation`;
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
      ? 'it was made the next boot, and the reboot is pending'
      : 'the running one was activated for a test, or by a rollback, and was not made the next boot';
  const message = `${running} runs (${is}), and ${profile.path} boots next: ${how}`;
  const fix = `reboot to take it; or keep what runs: nix-env --profile ${host.profile} --set ${running}, then ${running}/bin/switch-to-configuration boot`;
  return bad('another than runs', 'DOC042', 'warning', message, fix);
}

function checkKernel({ kernels }: SystemsFacts): Verdict | undefined {
  const { booted, running } = kernels;
  if (booted === undefined || running === undefined) return undefined;
  if (booted === running) return well(running);
  const message = `the booted kernel is ${booted}, that of the running system is ${running}: its modules do not fit what runs`;
  return bad('another than was booted', 'DOC043', 'warning', message, 'reboot when it suits');
}

function checkGenerations({ generations }: SystemsFacts, { host }: Around): Verdict | undefined {
  if (generations.length === 0) return undefined;
  const gone = generations.filter(({ path }) => path === undefined).map(({ number }) => String(number));
  const seen = `${generations.length}, the newest is ${Math.max(...generations.map(({ number }) => number))}`;
  if (gone.length === 0) return well(seen);
  const message = `generations ${listed(gone)} lead to paths that are gone: they cannot be gone back to`;
  return bad(
    seen,
    'DOC044',
    'warning',
    message,
    `nix-env --profile ${host.profile} --delete-generations ${gone.join(' ')}`,
  );
}
