import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanPreview } from '../../engine/model/plan.ts';
import { parseBuildPlan } from '../../engine/nix/build-plan.ts';
import { nixosAi, type CliResult } from '../lib/cli.ts';
import { channelArguments, makeNixosHost, nixosRebuild, ON_NIXPKGS, type NixosHost } from '../lib/nixpkgs.ts';

/** Each kind of host on real NixOS modules, and beside it the tools that an administrator would use. */

const WAIT = 300_000;
const DOCKER = 'install docker and enable it';

describe.each(['channel', 'flake', 'flake in git'] as const)(
  'a host of real NixOS with a %s',
  ON_NIXPKGS,
  (kind) => {
    let host: NixosHost;
    beforeAll(() => {
      host = makeNixosHost(mkdtempSync('/tmp/nixos-ai-nixpkgs-'), 'minimal', kind);
    }, WAIT);
    afterAll(() => rmSync(host.base, { recursive: true, force: true }));

    it(
      'is planned on: the gate, one evaluation, what it means, and what would be built',
      async () => {
        const trace = join(host.base, 'trace');
        const planned = await nixosAi(['plan', DOCKER, '--json'], {
          host: host.base,
          env: { NIXOS_AI_TRACE: trace },
        });
        const { semantic, build, drvPath, edits } = previewOf(planned);
        expect(edits).toMatchObject([
          { op: 'set', path: ['virtualisation', 'docker', 'enable'], value: true },
        ]);
        expect(semantic.options).toContainEqual({
          name: 'virtualisation.docker.enable',
          before: false,
          after: true,
        });
        expect(semantic.units.added).toEqual(expect.arrayContaining(['docker.service', 'docker.socket']));
        expect(semantic.groups.added).toEqual(['docker']);
        expect(semantic.packages.added.map(({ name }) => name)).toEqual(['docker']);
        expect(build.build).toContain(drvPath);
        expect(evaluationsIn(trace, host)).toMatchObject({ candidate: 1 });
      },
      WAIT,
    );

    it(
      'is evaluated once for the next sentence; of what is live only the values are asked',
      async () => {
        const trace = join(host.base, 'trace-next');
        const planned = await nixosAi(['plan', 'enable nginx', '--json'], {
          host: host.base,
          env: { NIXOS_AI_TRACE: trace },
        });
        expect(previewOf(planned).semantic.units.added).toContain('nginx.service');
        expect(evaluationsIn(trace, host)).toEqual({ candidate: 1, live: 0, values: 1 });
      },
      WAIT,
    );

    it.each([
      ['a word for a boolean', 'virtualisation.docker.enable', '"yes"'],
      ['a number for a word', 'networking.hostName', '5'],
      ['a word for a list', 'networking.firewall.allowedTCPPorts', '"8080"'],
    ])(
      'refuses %s before any evaluation, in the words of the module system',
      async (_what, option, value) => {
        const trace = join(host.base, `trace-${option}`);
        const runbook = join(host.base, 'wrong.yaml');
        writeFileSync(runbook, runbookSetting(option, value));
        const refused = await nixosAi(['run', runbook, '--dry-run'], {
          host: host.base,
          env: { NIXOS_AI_TRACE: trace },
        });
        expect(refused.exitCode).toBe(2);
        expect(refused.stdout + refused.stderr).toContain('OPT002');
        expect(evaluationsIn(trace, host)).toEqual({ candidate: 0, live: 0, values: 0 });
        expect(saysOfType(refused.stdout + refused.stderr)).toEqual(nixSays(host, option, value));
      },
      WAIT,
    );
  },
);

