import { systemctl } from '../calls/systemctl.mjs';
import { systemdRun } from '../calls/systemd-run.mjs';

const programs = { systemctl, 'systemd-run': systemdRun };
let count = 0;

/**
 * A command line of a client (`client.pl`, `client.mjs`): `{ call, argv, environment }`, environment as `NAME=VALUE`. The
 * answer is text, so that a client need not parse: exit code, standard output and standard error, each ended by NUL.
 */
export async function answerCall({ call, argv, environment }, { root, perform }) {
  const [out, err] = [[], []];
  const lines = (kept) => (text) => void kept.push(`${text}\n`);
  let code = 1;
  try {
    code = await programs[call]({
      root,
      argv,
      caller: Object.fromEntries(environment.map(cut)),
      serial: () => ++count,
      ask: perform,
      out: lines(out),
      err: lines(err),
    });
  } catch (error) {
    lines(err)(`Failed to connect to bus: ${error.message}`);
  }
  return [code, out.join(''), err.join(''), ''].join('\0');
}

function cut(text) {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
