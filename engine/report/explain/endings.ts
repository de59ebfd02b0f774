import type { EXIT_CODES } from '../../model/outcome.ts';

/** Whose host it is after each way to end. Every code of the engine has a line: the type says so. */
export const ENDINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  verified: 'The change is live, its checks pass, and it boots from now on.',
  'no-change': 'The host is already as requested; nothing was done.',
  planned: 'Only a preview was requested; nothing was changed.',
  failed: 'It failed, or was interrupted, before the host was changed.',
  usage:
    'Nothing was started: invalid input, a question back, another run holds the host, or an interrupted run must be rolled back first.',
  'rolled-back': 'The change failed; files and system are as they were.',
  'needs-human':
    'The host could not be rolled back completely, or a step needs a person. The message says what to type.',
  rejected: 'Nobody approved it, or the request is one nixos-ai refuses; nothing was changed.',
  'pending-reboot':
    'The host needs a reboot; then `nixos-ai resume` checks the change and keeps it, or rolls back.',
  'pending-approval':
    'Somebody else has to approve it; `nixos-ai approve RUN` does, and the run goes on. Nothing was changed yet.',
};
