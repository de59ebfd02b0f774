import { describe, expect, it, test } from 'vitest';
import { completeLine, MOST_OFFERED } from '../../../engine/cli/interactive/complete.ts';
import { buildNames } from '../../../engine/cli/interactive/names.ts';
import { index, smallIndex } from '../../compile/host.ts';
import { countsOf } from '../../lib/operations.ts';

const others = {
  users: ['alice', 'bob'],
  runbooks: ['enable-docker', 'enable-nginx'],
  runs: ['20261122-100501-a3f9'],
  providers: ['offline', 'ollama', 'openai'],
};
const OPTIONS = [
  'services.nginx.enable',
  'services.nginx.user',
  'services.ngircd.enable',
  'services.openssh.enable',
  'virtualisation.docker.enable',
  'users.users.<name>.shell',
  'users.users.<name>.extraGroups',
  'boot.kernel.sysctl',
];
const names = buildNames(smallIndex(OPTIONS, ['htop', 'hugo', 'vim', 'vlc']), others);

describe('Tab', () => {
  it.each<[string, readonly string[], string]>([
    // Options, a component at a time.
    ['set serv', ['services.'], 'serv'],
    ['set services.ng', ['services.nginx.', 'services.ngircd.'], 'services.ng'],
    ['set services.nginx.', ['services.nginx.enable', 'services.nginx.user'], 'services.nginx.'],
    ['set services.nginx.e', ['services.nginx.enable '], 'services.nginx.e'],
    ['set services.nothing.', [], 'services.nothing.'],
    ['set users.users.', ['users.users.alice.', 'users.users.bob.'], 'users.users.'],
    ['set users.users.zoe.sh', ['users.users.zoe.shell '], 'users.users.zoe.sh'],
    // Packages, and what can be switched on, by the verb before.
    ['install h', ['htop', 'hugo'], 'h'],
    ['install ht', ['htop '], 'ht'],
    ['install htop and v', ['vim', 'vlc'], 'v'],
    ['install htop, vl', ['vlc '], 'vl'],
    ['remove vi', ['vim '], 'vi'],
    ['install ', [], ''],
    ['enable ng', ['nginx', 'ngircd'], 'ng'],
    ['Enable doc', ['docker '], 'doc'],
    // Users.
    ['install htop for ', ['alice', 'bob'], ''],
    ['install htop for a', ['alice '], 'a'],
    ['let b', ['bob '], 'b'],
    // Verbs.
    ['ins', ['install '], 'ins'],
    ['xyz', [], 'xyz'],
    // Commands, and what stands behind them.
    [':pro', [':provider', ':prompt'], ':pro'],
    [':wh', [':why '], ':wh'],
    [':run enable-d', ['enable-docker '], 'enable-d'],
    [':run ', ['enable-docker', 'enable-nginx'], ''],
    [':run enable-docker u', [], 'u'],
    [':provider ol', ['ollama '], 'ol'],
    [':show 2026', ['20261122-100501-a3f9 '], '2026'],
    [':options services.o', ['services.openssh.'], 'services.o'],
    [':packages hu', ['hugo '], 'hu'],
    [':status x', [], 'x'],
  ])('after "%s" offers %j', (line, offered, word) => {
    expect(completeLine(line, names)).toEqual([offered, word]);
  });

  it('offers no more than fits, and never a beginning that not all have', () => {
    const many = buildNames(index, others);
    const [offered, word] = completeLine('install p', many);
    expect(offered).toHaveLength(MOST_OFFERED);
    const all = index.packages.map(({ attr }) => attr).filter((attr) => attr.startsWith('p'));
    expect(all.length).toBeGreaterThan(MOST_OFFERED);
    expect(commonStart(offered)).toBe(commonStart(all));
    expect(word).toBe('p');
  });
});

const count = countsOf(new URL('complete.work.ts', import.meta.url));
test.each(['set services.mod', 'set services.module1.settings.', 'install pack', 'enable mod'])(
  '%j is completed without a look at each of 20,000 options and 100,000 packages',
  async (line) => {
    expect((await count('complete', line, 20_000)).operations).toBeLessThan(20_000);
  },
);

function commonStart(list: readonly string[]): string {
  return list.reduce((left, right) => {
    let at = 0;
    while (at < left.length && left[at] === right[at]) at += 1;
    return left.slice(0, at);
  });
}
