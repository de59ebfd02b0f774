import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { startOllamaServer, type Reply } from '../llm/support/servers.ts';
import { AT_A_TERMINAL, Terminal, type TerminalOptions } from '../lib/terminal.ts';

/** What a model answers: a runbook that sets one variable. */
function greeting(text: string): Reply {
  const runbook = `runbook: greet\nversion: 1\ndescription: Greet people.\nsteps:\n  - id: change\n    edit:\n      - { set: environment.variables.GREETING, to: ${text} }\n`;
  const nothing = {
    library: null,
    parameters: null,
    question: null,
    choices: null,
    look_up: null,
    query: null,
  };
  const answer = { kind: 'runbook', summary: 'Greets.', runbook, ...nothing, task: null, reason: null };
  return { kind: 'answer', text: JSON.stringify(answer) };
}

let host: Host;
let state: string;
let terminal: Terminal | undefined;
beforeAll(async () => {
  host = await makeHost();
});
afterAll(async () => host.end());
beforeEach(() => {
  state = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => {
  terminal?.close();
  terminal = undefined;
  rmSync(state, { recursive: true, force: true });
});

async function start(options: TerminalOptions = {}, args: readonly string[] = []): Promise<Terminal> {
  const env = { NIXOS_AI_HOST: host.dir, XDG_STATE_HOME: state, ...options.env };
  terminal = new Terminal(args, { ...options, env });
  await terminal.prompt(1);
  return terminal;
}

const configuration = () => readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8');

describe('without a terminal', () => {
  it('nothing at all prints the help', async () => {
    const alone = await nixosAi([], { host: host.dir });
    const help = await nixosAi(['--help'], { host: host.dir });
    expect(alone.stdout).toContain('Change the host');
    expect(alone.stdout).toBe(help.stdout);
  });

  it('the prompt does not start, and says what to do', async () => {
    const result = await nixosAi(['chat'], { host: host.dir });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('CLI001');
  });
});

describe('at a terminal', AT_A_TERMINAL, () => {
  it('plans, explains, adds, applies exactly that, shows and takes it back', async () => {
    const before = readHostState(host.dir);
    const at = await start();

    const plan = await at.say('install htop');
    expect(plan).toMatch(/^\+\s+htop/mu);
    expect(plan).toContain("'apply it'");
    expect(readHostState(host.dir)).toEqual(before);

    const why = await at.say('why?');
    expect(why).toContain('install htop → environment.systemPackages += pkgs.htop');
    expect(why).toContain('Risk package');
    expect(why).toMatch(/rule at default-policy\.yaml:\d+/u);
    expect(why).toContain('no unit fails that did not fail before');
    expect(why).toContain('from the snapshot');

    const more = await at.say('also git');
    expect(more).toContain('= install htop, then install git');
    expect(more).toMatch(/^\+\s+git/mu);
    expect(readHostState(host.dir)).toEqual(before);

    const applied = await at.say('apply it');
    expect(applied).toContain('approved by person');
    expect(applied).toContain('verified');
    // What was just read is not printed again.
    expect(applied).not.toContain('+++ b/');
    expect(configuration()).toMatch(/htop\s+git/u);
    expect(await at.say('yes')).toContain('already applied');

    const story = await at.say(':show');
    expect(story).toContain('install htop, then install git');
    expect(story).toContain('verified');

    at.type('undo that');
    at.key('Enter');
    await at.until((text) => text.endsWith('Apply this change? [y/N]'), 'question');
    at.type('y');
    at.key('Enter');
    await at.until(
      (text) => /takes? back|rolled|verified/u.test(text) && text.endsWith('nixos@sandbox>'),
      'end',
    );
    expect(readHostState(host.dir).configuration).toEqual(before.configuration);
  }, 180_000);

  it('does not apply a plan that is no longer the one that was shown', async () => {
    const at = await start();
    await at.say('install htop');
    appendFileSync(join(host.dir, 'etc/nixos/configuration.nix'), '# edited meanwhile\n');
    const before = readHostState(host.dir);
    const refused = await at.say('apply it');
    expect(refused).toContain('changed since the plan was shown');
    expect(refused).toContain('+++ b/configuration.nix');
    expect(readHostState(host.dir)).toEqual(before);
    expect(await at.say('never mind')).toContain('dropped');
    expect(await at.say('apply it')).toContain('There is no plan yet');
    expect(readHostState(host.dir)).toEqual(before);
  }, 120_000);

  it('shows a plan again before it is applied where something else was said since', async () => {
    const at = await start();
    const before = readHostState(host.dir);
    await at.say('install htop');
    await at.say('what failed?');
    const again = await at.say('apply it');
    expect(again).toContain('here it is again');
    expect(again).toMatch(/^\+\s+htop/mu);
    expect(readHostState(host.dir)).toEqual(before);
  }, 120_000);

  it('lists choices by number, and plans the one whose number is typed', async () => {
    const at = await start();
    const asked = await at.say('install htop for dave');
    expect(asked).toMatch(/^ {2}1 {2}create user dave, then install htop for dave$/mu);
    expect(asked).toMatch(/^ {2}2 {2}install htop for alice$/mu);
    expect(await at.say('7')).toContain('Which one?');
    const chosen = await at.say('the second one');
    expect(chosen).toContain('= install htop for alice');
    expect(chosen).toContain('users.nix');
  }, 120_000);

  it('completes options, packages, users and commands with Tab', async () => {
    const at = await start();
    const complete = async (typed: string, expected: string): Promise<void> => {
      at.type(typed);
      at.key('Tab');
      await at.until((text) => text.endsWith(`> ${expected.trimEnd()}`), `'${expected}'`, 5_000);
      at.key('C-c');
      await at.until((text) => text.endsWith('>'), 'prompt', 5_000);
    };
    await complete('set services.ng', 'set services.nginx.');
    await complete('install hto', 'install htop ');
    await complete('install htop for al', 'install htop for alice ');
    await complete(':stat', ':status ');
    at.type(':run enable-');
    at.key('Tab');
    at.key('Tab');
    const listed = await at.until((text) => text.includes('enable-nginx'), 'both runbooks', 5_000);
    expect(listed).toMatch(/enable-docker\s+enable-nginx/u);
  }, 60_000);

  it('clears a line with Ctrl-C, says how to leave at an empty one, and leaves with Ctrl-D', async () => {
    const at = await start();
    at.type('install htop');
    at.key('C-c');
    await at.prompt(2);
    at.key('C-c');
    const text = await at.prompt(3);
    expect(text).toContain('install htop^C');
    expect(text).not.toContain('run 2');
    expect(text).toContain('Ctrl-D or :quit leaves.');
    at.key('C-d');
    expect(await at.ended()).toBe(0);
  }, 60_000);

  it('ends a planning with Ctrl-C, and plans again after', async () => {
    const before = configuration();
    const slow =
      "(builtins.foldl' (a: _: builtins.foldl' (b: _: b + 1) a (builtins.genList (x: x) 1000000)) 0 (builtins.genList (x: x) 1000000))";
    const edited = before.replace(
      'environment.systemPackages',
      `environment.etc.slow.text = toString ${slow};\n  environment.systemPackages`,
    );
    expect(edited).not.toBe(before);
    writeFileSync(join(host.dir, 'etc/nixos/configuration.nix'), edited);
    try {
      const at = await start();
      at.type('install htop');
      at.key('Enter');
      await at.until((text) => /^run \d+-/mu.test(text), 'run');
      at.key('C-c');
      // The evaluation alone would take days.
      const text = await at.prompt(2);
      expect(text).toContain('Stopping');
      expect(text).not.toContain('+++ b/');
      expect(await at.say('apply it')).toContain('There is no plan yet');
      writeFileSync(join(host.dir, 'etc/nixos/configuration.nix'), before);
      expect(await at.say('install htop')).toMatch(/^\+\s+htop/mu);
    } finally {
      writeFileSync(join(host.dir, 'etc/nixos/configuration.nix'), before);
    }
  }, 120_000);

  it('keeps what was typed over two starts, and no secret', async () => {
    const first = await start();
    await first.say(':status');
    const refused = await first.say('set the wifi password to correct-Horse7battery');
    expect(refused).toMatch(/SEC00\d/u);
    await first.say(':help');
    first.close();
    const kept = readFileSync(join(state, 'nixos-ai/history'), 'utf8');
    expect(kept).toBe(':status\n:help\n');

    const second = await start();
    second.key('Up');
    await second.until((text) => text.endsWith('> :help'), 'last line', 5_000);
    second.key('Up');
    await second.until((text) => text.endsWith('> :status'), 'line before', 5_000);
    second.key('Enter');
    expect(await second.prompt(2)).toContain('boots next');
  }, 120_000);

  it('tells a model what was said before, where the words alone do not say it', async () => {
    const settings = join(host.dir, 'nixos-ai.yaml');
    const before = readFileSync(settings, 'utf8');
    const server = await startOllamaServer([greeting('hello'), greeting('moin')]);
    const provider = `{ kind: ollama, model: m, base-url: '${server.url}', retries: 0, timeout: 5 }`;
    appendFileSync(settings, `planner: { order: [offline, local] }\nproviders:\n  local: ${provider}\n`);
    try {
      const at = await start();
      const sentence = 'make people see a friendly greeting whenever they land on this machine';
      expect(await at.say(sentence)).toContain('hello');
      expect(await at.say('why?')).toContain('read by local (m)');
      expect(await at.say('also in the dialect of hamburg')).toContain('moin');
      const [first = '', second = ''] = server.requests.map(({ body }) => JSON.stringify(body));
      expect(first).not.toContain('runbook: greet');
      expect(second).toContain(sentence);
      expect(second).toContain('runbook: greet');
      expect(await at.say(':provider offline')).toContain('offline plans');
      expect(await at.say('also in the dialect of bremen')).toContain('I am not sure');
      expect(server.requests).toHaveLength(2);
    } finally {
      writeFileSync(settings, before);
      await server.close();
    }
  }, 120_000);

  it('plans a runbook with :run, and applies it where a person says so', async () => {
    const at = await start();
    expect(await at.say(':run enable-docker')).toMatch(/PAR00\d/u);
    const plan = await at.say(':run enable-docker user=alice');
    expect(plan).toContain('virtualisation.docker.enable');
    expect(await at.say('why?')).toContain('runbook enable-docker (library)');
    const applied = await at.say(':apply');
    expect(applied).toContain('approved by person');
    expect(applied).toContain('verified');
  }, 120_000);

  it('prints no escape code where the terminal is dumb', async () => {
    const raw = join(state, 'raw');
    const at = await start({ env: { TERM: 'dumb', NO_COLOR: '' }, raw });
    await at.say('install htop');
    await at.say(':quit-not');
    at.type('exit');
    at.key('Enter');
    await at.ended();
    const printed = readFileSync(raw, 'utf8');
    expect(printed).toContain('htop');
    expect(printed.includes('\u001B')).toBe(false);
  }, 120_000);
});
