// Has the supervisor of a sandbox host answer a command line: `client.mjs ROOT PROGRAM [ARGUMENT…]`. `client.pl` is the same
// where there is a Perl.
import { ask } from './lib/client.mjs';

const [root, call, ...argv] = process.argv.slice(2);
const environment = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
try {
  const [code, out, err] = (await ask(root, { call, argv, environment })).split('\0');
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = Number(code);
} catch (error) {
  const gone = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
  console.error(`Failed to connect to bus: ${gone ? 'No such file or directory' : error.message}`);
  process.exitCode = 1;
}
