import type { EXIT_CODES } from '../../model/outcome.ts';

/** Whose host it is after each way to end. Every code of the engine has a line: the type says so. */
export const ENDINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  verified: 'The change is live, its checks hold, and it boots from now on.',
  'no-change': 'The host already is as asked; nothing was done.',
  planned: 'Only a preview was asked for; nothing was changed.',
  failed: 'It failed, or was interrupted, before the host was changed.',
  usage:
    'Nothing was started: wrong input, a question back, another run holds the host, or one must be put back first.',
  'rolled-back': 'The change did not hold; files and system are as they were.',
  'needs-human':
    'The host could not be put back entirely, or a step asked for a person. The message says what to type.',
  rejected: 'Nobody approved it, or the sentence asks for what is not done; nothing was changed.',
  'pending-reboot':
    'The host has to be rebooted; then `nixos-ai resume` checks the change and keeps it, or puts the host back.',
  'pending-approval':
    'Somebody else has to approve it; `nixos-ai approve RUN` does, and the run goes on. Nothing was changed yet.',
};