describe('the nixos-rebuild of the same nixpkgs', ON_NIXPKGS, () => {
  let host: NixosHost;
  beforeAll(() => {
    host = makeNixosHost(mkdtempSync('/tmp/nixos-ai-nixpkgs-'), 'minimal');
  }, WAIT);
  afterAll(() => rmSync(host.base, { recursive: true, force: true }));

  it(
    'prints in dry-build what a plan says that would be built, and evaluates to the same system',
    async (context) => {
      const script = nixosRebuild(host);
      if (script === undefined) {
        context.skip('its nixos-rebuild is no script');
        return;
      }
      const { build, drvPath, files } = previewOf(
        await nixosAi(['plan', DOCKER, '--json'], { host: host.base }),
      );
      const [file] = files;
      if (file === undefined) throw new Error('the plan changes no file');
      execFileSync('git', ['apply', '-'], { cwd: host.configuration, input: file.diff });
      const printed = spawnSync(script, ['dry-build', ...channelArguments(host)], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      expect(printed.status).toBe(0);
      expect(parseBuildPlan(printed.stderr)).toEqual(build);
      const instantiated = execFileSync(
        'nix-instantiate',
        ['<nixpkgs/nixos>', '-A', 'system', ...channelArguments(host)],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
      expect(instantiated.trim()).toBe(drvPath);
    },
    WAIT,
  );

  it(
    'is planned again after an edit by hand: what is live is evaluated beside the candidate',
    async () => {
      appendFileSync(join(host.configuration, 'configuration.nix'), '# by hand\n');
      const trace = join(host.base, 'trace-by-hand');
      const planned = await nixosAi(['plan', 'enable nginx', '--json'], {
        host: host.base,
        env: { NIXOS_AI_TRACE: trace },
      });
      expect(previewOf(planned).semantic.units.added).toContain('nginx.service');
      expect(evaluationsIn(trace, host)).toEqual({ candidate: 1, live: 1, values: 0 });
      const [live, candidate] = spansIn(trace).filter(({ argv }) => argv.includes('facts'));
      expect(Math.max(live?.start ?? 0, candidate?.start ?? 0)).toBeLessThan(
        Math.min(live?.end ?? 0, candidate?.end ?? 0),
      );
    },
    WAIT,
  );
});

function previewOf(result: CliResult): PlanPreview {
  const ended = result.lines().find((line) => line['node'] === 'dry-build' && line['type'] === 'step-ended');
  if (ended?.['outcome'] !== 'ok') throw new Error(result.stdout + result.stderr);
  return (ended['data'] as { preview: PlanPreview }).preview;
}

interface Span {
  readonly argv: readonly string[];
  readonly start: number;
  readonly end: number;
}

function spansIn(trace: string): readonly Span[] {
  const text = readFileSync(trace, { encoding: 'utf8', flag: 'a+' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Span);
}

/** How often a whole system was evaluated, and how often only some of its values. */
function evaluationsIn(
  trace: string,
  { configuration }: NixosHost,
): Record<'candidate' | 'live' | 'values', number> {
  const facts = spansIn(trace).filter(({ argv }) => argv.includes('facts'));
  // What is live is read where it is, a candidate in the place of that or in a work tree of its own.
  const isLive = (word: string): boolean => word.replace(/^git\+file:\/\//u, '').startsWith(configuration);
  const candidate = facts.filter(
    ({ argv }) =>
      argv.includes('unshare') || argv.some((word) => word.startsWith('git+file:') && !isLive(word)),
  );
  const values = spansIn(trace).filter(({ argv }) => argv.includes('values'));
  return { candidate: candidate.length, live: facts.length - candidate.length, values: values.length };
}

function runbookSetting(option: string, value: string): string {
  return `runbook: wrong
version: 1
description: A value that is not of the option's type.
steps:
  - id: a
    edit:
      - set: ${option}
        to: ${value}
`;
}

/** Which option is not of which type, however old the module system is that says so. */
function saysOfType(text: string): readonly (string | undefined)[] {
  const said = /option(?: value)? `(?<option>[^']*)'.*? is not of type `(?<type>[^']*)'/u.exec(text)?.groups;
  return [said?.['option'], said?.['type']];
}

function nixSays(host: NixosHost, option: string, value: string): readonly (string | undefined)[] {
  const module = `{ imports = [ ${host.configuration}/configuration.nix ]; ${option} = ${value}; }`;
  const wrong = join(host.base, 'wrong.nix');
  writeFileSync(wrong, module);
  const { stderr } = spawnSync(
    'nix-instantiate',
    [
      '--eval',
      '--strict',
      '<nixpkgs/nixos>',
      '-A',
      `config.${option}`,
      ...channelArguments({ ...host, entry: wrong }),
    ],
    { encoding: 'utf8' },
  );
  return saysOfType(stderr);
}
