import { expect, test } from 'vitest';
import { begin, ENABLE_DOCKER, enter, play, RUN } from '../support/play.ts';

test.each([
  ['of channels', 'channel', false, false],
  ['of a flake that is in no repository', 'flake', false, false],
  ['of a flake in git', 'flake', true, true],
] as const)(
  'the candidate %s is a directory, and beside it what git gives where Nix sees that',
  async (_, style, inGit, hasTree) => {
    const run = begin(ENABLE_DOCKER, { place: { style } });
    if (inGit) run.host.state.repository = { head: '1'.repeat(40), clean: true, commits: new Map() };
    await play(run, 'edit');
    expect(await enter(run, 'edit')).toBe('ok');
    const { commit, userCommit, ...directories } = run.state.edit ?? {};
    const runs = `/var/lib/nixos-ai/runs/${RUN}`;
    expect(directories).toStrictEqual({
      directory: `${runs}/candidate`,
      ...(hasTree && { tree: `${runs}/tree` }),
    });
    expect(commit).toMatch(/^[0-9a-f]{40}$/u);
    expect(userCommit !== undefined).toBe(inGit);
  },
);

test.each([
  [{ request: '  enable\n docker  ' }, 'enable docker'],
  [{ request: 'x'.repeat(100) }, 'x'.repeat(72)],
  [{}, 'A test.'],
])('the commit says in one line what was asked for, by which run: %j', async (started, subject) => {
  const run = begin(ENABLE_DOCKER, { place: { style: 'flake' }, started });
  run.host.state.repository = { head: '1'.repeat(40), clean: true, commits: new Map() };
  const { repository } = run.host;
  const messages: string[] = [];
  const host = {
    ...run.host,
    repository: {
      ...repository,
      commit: async (...given: Parameters<typeof repository.commit>) => {
        messages.push(given[3].message);
        return repository.commit(...given);
      },
    },
  };
  const other = { ...run, host };
  await play(other, 'edit');
  expect(await enter(other, 'edit')).toBe('ok');
  expect(messages).toEqual([`${subject}\n\nRun-Id: ${RUN}\nRunbook: test\n`]);
});
