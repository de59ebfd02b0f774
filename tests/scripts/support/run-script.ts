import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

const SCRIPTS = new URL('../../../scripts/', import.meta.url).pathname;

export interface ScriptResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the project as a person would, without a terminal; `path` replaces PATH, `input` is typed. */
export async function runScript(
  name: string,
  args: readonly string[],
  options: { readonly path?: string; readonly input?: string } = {},
): Promise<ScriptResult> {
  const PATH = options.path ?? `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  const child = spawn(`${SCRIPTS}${name}`, args, {
    env: { ...process.env, PATH, NO_COLOR: '1', FORCE_COLOR: undefined, NIXOS_AI_HOST: '' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => settle({ exitCode, stdout, stderr }));
  });
}
