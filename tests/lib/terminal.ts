import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { until } from './until.ts';
import { needs } from './needs.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

/** Whether there is a tmux to make terminals with. */
export const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;

/** Options of tests that need a terminal. */
export const AT_A_TERMINAL = needs(HAS_TMUX, 'tmux is not here');

export interface TerminalOptions {
  /** A name with no text is not set. */
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** A file that takes every byte the program prints. */
  readonly raw?: string;
  /** What runs in it instead of the built program. */
  readonly program?: readonly [string, ...string[]];
  /** False: lines that the terminal broke stay broken. */
  readonly joined?: boolean;
}

/** A real terminal with the built program in it, by a tmux server of its own. */
export class Terminal {
  readonly #joined: boolean;
  readonly #socket = `nixos-ai-test-${randomUUID()}`;

  constructor(
    args: readonly string[],
    { env = {}, columns = 100, raw, program: other, joined = true }: TerminalOptions,
  ) {
    this.#joined = joined;
    const given = Object.entries({ NO_COLOR: '1', FORCE_COLOR: '', ...env });
    const unset = given.flatMap(([name, value]) => (value === '' ? ['-u', name] : []));
    const set = given.flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]));
    const program = ['env', ...unset, ...set, ...(other ?? [process.execPath, BIN]), ...args];
    const size = ['-x', String(columns), '-y', '40'];
    // It waits until its output is heard.
    const wait = ['sh', '-c', 'read -r _; exec "$@"', 'sh', ...program];
    const settings = ['set', '-g', 'history-limit', '20000', ';', 'set', '-g', 'remain-on-exit', 'on', ';'];
    this.#tmux('-f', '/dev/null', 'start-server', ';', ...settings, 'new-session', '-d', ...size, ...wait);
    if (raw !== undefined) this.#tmux('pipe-pane', '-o', `cat > '${raw}'`);
    this.key('Enter');
  }

  /** Types text as it is. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', '--', text);
  }

  /** Presses a key by tmux's name: `Enter`, `Tab`, `C-c`, `Up`. */
  key(name: string): void {
    this.#tmux('send-keys', name);
  }

  /** Everything printed so far, wrapped lines joined unless they are to stay. */
  text(): string {
    return this.#tmux('capture-pane', '-p', ...(this.#joined ? ['-J'] : []), '-S', '-')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Waits until the text fits; the text. */
  async until(fits: (text: string) => boolean, what: string, within = 60_000): Promise<string> {
    const look = (): string | undefined => {
      const text = this.text();
      return fits(text) ? text : undefined;
    };
    return until(look, () => `${what}\n${this.text()}`, { within, every: 50 });
  }

  /** Waits until the program asks for the next line, for the given time since it began. */
  async prompt(count: number): Promise<string> {
    return this.until((text) => prompts(text) >= count && /> ?$/u.test(text), `prompt ${count}`);
  }

  /** Says a line, and gives what was printed until the next prompt. */
  async say(line: string): Promise<string> {
    const before = this.text();
    this.type(line);
    this.key('Enter');
    const after = await this.prompt(prompts(before) + 1);
    return after.slice(before.length);
  }

  /** Waits until the program has ended; its exit code. */
  async ended(): Promise<number> {
    const server = Number(this.#tmux('display-message', '-p', '#{pid}'));
    // Now and then tmux is not told that its child has ended (3.3a): it is told again.
    const remind = setInterval(() => process.kill(server, 'SIGCHLD'), 1_000);
    try {
      await this.until((text) => text.includes('Pane is dead'), 'end');
    } finally {
      clearInterval(remind);
    }
    return Number(this.#tmux('display-message', '-p', '#{pane_dead_status}'));
  }

  close(): void {
    this.#tmux('kill-server');
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

function prompts(text: string): number {
  return [...text.matchAll(/^nixos@[\w.-]+>/gmu)].length;
}
