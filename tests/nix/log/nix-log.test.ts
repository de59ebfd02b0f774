import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nixMessage } from '../../../engine/nix/errors.ts';
import { NixLog } from '../../../engine/nix/log/nix-log.ts';
import { parseBuildPlan } from '../../../engine/nix/build-plan.ts';
import { readLog, recording, recordings } from './recordings.ts';

const VERSIONS = ['2.8', '2.26'];

describe('the log of Nix', () => {
  it('was recorded of the same commands with each version', () => {
    const names = VERSIONS.map((version) =>
      recordings.filter((one) => one.version === version).map(({ name }) => name),
    );
    expect(names[0]).toEqual(names[1]);
    expect(names[0]).toHaveLength(8);
  });

  it.each(recordings)(
    'of $name with Nix $version is, as text, what Nix prints without it',
    ({ log, text }) => {
      // The port of the web server is another one in each recording of a version, and the same within it.
      expect(readLog(log).text().trimEnd()).toBe(text.trimEnd());
    },
  );

  it.each(recordings)('of $name with Nix $version gives the same message of an error', ({ log, text }) => {
    expect(nixMessage(readLog(log).text())).toBe(nixMessage(text));
  });

  it.each([
    ['build', { builds: [3, 3, 0], copies: [0, 0, 0], bytes: 0, files: 0, queries: 0 }],
    ['failed', { builds: [2, 4, 1], copies: [0, 0, 0], bytes: 0, files: 0, queries: 0 }],
    ['evaluate', { builds: [1, 1, 0], copies: [0, 0, 0], bytes: 0, files: 2, queries: 0 }],
    ['fetch', { builds: [0, 0, 0], copies: [3, 3, 0], bytes: 440616, files: 0, queries: 3 }],
    ['dry-build', { builds: [0, 3, 0], copies: [0, 0, 0], bytes: 0, files: 0, queries: 0 }],
    ['refused', { builds: [0, 0, 0], copies: [0, 0, 0], bytes: 0, files: 0, queries: 0 }],
  ])('of %s says how many of how many with each version', (name, expected) => {
    for (const version of VERSIONS) {
      const { builds, copies, bytes, files, queries, running } = readLog(
        recording(version, name).log,
      ).progress();
      const counts = [builds, copies].map(({ done, expected: all, failed }) => [done, all, failed]);
      // Nix 2.26 counts the file that its own language has for derivations.
      const read = Math.min(files, expected.files);
      expect({
        version,
        builds: counts[0],
        copies: counts[1],
        bytes: bytes.done,
        files: read,
        queries,
      }).toEqual({
        version,
        ...expected,
      });
      expect(bytes.expected).toBe(expected.bytes);
      expect(running).toEqual([]);
    }
  });

  it.each(VERSIONS)('says with Nix %s what did not build, and the last lines of its log', (version) => {
    const [failed, ...others] = readLog(recording(version, 'failed').log).failedBuilds();
    expect(others).toEqual([]);
    expect(failed?.drv).toMatch(/-gamma-3\.0\.drv$/u);
    expect(failed?.why).toBe(`builder for '${failed?.drv ?? ''}' failed with exit code 3`);
    expect(failed?.log).toHaveLength(25);
    expect(failed?.log.slice(-2)).toEqual(['gamma: test 30', 'error: test 30 failed']);
  });

  it.each(VERSIONS)('leaves the list of a dry build with Nix %s as it was read before', (version) => {
    const { log, text } = recording(version, 'dry-build');
    expect(parseBuildPlan(readLog(log).text())).toEqual(parseBuildPlan(text));
    expect(parseBuildPlan(text).build).toHaveLength(3);
  });
});

