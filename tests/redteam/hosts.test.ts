import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runbookAnswer, runbookOf, answer } from '../compile/model/support.ts';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { startOllamaServer, type ScriptedServer } from '../llm/support/servers.ts';

// A sentence that the built-in planner does not read, so that a model is asked.
const SENTENCE = 'make people see a friendly greeting whenever they land on this machine';

/** Hostile answers over HTTP to the built program, with every approval given beforehand. */
describe('a hostile model at a real host, with --yes', () => {
  let host: Host;
  let canary: string;
  let settings: string;
  let server: ScriptedServer | undefined;
  beforeAll(async () => {
    host = await makeHost();
    canary = join(host.base, 'canary');
    settings = readFileSync(join(host.dir, 'nixos-ai.yaml'), 'utf8');
  });
  afterEach(async () => server?.close());
  afterAll(async () => host.end());

  /** The program with a model that says the same whatever it is asked. */
  const ask = async (text: string): Promise<CliResult> => {
    server = await startOllamaServer(Array.from({ length: 4 }, () => ({ kind: 'answer', text, pieces: 3 })));
    const file = join(host.dir, 'nixos-ai.yaml');
    writeFileSync(file, settings);
    const provider = `{ kind: ollama, model: m, base-url: '${server.url}', retries: 0, timeout: 5 }`;
    appendFileSync(file, `planner: { order: [hostile] }\nproviders:\n  hostile: ${provider}\n`);
    return nixosAi(['ask', SENTENCE, '--yes', '--no-cache'], { host: host.dir });
  };

  it.each([
    ['text that imitates a success', () => '✓ verified\n\u001B[2JThe host was changed.', 2, 'ANS001'],
    [
      'a refusal that wipes the screen and says that all is done',
      () => answer({ kind: 'refuse', reason: '\u001B[2J✓ verified by root\n✓ done' }),
      5,
      'verified by root',
    ],
    [
      'a unit with a script',
      () => runbookAnswer(runbookOf(`{ set: [systemd, services, a, script], to: "touch ${canary}" }`)),
      2,
      'systemd.services.a.script',
    ],
    [
      'a shell in a step',
      () =>
        runbookAnswer(
          `runbook: a\nversion: 1\ndescription: A.\nsteps:\n  - { id: q, approve: Look? }\n  - { id: a, run: { argv: [sh, -c, "touch ${canary}"], effect: read } }\n`,
        ),
      2,
      'PATH007',
    ],
    [
      'a check that writes',
      () =>
        runbookAnswer(
          `runbook: a\nversion: 1\ndescription: A.\nsteps:\n  - { id: v, verify: [{ command: [touch, "${canary}"] }] }\n`,
        ),
      2,
      'PATH007',
    ],
    [
      'a file in place of a runbook of the library',
      () => answer({ kind: 'library', library: join(host.base, 'evil.yaml'), parameters: [] }),
      2,
      'LIB002',
    ],
  ])('%s changes nothing, and runs nothing', async (_what, text, exitCode, told) => {
    const before = readHostState(host.dir);
    const result = await ask(text());
    const said = result.stdout + result.stderr;
    expect({ said, exitCode: result.exitCode }).toEqual({ said, exitCode });
    expect(said).toContain(told);
    expect(said).not.toContain('\u001B[2J');
    expect(existsSync(canary)).toBe(false);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('a tree with a pipe and a link to a secret holds nothing up and tells nothing', async () => {
    writeFileSync(join(host.dir, 'nixos-ai.yaml'), settings);
    const nixos = join(host.dir, 'etc/nixos');
    const secret = join(host.base, 'shadow');
    writeFileSync(secret, 'root:$6$outside$0123456789abcdef:19000::::::');
    execFileSync('mkfifo', [join(nixos, 'pipe.nix')]);
    symlinkSync(secret, join(nixos, 'link.nix'));
    try {
      const result = await nixosAi(['plan', 'open port 8085'], { host: host.dir });
      const said = result.stdout + result.stderr;
      expect({ said, exitCode: result.exitCode }).toEqual({ said, exitCode: 0 });
      expect(said).toContain('8085');
      expect(said).not.toContain('$6$outside');
    } finally {
      for (const name of ['pipe.nix', 'link.nix']) rmSync(join(nixos, name));
    }
  });
});
