import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../engine/host/tree/config-tree.ts';
import { listGiven } from '../../../engine/host/tree/given-files.ts';
import { findUserRepository } from '../../../engine/host/tree/user-repository.ts';
import { makeWorkTree } from '../../../engine/host/tree/work-tree.ts';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { AS_ROOT } from '../../lib/needs.ts';
import { engineModule, EVE, raced } from '../../lib/raced.ts';

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-readers-'));
  chmodSync(base, 0o755);
  mkdirSync(at('root'), { mode: 0o700 });
  writeFileSync(at('root/shadow.nix'), 'of root');
  mkdirSync(at('eve/d'), { recursive: true });
  for (const path of ['configuration.nix', 'd/x.nix']) writeFileSync(at(`eve/${path}`), '{ }');
  for (const path of ['eve', 'eve/d', 'eve/configuration.nix', 'eve/d/x.nix']) chownSync(at(path), EVE, EVE);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (path: string): string => join(base, path);
const place = () => ({
  ...defaultHostSettings('channel').place,
  configuration: at('eve'),
  state: at('root/state'),
});

/** Whoever reads the configuration of a host as root, and prints all that it got. */
const READERS: Readonly<Record<string, string>> = {
  'a snapshot': `import { SnapshotStore } from ${engineModule('host/tree/snapshots.ts')};
    import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
    await new SnapshotStore(PLACE.state, PLACE.configuration).take('x/before', 'x', new Date());
    console.log(execFileSync('git', ['--git-dir', PLACE.state + '/snapshots.git', 'grep', '', 'refs/nixos-ai/x/before'], { encoding: 'utf8' }));`,
  'a sketch of a candidate': `import { SnapshotStore } from ${engineModule('host/tree/snapshots.ts')};
    import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
    await new SnapshotStore(PLACE.state, PLACE.configuration).sketch(new Map(), PLACE.state + '/candidate');
    console.log(execFileSync('grep', ['-r', '', PLACE.state + '/candidate'], { encoding: 'utf8' }));`,
  'the modules': `import { readConfiguration } from ${engineModule('host/tree/config-tree.ts')};
    console.log([...(await readConfiguration(PLACE)).files]);`,
  'the doctor': `import { readConfigurationFacts } from ${engineModule('host/health/configuration.ts')};
    const facts = await readConfigurationFacts({ place: PLACE });
    console.log([...facts.files], facts.unreadable);`,
};

describe('root reads nothing of its own from the configuration of somebody else', AS_ROOT, () => {
  const swaps = [
    ['configuration.nix', 'rm configuration.nix; ln -s ../root/shadow.nix configuration.nix'],
    ['x.nix', 'mv d gone; ln -s ../root d; ln -s shadow.nix ../root/x.nix 2>/dev/null || true'],
  ] as const;
  const cases = Object.keys(READERS).flatMap((reader) => swaps.map((swap) => [reader, ...swap] as const));

  it.each(cases)('for %s, when %s is exchanged while it is read', async (reader, name, command) => {
    const code = (READERS[reader] ?? '').replaceAll('PLACE', `(${JSON.stringify(place())})`);
    const path = name === 'x.nix' ? 'd/x.nix' : name;
    const point = /snapshots/u.test(code) ? `read ${path}#1` : `open ${name}#1`;
    const { said, trouble } = await raced(code, point, { command, directory: at('eve') });
    expect(said + trouble).not.toContain('of root');
  });

  it('but what everybody may read, wherever a link of theirs leads', async () => {
    mkdirSync(at('store'));
    writeFileSync(at('store/module.nix'), '{ a = 1; }');
    symlinkSync('../store/module.nix', at('eve/m.nix'));
    symlinkSync('../root/shadow.nix', at('eve/s.nix'));
    const { files } = await readConfiguration(place());
    expect([files.get('m.nix'), files.get('s.nix')]).toEqual(['{ a = 1; }', undefined]);
  });
});

describe('root makes a work tree of the repository of somebody else', AS_ROOT, () => {
  function commit(): void {
    const env = { HOME: at('eve'), PATH: process.env['PATH'] };
    for (const argv of [
      ['init', '--quiet'],
      ['add', '--all'],
      ['commit', '--quiet', '--message', 'first'],
    ])
      execFileSync('git', ['-c', 'user.name=e', '-c', 'user.email=e@e', ...argv], {
        cwd: at('eve'),
        uid: EVE,
        gid: EVE,
        env,
      });
  }

  it('without what they put in the place of a file meanwhile', async () => {
    commit();
    const code = `import { makeWorkTree } from ${engineModule('host/tree/work-tree.ts')};
      import { findUserRepository } from ${engineModule('host/tree/user-repository.ts')};
      import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
      const repository = await findUserRepository(${JSON.stringify(at('eve'))});
      const to = ${JSON.stringify(at('root/tree'))};
      await makeWorkTree(repository, to, { head: undefined, changes: new Map([['configuration.nix', '{ new = 1; }']]) });
      console.log(execFileSync('grep', ['-r', '', to], { encoding: 'utf8' }));`;
    const command = 'rm d/x.nix; ln -s ../../root/shadow.nix d/x.nix';
    const { said, trouble } = await raced(code, 'read d/x.nix#1', { command, directory: at('eve') });
    expect(said + trouble).not.toContain('of root');
  });

  /** Writes another name of the same length into the index, as git itself never would. */
  function forgeIndex(from: string, to: string): void {
    const file = at('eve/.git/index');
    const entries = readFileSync(file).subarray(0, -20);
    const place = entries.indexOf(from);
    entries.write(to, place, 'latin1');
    const sum = createHash('sha1').update(entries).digest();
    writeFileSync(file, Buffer.concat([entries, sum]));
  }

  it.each([
    ['beside it', '../evil', 'eve/../evil'],
    ['in its own repository', '.git/ev', 'eve/.git/ev'],
    ['two up', 'd/../../e', 'e'],
  ])('and no file %s, whatever stands in their index', async (_, name, source) => {
    const given = 'x'.repeat(name.length);
    writeFileSync(at(`eve/${given}`), 'evil');
    chownSync(at(`eve/${given}`), EVE, EVE);
    commit();
    writeFileSync(at(source), 'evil');
    forgeIndex(given, name);
    const repository = await findUserRepository(at('eve'));
    if (repository === undefined) throw new Error('no repository');
    expect((await listGiven(repository)).files).toEqual(['configuration.nix', 'd/x.nix']);
    await makeWorkTree(repository, at('root/in/tree'), { head: undefined, changes: new Map() });
    expect(readdirSync(at('root/in'))).toEqual(['tree']);
    expect(readdirSync(at('root/in/tree/.git'))).not.toContain('ev');
  });
});
