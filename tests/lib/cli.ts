import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON, a value a line. */
  readonly lines: () => readonly Record<string, unknown>[];
}

export interface CliOptions {
  readonly host?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs the built program as a user would, without a terminal. */
export async function nixosAi(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = startNixosAi(args, options);
  return child.ended;
}

/** Starts the built program and gives the process, for tests that interrupt it. */
export function startNixosAi(args: readonly string[], options: CliOptions = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      NIXOS_AI_HOST: options.host ?? '',
      ...options.env,
    },
  });
  let stdout = '';
  let stderr = '';
  let whenHeard = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    whenHeard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<CliResult>((settle) => {
    child.on('close', (exitCode) => {
      settle({ exitCode, stdout, stderr, lines: () => parseLines(stdout) });
    });
  });
  /** Until it has printed what is waited for; an error where it ends before. */
  const printed = async (fits: string | ((text: string) => boolean)): Promise<void> => {
    const holds = typeof fits === 'string' ? () => stdout.includes(fits) : () => fits(stdout);
    const heard = new Promise<boolean>((settle) => {
      whenHeard = () => {
        if (holds()) settle(true);
      };
      whenHeard();
    });
    const end = ended.then(() => holds());
    if (!(await Promise.race([heard, end])))
      throw new Error(`it ended before it printed ${String(fits)}: ${stdout}${stderr}`);
  };
  return { child, ended, stdout: () => stdout, printed };
}

export function parseLines(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/**
 * A sandbox host of its own; `end` stops and removes it. Units are looked at for a moment only before a change holds: nothing
 * in a sandbox needs longer to fail.
 */
export async function makeHost(...flags: readonly string[]) {
  const host = await makeHostAsShipped(...flags);
  appendFileSync(join(host.dir, 'nixos-ai.yaml'), limitsLine('settle: 0.3'));
  return host;
}

/** Gives a host of {@link makeHost} limits of its own: members of a YAML map in one line. */
export function setLimits(dir: string, limits: string): void {
  const file = join(dir, 'nixos-ai.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^limits: .*\n/mu, () => limitsLine(limits)),
  );
}

function limitsLine(limits: string): string {
  return `limits: { ${limits} }\n`;
}

/** The same with the settings that `sandbox create` writes, and no others. */
export async function makeHostAsShipped(...flags: readonly string[]) {
  const base = mkdtempSync('/tmp/nixos-ai-test-');
  const dir = join(base, 'host');
  const made = await nixosAi(['sandbox', 'create', dir, '--json', ...flags]);
  const end = async (): Promise<void> => {
    await nixosAi(['sandbox', 'stop', dir]);
    rmSync(base, { recursive: true, force: true });
  };
  const [answer] = made.lines();
  if (made.exitCode !== 0 || answer === undefined) {
    await end();
    throw new Error(`no sandbox: ${made.stdout}${made.stderr}`);
  }
  return { dir, base, end, httpPort: Number(answer['httpPort']), sshPort: Number(answer['sshPort']) };
}

export type Host = Awaited<ReturnType<typeof makeHost>>;
