import { connect } from 'node:net';

/** The control socket of the supervisor of a root. */
export function socketPath(root) {
  return `${root}/run/systemd/private`;
}

/** Sends one request to the supervisor and gives its answer; rejects when none runs. */
export async function request(root, message) {
  return JSON.parse(await ask(root, message));
}

/** The same for an answer that is text. */
export function ask(root, message) {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(root));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(message)}\n`));
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      if (text === '') reject(Object.assign(new Error('no answer'), { code: 'ENOANSWER' }));
      else resolve(text);
    });
  });
}
