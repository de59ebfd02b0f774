import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import type { Host } from './host.ts';

/** Addresses that are for documentation only; the outside is another one for each process of the tests. */
const BLOCK = `198.51.100.${(process.pid % 62) * 4}`;
const address = (offset: number): string => BLOCK.replace(/\d+$/u, (start) => String(Number(start) + offset));

export const INSIDE = `${address(2)}/30`;

/** Somebody outside who answers: what a host without a network cannot reach. */
export async function answerOutside(machine: Host) {
  execFileSync('ip', ['address', 'replace', `${address(1)}/30`, 'dev', machine.cable]);
  execFileSync('ip', ['link', 'set', machine.cable, 'up']);
  const server = createServer((_request, response) => response.end('outside'));
  await new Promise<void>((settle) => server.listen(0, address(1), settle));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { url: `http://${address(1)}:${port}/`, close: () => server.close() };
}

/** What the host gets from a URL. */
export async function fetchFrom(machine: Host, url: string): Promise<string> {
  const script = `fetch('${url}', { signal: AbortSignal.timeout(3000) }).then((r) => r.text()).then(console.log, () => console.log('nothing'))`;
  const [program, ...args] = machine.command(['node', '-e', script]);
  return (await promisify(execFile)(program, args)).stdout.trim();
}
