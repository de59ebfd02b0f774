import { connect } from 'node:net';
import { MARK } from './processes.mjs';

/** Tells the supervisor that this service is ready. */
export function notifyReady() {
  const path = process.env.NOTIFY_SOCKET;
  if (!path) return;
  const unit = process.env[MARK].slice(process.env[MARK].lastIndexOf(':') + 1);
  const socket = connect(path, () =>
    socket.write(`${JSON.stringify({ op: 'notify', unit, state: 'READY=1' })}\n`),
  );
  socket.on('error', () => {});
  socket.resume();
}

/** Ends the program with its reason on standard error, as a daemon that cannot start does. */
export function die(message) {
  console.error(message);
  process.exit(1);
}
