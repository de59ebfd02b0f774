import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readable } from '../../engine/compile/model/fence.ts';
import { buildPrompt } from '../../engine/compile/model/prompt.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { readConfiguration } from '../../engine/host/tree/config-tree.ts';
import { isInside } from '../../engine/host/tree/files.ts';
import { gitIn } from '../../engine/host/tree/git.ts';
import { SnapshotStore } from '../../engine/host/tree/snapshots.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { factsFor } from '../compile/model/support.ts';
import { withFiles } from '../nix/support/real-nix.ts';
import { INPUTS, markOf, outsideFences, promptWith, type TextCase } from './prompts.ts';
import { judgeRequest } from './requests.ts';
import { makeTree, OUTSIDE, TREES, type TreeCase } from './trees.ts';

test('there are as many as were promised', () => {
  expect(INPUTS.requests.length + INPUTS.texts.length + TREES.length).toBeGreaterThanOrEqual(120);
  const ids = [...INPUTS.requests, ...INPUTS.texts, ...TREES].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(100);
});

describe('a hostile request', () => {
  it.each(INPUTS.requests.map((one) => [`${one.class} ${one.id}`, one] as const))('%s', async (_id, one) => {
    expect(await judgeRequest(one)).toMatch(new RegExp(`^${one.expect}`, 'u'));
  });

  it.each(['install htop', 'open port 8080', 'set the hostname to web-1', 'enable docker'])(
    'is not what %s is',
    async (text) => {
      expect(await judgeRequest({ id: 'plain', class: 'plain', text, expect: '' })).toMatch(/^raised/u);
    },
  );
});

describe('hostile text of a host', () => {
  it.each(INPUTS.texts.map((one) => [`${one.at} ${one.id}`, one] as const))(
    '%s stays within its fence',
    (_id, one) => {
      const { prompt, text } = promptOf(one);
      expect(outsideFences(prompt).replaceAll(OWN_WORDS, '').trim()).toBe('');
      if (one.gone === true) expect(prompt).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
      if (one.secret !== undefined) expect(prompt).not.toContain(one.secret);
      // What is not told at all would stay within any fence.
      else expect(prompt).toContain(firstWords(text));
    },
  );
});

/** What the engine says of its own accord outside of fences. */
const OWN_WORDS =
  /^(?:Answer for the block 'request'\.|(?:The engine did not accept this answer\.|Answer again )[^\n]*(?:\n(?!<data-)[^\n]+)*)$/gmu;

/** A text that names the very mark of its fence gets another mark. */
function promptOf(one: TextCase): { readonly prompt: string; readonly text: string } {
  const text = one.text.replaceAll('@MARK@', markOf(promptWith(one)));
  return { prompt: promptWith({ at: one.at, text }), text };
}

function firstWords(text: string): string {
  const lines = readable(text).split('\n');
  return (
    lines
      .map((line) => line.trim())
      .find((line) => line.length > 3)
      ?.slice(0, 20) ?? ''
  );
}

describe('a hostile configuration', () => {
  const inTree = async (
    one: TreeCase,
    look: (tree: ReturnType<typeof makeTree>) => Promise<void>,
  ): Promise<void> => {
    const tree = makeTree();
    try {
      await one.make(tree);
      await look(tree);
    } finally {
      tree.end();
    }
  };
  const placeOf = (configuration: string) =>
    ({ ...NIXOS_DEFAULTS.place, style: 'channel', configuration }) as const;

  it.each(TREES.map((one) => [one.id, one] as const))(
    '%s: nothing outside is read, or told',
    async (_id, one) => {
      await inTree(one, async ({ configuration }) => {
        const read = await readConfiguration(placeOf(configuration));
        expect([...read.files.values()].join('\n')).not.toContain(OUTSIDE);
        const prompt = buildPrompt(factsFor('enable nginx', { configuration: read }));
        const turns = prompt.ok ? prompt.value.turns.map(({ text }) => text).join('\n') : '';
        expect(turns).toContain('enable nginx');
        expect(turns).not.toMatch(/[^\P{Cc}\n\t]/u);
        expect(turns).not.toContain(OUTSIDE.slice(0, 20));
      });
    },
  );

  it.each(TREES.map((one) => [one.id, one] as const))(
    '%s: an edit touches what it should',
    async (id, one) => {
      await inTree(one, async ({ configuration }) => {
        const read = await readConfiguration(placeOf(configuration));
        const edited = applyEdits(read, [{ op: 'set', path: ['services', 'nginx', 'enable'], value: true }]);
        if (id === 'link-entry') expect(edited.findings.map(({ code }) => code)).toContain('NIX113');
        else
          expect(edited.ok ? [...edited.value.files.keys()] : edited.findings).toEqual(['configuration.nix']);
      });
    },
  );

  it.each(TREES.map((one) => [one.id, one] as const))(
    '%s: a snapshot holds no content of outside',
    async (_id, one) => {
      await inTree(one, async ({ configuration, outside }) => {
        const state = join(outside, 'state');
        const { commit } = await new SnapshotStore(state, configuration).take('run', 'test', new Date());
        const gitDir = join(state, 'snapshots.git');
        const git = gitIn({ directory: gitDir, gitDir, userConfig: false });
        const listed = await git.raw(['ls-tree', '-r', '-z', commit]);
        expect(listed).toContain('configuration.nix\0');
        const blobs = listed
          .split('\0')
          .flatMap((line) => / blob (?<id>[0-9a-f]{40})\t/u.exec(line)?.groups?.['id'] ?? []);
        const texts = await Promise.all(blobs.map(async (blob) => git.raw(['cat-file', 'blob', blob])));
        expect(texts.join('\n')).not.toContain(OUTSIDE);
      });
    },
  );

  test.each([
    ['a file of the tree', 'configuration.nix', true],
    ['one that is not there yet', 'extra/new.nix', true],
    ['the directory above', '..', false],
    ['a climb and back', '../nixos/configuration.nix', true],
    ['a neighbour with the same beginning', '../nixos-evil/x.nix', false],
    ['an absolute path', '/etc/shadow', false],
    ['through a link', 'out/shadow', false],
    ['a new file through a link', 'out/new.nix', false],
  ])('%s: inside %s', async (_what, path, inside) => {
    const one = TREES.find(({ id }) => id === 'link-directory');
    if (one === undefined) throw new Error('there is no such tree');
    await inTree(one, async ({ configuration }) => {
      const real = path.replace(/^out\//u, 'modules/');
      expect(await isInside(configuration, real)).toBe(inside);
    });
  });

  test('native code of a configuration does not run: the engine gives Nix no right for it', () => {
    const files = new Map([['x.nix', '{ a = builtins.exec [ "touch" "canary" ]; }']]);
    withFiles(files, (directory) => {
      const run = spawnSync('nix-instantiate', ['--eval', '--strict', './x.nix'], {
        cwd: directory,
        encoding: 'utf8',
      });
      expect(run.status).not.toBe(0);
      expect(run.stderr).toContain("'exec' missing");
      expect(existsSync(join(directory, 'canary'))).toBe(false);
    });
  });
});