describe('a log', () => {
  it('is the same however its bytes are cut', () => {
    const cuts = fc.array(fc.nat({ max: 12_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...recordings), cuts, ({ log }, at) => {
        expect(stateOf(pieces(log, at))).toEqual(stateOf([log]));
      }),
    );
  });

  it.each(recordings)('of $name with Nix $version is the same a byte at a time', ({ log }) => {
    expect(stateOf(pieces(log, [...log.keys()]))).toEqual(stateOf([log]));
  });

  it('takes any bytes, and is the same however they are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 400 })), (any, at) => {
        expect(stateOf(pieces(any, at))).toEqual(stateOf([any]));
      }),
    );
  });

  it('takes entries of any form, and counts nothing below zero', () => {
    const value = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.constantFrom(0, 3, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 999),
      fc.string(),
      fc.constant(null),
      fc.constantFrom('/nix/store/vrp2y3p5whys3ryvj3wi9b46b04689y8-alpha-1.0.drv', "error: '/a.drv'"),
    );
    const entry = fc.record(
      {
        action: fc.constantFrom('start', 'stop', 'result', 'msg', 'setPhase', 'other'),
        id: fc.oneof(fc.nat({ max: 4 }), value),
        type: value,
        level: value,
        text: value,
        msg: value,
        fields: fc.oneof(fc.array(value, { maxLength: 5 }), value),
      },
      { requiredKeys: ['action'] },
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const log = readLog(encode(entries.map((one) => `@nix ${JSON.stringify(one)}\n`).join('')));
        const { builds, copies, bytes } = log.progress();
        for (const count of [builds, copies, { ...bytes, running: 0, failed: 0 }]) {
          expect(Math.min(count.done, count.running, count.failed)).toBeGreaterThanOrEqual(0);
          expect(count.expected).toBeGreaterThanOrEqual(count.done + count.running + count.failed);
        }
        log.failedBuilds();
        log.text();
      }),
      { numRuns: 300 },
    );
  });

  it('keeps as text what is not in its form', () => {
    const text = 'plain\n@nix\n@nix {"action":\n@nix [1]\n @nix {"action":"stop","id":1}\nlast';
    expect(readLog(encode(text)).text()).toBe(`${text}\n`);
  });

  it('ignores what a newer Nix may say', () => {
    const said =
      '@nix {"action":"later","id":1}\n@nix {"action":"start","id":2,"type":4711,"level":5,"text":"x"}\n';
    const log = readLog(encode(said));
    expect(log.text()).toBe('');
    expect(log.progress().running).toEqual([]);
  });

  it('tells activities apart whose numbers are larger than a number can be exactly', () => {
    const id = (last: number): string => `900719925474099${last}`;
    const start = (last: number, name: string): string =>
      `@nix {"action":"start","fields":["/nix/store/vrp2y3p5whys3ryvj3wi9b46b04689y8-${name}.drv","",1,1],"id":${id(last)},"level":3,"text":"","type":105}\n`;
    const log = readLog(encode(start(2, 'one') + start(3, 'two') + `@nix {"action":"stop","id":${id(3)}}\n`));
    expect(log.progress().running.map(({ name }) => name)).toEqual(['one']);
  });

  it('counts what failed among what was expected, and nothing as running that has stopped', () => {
    const start = '@nix {"action":"start","id":7,"type":104}\n';
    const result = '@nix {"action":"result","fields":[1,2,1,1],"id":7,"type":105}\n';
    const open = readLog(encode(start + result));
    expect(open.progress().builds).toEqual({ done: 1, expected: 3, running: 1, failed: 1 });
    const stopped = readLog(encode(`${start + result}@nix {"action":"stop","id":7}\n`));
    expect(stopped.progress().builds).toEqual({ done: 1, expected: 3, running: 0, failed: 1 });
  });

  it('names a file that is downloaded for a path by the path alone', () => {
    const log = new NixLog('build', 0);
    const seen = new Set<string>();
    for (const line of recording('2.8', 'fetch').log.toString('utf8').split('\n')) {
      log.write(encode(`${line}\n`), 0);
      const { running } = log.progress();
      running.forEach(({ kind, name }) => seen.add(`${kind} ${name}`));
    }
    expect([...seen]).toEqual(['copy large-1.0', 'copy small-1.0', 'copy fetched-system']);
  });

  it('keeps the first reason why something did not build', () => {
    const drv = '/nix/store/vrp2y3p5whys3ryvj3wi9b46b04689y8-one.drv';
    const error = (text: string): string =>
      `@nix ${JSON.stringify({ action: 'msg', level: 0, msg: `error: ${text}` })}\n`;
    const start = `@nix {"action":"start","fields":["${drv}"],"id":1,"level":3,"type":105}\n`;
    const said =
      error(`'${drv}' is too early`) +
      start +
      error(`'${drv}' broke`).replace('error:', 'trace:') +
      error(`'${drv}' broke`) +
      error(`'${drv}' again`);
    expect(readLog(encode(said)).failedBuilds()).toEqual([{ drv, why: `'${drv}' broke`, log: [] }]);
  });

  it('keeps the first line and the end of a text that is too long', () => {
    const line = 'x'.repeat(1023);
    const log = readLog(encode(`first\n${`${line}\n`.repeat(20_000)}last\n`));
    const text = log.text();
    expect(text.startsWith(`first\n${line}\n`)).toBe(true);
    expect(text.endsWith(`${line}\nlast\n`)).toBe(true);
    expect(text.length).toBeLessThan(17 * 1024 * 1024);
  });

  it('cuts a line that does not end', () => {
    const bytes = encode('x'.repeat(9 * 1024 * 1024));
    expect(
      readLog(bytes)
        .text()
        .split('\n')
        .map(({ length }) => length),
    ).toEqual([4 * 1024 * 1024, 4 * 1024 * 1024, 1024 * 1024, 0]);
  });
});

function stateOf(chunks: readonly Uint8Array[]): unknown {
  const log = new NixLog('build', 0);
  chunks.forEach((chunk) => log.write(chunk, 0));
  log.end(0);
  return { progress: log.progress(), failed: log.failedBuilds(), text: log.text() };
}

function pieces(bytes: Uint8Array, at: readonly number[]): readonly Uint8Array[] {
  const ends = [...at.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
