import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../../engine/model/host/host.ts';
import { HOSTS, type Tried } from './support/hosts.ts';

/*
 * What every host promises to steps and checks, whatever it is made of. A host that a fleet reaches has to pass it too.
 */

const FILE = 'configuration.nix';
const idle = new AbortController().signal;
const asIs = <T>(value: T): T => value;
const QUERY = { options: [['networking', 'hostName']], packages: [] };

describe.each(HOSTS)('%s', (_, open) => {
  let tried: Tried;
  let host: Host;
  const scratch = (name: string): string => join(host.place.state, 'contract', name);
  const live = (name: string): string => join(host.place.configuration, name);

  beforeAll(async () => {
    tried = await open();
    ({ host } = tried);
  });
  afterAll(async () => tried.end());

  it('says which host it is, and how this program is told of it', () => {
    expect(host).toMatchObject({ id: host.place.root, isLocal: false, manager: 'sandbox' });
    expect(host.named).toEqual(['--host', host.place.root]);
  });

  describe('a file', () => {
    it('is what was written, and gone when it was removed', async () => {
      const path = scratch('a/text');
      expect(await host.files.readText(path)).toBeUndefined();
      expect(await host.files.hash(path)).toBeNull();
      expect(await host.files.isWritable(path)).toBe(true);
      await host.files.write(path, 'one');
      await host.files.write(path, 'two');
      expect(await host.files.readText(path)).toBe('two');
      expect(await host.files.kind(path)).toBe('file');
      expect(await host.files.kind(scratch('a'))).toBe('other');
      expect((await host.files.newest(scratch('a'), 't*t'))?.bytes).toBe(3);
      expect(await host.files.newest(scratch('a'), 'other*')).toBeUndefined();
      await host.files.remove(path);
      await host.files.remove(path);
      expect(await host.files.exists(path)).toBe(false);
    });

    it('that is kept comes back as it was, and one that was not there goes', async () => {
      const [there, missing] = [scratch('k/there'), scratch('k/missing')];
      await host.files.write(there, 'before');
      const kept = await host.files.keep([there, missing], scratch('kept'));
      await host.files.write(there, 'after');
      await host.files.write(missing, 'after');
      if (!kept.ok) throw new Error(kept.why);
      for (const file of kept.files) expect(await host.files.putBack(file)).toBeUndefined();
      expect(await host.files.readText(there)).toBe('before');
      expect(await host.files.exists(missing)).toBe(false);
      expect(await host.files.keep([scratch('k')], scratch('kept'))).toMatchObject({ ok: false });
    });

    it('whose copy is gone is not put back, and that is said', async () => {
      const path = scratch('l/there');
      await host.files.write(path, 'before');
      const kept = await host.files.keep([path], scratch('lost'));
      await host.files.removeTree(scratch('lost'));
      if (!kept.ok) throw new Error(kept.why);
      expect(await Promise.all(kept.files.map(async (file) => host.files.putBack(file)))).toEqual([
        expect.stringContaining('is gone'),
      ]);
    });
  });

  describe('the configuration', () => {
    it('is read from where it begins, and knows what is inside it', async () => {
      const { entries, files } = await host.configuration.read();
      expect(entries).toEqual([FILE]);
      expect(files.get(FILE)).toContain('networking.hostName = "sandbox";');
      expect(await host.configuration.isInside(FILE)).toBe(true);
      expect(await host.configuration.isInside('../passwd')).toBe(false);
    });

    it('is in a snapshot as it is', async () => {
      const { commit, tree } = await host.snapshots.take('contract/before', 'a test');
      expect(tree).toBe(await host.snapshots.liveTree());
      expect(await host.snapshots.read(commit, FILE)).toBe(await host.files.readText(live(FILE)));
      expect(await host.snapshots.read(commit, 'no-such.nix')).toBeUndefined();
    });

    it('stays as it is when a candidate is made of it', async () => {
      const before = await host.files.readText(live(FILE));
      const base = await host.snapshots.take('contract/base', 'a test');
      const changes = new Map([['new.nix', '{ }\n']]);
      const commit = await host.snapshots.candidate(base, changes, 'contract/after', scratch('candidate'));
      expect(await host.snapshots.read(commit, 'new.nix')).toBe('{ }\n');
      expect(await host.files.readText(scratch('candidate/new.nix'))).toBe('{ }\n');
      expect((await host.configuration.read(scratch('candidate'))).files.get('new.nix')).toBe('{ }\n');
      expect(await host.snapshots.treeOf(scratch('candidate'))).not.toBe(base.tree);
      expect(await host.snapshots.sketch(changes, scratch('sketch'))).toBe(
        await host.snapshots.treeOf(scratch('candidate')),
      );
      expect(await host.snapshots.liveTree()).toBe(base.tree);
      expect(await host.files.readText(live(FILE))).toBe(before);
    });

    it('that somebody changed meanwhile gives no candidate', async () => {
      const base = await host.snapshots.take('contract/moved', 'a test');
      await host.files.write(live('other.nix'), '{ }\n');
      const made = host.snapshots.candidate(base, new Map(), 'contract/none', scratch('none'));
      await expect(made).rejects.toThrow('changed by somebody else');
      await host.files.remove(live('other.nix'));
    });

    it('is in no repository where nobody made one', async () => {
      expect(await host.repository.find()).toBeUndefined();
    });
  });

  describe('a command', () => {
    it.each([
      ['ends well', ['true'], { exitCode: 0 }],
      ['fails', ['false'], { exitCode: 1 }],
      ['is not there', ['no-such-program'], { exitCode: undefined, spawnError: 'ENOENT' }],
    ] as const)('that %s is a result', async (_name, [program], wanted) => {
      expect(await host.exec({ argv: [program] })).toMatchObject(wanted);
    });

    it('that hangs is ended when its time is over, or when it is wanted no longer', async () => {
      const argv = ['sleep', '1000'] as const;
      const ended = { exitCode: undefined, timedOut: true, aborted: false };
      expect(await host.exec({ argv: [...argv] }, { timeout: 20 })).toMatchObject(ended);
      const aborted = { exitCode: undefined, timedOut: false, aborted: true };
      expect(await host.exec({ argv: [...argv] }, { signal: AbortSignal.abort() })).toMatchObject(aborted);
    });

    it('of the host itself runs through what is put around it', async () => {
      let heard = 0;
      const outer = host.around((exec) => async (command, options) => {
        heard += 1;
        return exec(command, options);
      });
      await outer.timers.disarm('nixos-ai-none');
      expect(heard).toBeGreaterThan(0);
      expect(outer.place).toBe(host.place);
    });
  });

  describe('units and timers', () => {
    it('that are not there are told from those that run', async () => {
      expect(await host.units.read('no-such.service')).toMatchObject({
        load: 'not-found',
        active: 'inactive',
      });
      expect(await host.units.read('sshd.service')).toMatchObject({ load: 'loaded', active: 'active' });
      expect(await host.units.failed()).toEqual([]);
      expect(await host.units.moving()).toEqual([]);
      expect(await host.units.isUp()).toBe(true);
      expect(await host.units.log('no-such.service', 5)).toEqual([]);
    });

    it('are started anew, and what is not there is not', async () => {
      expect(await host.units.restart('sshd.service')).toMatchObject({ exitCode: 0 });
      expect((await host.units.restart('no-such.service')).exitCode).not.toBe(0);
    });

    it('are armed again in the place of the first, and called off whether or not they are there', async () => {
      const timer = { unit: 'nixos-ai-contract', seconds: 3600, argv: ['true'] } as const;
      expect(await host.timers.arm({ ...timer, argv: [...timer.argv] })).toBe('timer');
      expect(await host.timers.arm({ ...timer, argv: [...timer.argv] })).toBe('timer');
      await host.timers.disarm(timer.unit);
      await host.timers.disarm(timer.unit);
    });
  });

  describe('what stands beside', () => {
    it('a system that did not hold is remembered until it is forgotten', async () => {
      const entry = {
        outPath: '/nix/store/out',
        drvPath: '/nix/store/drv',
        run: 'a',
        reason: 'settle: it failed',
        at: '2026-01-05T12:00:00.000Z',
      };
      await host.quarantine.add(entry);
      expect(await host.quarantine.find({ outPath: '/nix/store/other', drvPath: entry.drvPath })).toEqual(
        entry,
      );
      expect(await host.quarantine.find({ outPath: '/nix/store/other', drvPath: '' })).toBeUndefined();
      await host.quarantine.clear(entry.outPath);
      expect(await host.quarantine.find(entry)).toBeUndefined();
    });

    it('policy is there, and nobody is turned away where it names nobody', async () => {
      expect((await host.policy.read()).ok).toBe(true);
      const who = { kind: 'person', name: 'bob', door: 'terminal', known: 'uid', groups: [] } as const;
      expect(await host.policy.mayApprove({ users: [], groups: [] }, who)).toBe(true);
      expect(await host.policy.mayApprove({ users: ['alice'], groups: [] }, who)).toBe(false);
    });

    it('nobody logs in who has no account, and nobody answers on a closed port', async () => {
      expect(await host.logins.read('nobody-of-that-name')).toMatchObject({ account: false, keys: 0 });
      expect(await host.network.greet('127.0.0.1', 1, 1_000, undefined)).toBeUndefined();
      expect(await host.network.get('http://127.0.0.1:1/', { timeout: 1_000 })).toHaveProperty('error');
      expect(await host.network.certificate('127.0.0.1', 1, 'example.org', 1_000)).toHaveProperty('error');
      expect(await host.files.certificate(scratch('no-such.pem'))).toEqual({
        error: 'no such file',
      });
    });
  });

  describe('a new system', () => {
    /** The live configuration with another name: evaluated, not yet built. */
    async function evaluateCandidate() {
      const text = (await host.files.readText(live(FILE))) ?? '';
      const renamed = text.replace('hostName = "sandbox"', 'hostName = "contract"');
      await host.snapshots.sketch(new Map([[FILE, renamed]]), scratch('renamed'));
      const source = { kind: 'candidate', directory: scratch('renamed') } as const;
      const facts = await host.evaluate.facts(source, QUERY, idle);
      if (!facts.ok) throw new Error(JSON.stringify(facts.findings));
      return facts.value;
    }

    it('is evaluated, and what is live is remembered', async () => {
      const tree = await host.snapshots.liveTree();
      const facts = await host.evaluate.live(tree, QUERY, asIs);
      if (!facts.ok) throw new Error(JSON.stringify(facts.findings));
      expect(facts.value.outPath).toBe(await host.systems.running());
      expect(facts.value.options[JSON.stringify(QUERY.options[0])]?.value).toBe('sandbox');
      expect(await host.evaluate.knowsLive(tree, QUERY)).toBe(true);
      expect(await host.evaluate.knowsLive('another-tree', QUERY)).toBe(false);
      await host.evaluate.keepSystem(facts.value, asIs);
      expect((await host.evaluate.system(facts.value.outPath))?.outPath).toBe(facts.value.outPath);
      expect(await host.evaluate.system('/nix/store/unknown')).toBeUndefined();
    });

    it('is built, put on trial, made the default, booted, and taken back', async () => {
      const { drvPath, outPath } = await evaluateCandidate();
      const before = await host.systems.links();
      expect(before).toMatchObject({ booted: before.running, profile: before.running });
      expect(outPath).not.toBe(before.running);

      expect((await host.store.plan(drvPath, idle)).build.length).toBeGreaterThan(0);
      const realised = await host.store.realise(drvPath, scratch('root'), idle);
      expect(realised).toEqual({ ok: true, outPath });
      expect(await host.store.isValid(outPath)).toBe(true);
      expect(await host.store.plan(drvPath, idle)).toMatchObject({ build: [] });
      await host.store.keep('contract', outPath);
      expect(await host.store.kept()).toContain(outPath);

      expect(await host.activation.check(outPath, idle)).toMatchObject({ exitCode: 0 });
      const launch = {
        unit: 'nixos-ai-contract-test',
        log: join(host.place.system, 'nixos-ai/contract.log'),
      };
      expect(await host.activation.awaitTest(launch)).toBeUndefined();
      expect(await host.activation.test(outPath, launch)).toMatchObject({ exitCode: 0, timedOut: false });
      expect(await host.systems.links()).toEqual({ ...before, running: outPath });
      expect(await host.boot.entry(outPath)).toEqual({ kind: 'missing' });

      expect(await host.systems.setProfile(outPath)).toMatchObject({ exitCode: 0 });
      expect(await host.systems.profile()).toEqual({ path: outPath, generation: before.generation + 1 });
      expect(await host.activation.boot(outPath)).toMatchObject({ exitCode: 0 });
      expect(await host.boot.entry(outPath)).toEqual({ kind: 'there' });
      expect((await host.systems.generations()).map(({ number }) => number)).toEqual([2, 1]);

      expect(await host.boot.id()).toBe(before.boot);
      await tried.cycle();
      expect(await host.boot.id()).not.toBe(before.boot);
      expect(await host.systems.links()).toMatchObject({ running: outPath, booted: outPath });

      expect(await host.systems.switchGeneration(before.generation)).toMatchObject({ exitCode: 0 });
      expect(await host.activation.boot(before.running)).toMatchObject({ exitCode: 0 });
      expect(await host.activation.test(before.running, launch)).toMatchObject({ exitCode: 0 });
      expect(await host.systems.deleteGenerations([2])).toMatchObject({ exitCode: 0 });
      expect(await host.systems.generation(2)).toBeUndefined();
      expect(await host.systems.generation(1)).toBe(before.running);
      expect(await host.systems.state()).toMatchObject({ running: before.running, failedUnits: [] });
    });

    it('leaves nothing half-done behind', async () => {
      expect(await host.activation.leftovers()).toEqual({ lists: [], switchLock: undefined });
      await host.activation.dropLists();
      expect(await host.boot.shortage(await host.systems.running())).toBeUndefined();
    });
  });
});
