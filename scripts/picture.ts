/**
 * Makes the pictures of docs/img/ from real runs: a sandbox host is made in DIR, the commands below are run on it, and
 * what they print becomes an SVG. `node scripts/picture.ts [DIR]`; DIR must not exist, /tmp/host when left out.
 *
 * Needs a built dist/ and Nix, as scripts/demo.sh sets up. `node scripts/picture.ts --filter TITLE` turns standard input
 * into an SVG on standard output instead.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { renderTerminalSvg } from './picture/svg.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const BIN = `${ROOT}dist/cli/bin.cjs`;

interface Picture {
  readonly file: string;
  readonly title: string;
  readonly commands: readonly Shown[];
  /** The last command prints the picture itself. */
  readonly drawn?: boolean;
}

/** A command, and the exit code without which there is no picture; `hidden` is run and not shown. */
interface Shown {
  readonly args: readonly string[];
  readonly exit: number;
  readonly hidden?: boolean;
}

const PICTURES: readonly Picture[] = [
  {
    file: 'docs/img/run.svg',
    title: 'A sentence becomes a verified change',
    commands: [{ args: ['install docker and enable it', '--yes'], exit: 0 }],
  },
  {
    file: 'docs/img/rollback.svg',
    title: 'A change that does not hold is rolled back by itself',
    commands: [
      { args: ['run', 'tests/data/runbooks/break-nginx.yaml', '--yes'], exit: 3, hidden: true },
      { args: ['show'], exit: 0 },
    ],
  },
  {
    file: 'docs/img/rolled-back.svg',
    title: 'The way of that run',
    commands: [{ args: ['show', '--format', 'svg'], exit: 0 }],
    drawn: true,
  },
];

function main(args: readonly string[]): void {
  if (args[0] === '--filter') {
    process.stdout.write(renderTerminalSvg(readFileSync(0, 'utf8'), args[1] ?? 'terminal'));
    return;
  }
  const host = args[0] ?? '/tmp/host';
  runOn(host, { args: ['sandbox', 'create', host], exit: 0 });
  try {
    for (const picture of PICTURES) makePicture(host, picture);
  } finally {
    runOn(host, { args: ['sandbox', 'stop', host], exit: 0 });
    rmSync(host, { recursive: true, force: true });
  }
}

function makePicture(host: string, { file, title, commands, drawn }: Picture): void {
  if (drawn === true) {
    for (const command of commands) writeFileSync(`${ROOT}${file}`, runOn(host, command));
    return;
  }
  const shown = commands.map((command) => {
    const output = runOn(host, command);
    return command.hidden === true ? '' : `\u001b[1m$ ${typed(command.args)}\u001b[0m\n${output}`;
  });
  writeFileSync(`${ROOT}${file}`, renderTerminalSvg(shown.join(''), title));
}

function runOn(host: string, { args, exit }: Shown): string {
  const env = { ...process.env, NIXOS_AI_HOST: host, FORCE_COLOR: '1' };
  const result = spawnSync(process.execPath, [BIN, ...args], { cwd: ROOT, env, encoding: 'utf8' });
  if (result.status !== exit)
    throw new Error(`${typed(args)} ended with ${String(result.status)}, not ${exit}\n${result.stderr}`);
  return result.stdout;
}

function typed(args: readonly string[]): string {
  return ['nixos-ai', ...args.map((word) => (word.includes(' ') ? `"${word}"` : word))].join(' ');
}

main(process.argv.slice(2));
