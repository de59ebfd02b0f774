import { spawnSync } from 'node:child_process';

/** Tells systemd that this service is ready. */
export function notifyReady() {
  if (process.env.NOTIFY_SOCKET) spawnSync('systemd-notify', ['--ready'], { stdio: 'inherit' });
}

/** Ends the program with its reason on standard error, as a daemon that cannot start does. */
export function die(message) {
  console.error(message);
  process.exit(1);
}
