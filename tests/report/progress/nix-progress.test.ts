import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NixTask } from '../../../engine/model/nix-progress.ts';
import { NixLog } from '../../../engine/nix/log/nix-log.ts';
import { renderFailedBuilds } from '../../../engine/report/run/failed-builds.ts';
import { fitColumns } from '../../../engine/report/text/fit.ts';
import { clock, renderNixStatus, renderNixTotals } from '../../../engine/report/progress/nix-progress.ts';
import { readLog, recording } from '../../nix/log/recordings.ts';

/** Replays a recording, a line each tenth of a second, and gives what is shown each time that it is something new. */
function replay(
  version: string,
  name: string,
  task: NixTask,
): { shown: string[]; totals: string | undefined } {
  const log = new NixLog(task, 0);
  const lines = recording(version, name).log.toString('utf8').split('\n');
  const shown: string[] = [];
  lines.forEach((line, index) => {
    log.write(new TextEncoder().encode(`${line}\n`), index * 100);
    const { work, log: last } = renderNixStatus(log.progress(), index * 100);
    const text = [...work, ...(last === undefined ? [] : [`  ${last}`])].join('\n');
    if (text.replaceAll(/ \d\d:\d\d/gu, '') !== shown.at(-1)?.replaceAll(/ \d\d:\d\d/gu, ''))
      shown.push(text);
  });
  return { shown, totals: renderNixTotals(log.progress(), lines.length * 100) };
}

describe('what Nix does, as a person sees it', () => {
  it.each(['2.8', '2.26'])(
    'is what is built, its phase and the newest line of its log, with Nix %s',
    (version) => {
      expect(replay(version, 'build', 'build')).toEqual(BUILD);
    },
  );

  it.each(['2.8', '2.26'])('says how much has failed, with Nix %s', (version) => {
    const { shown, totals } = replay(version, 'failed', 'build');
    expect(shown.filter((text) => text.includes('gamma: test 30'))).toEqual([
      expect.stringMatching(/^▸ building 3 of 4: gamma-3\.0 · checkPhase \d\d:\d\d\n {2}gamma: test 30$/u),
    ]);
    expect(shown.at(-1)).toMatch(/^▸ built 2 of 4 · 1 failed · \d\d:\d\d$/u);
    expect(totals).toMatch(/^built 2 of 4 derivations · 1 failed · 10\.\d s$/u);
  });

  it.each(['2.8', '2.26'])('is what is fetched, in paths and bytes, with Nix %s', (version) => {
    const { shown, totals } = replay(version, 'fetch', 'build');
    const amounts = shown.filter((text) => text.startsWith('↓'));
    expect(amounts[0]).toMatch(/^↓ 0 of 3 paths/u);
    expect(amounts).toContainEqual(
      expect.stringMatching(/^↓ 0 of 3 paths, 0\.[1-4] MiB of 0\.4 MiB: large-1\.0 /u),
    );
    expect(amounts).toContainEqual(
      expect.stringMatching(/^↓ 2 of 3 paths, 0\.4 MiB of 0\.4 MiB: fetched-system /u),
    );
    expect(shown.join('\n')).not.toContain('building');
    expect(totals).toMatch(/^fetched 3 paths, 0\.4 MiB · 1\d\.\d s$/u);
  });

  it.each(['2.8', '2.26'])('says what an evaluation reads, and builds meanwhile, with Nix %s', (version) => {
    const { shown, totals } = replay(version, 'evaluate', 'evaluate');
    expect(shown[0]).toMatch(/^▸ evaluating · 1 file · 00:00$/u);
    expect(shown).toContainEqual(
      expect.stringMatching(
        /^▸ evaluating · \d files? · \d\d:\d\d · building 1 of 1: generated\.nix \d\d:\d\d$/u,
      ),
    );
    expect(totals).toMatch(/^built 1 derivation · 2\.\d s$/u);
  });

  it.each(['2.8', '2.26'])('of a dry build builds nothing, with Nix %s', (version) => {
    const { shown, totals } = replay(version, 'dry-build', 'dry-build');
    expect(shown).toEqual(['▸ asking what has to be built · 00:00']);
    expect(totals).toBeUndefined();
  });

  it('names all that is built at once, and the computer that builds it', () => {
    const build = (id: number, name: string, machine: string): string =>
      `@nix {"action":"start","fields":["/nix/store/vrp2y3p5whys3ryvj3wi9b46b04689y8-${name}.drv","${machine}",1,1],"id":${id},"level":3,"text":"","type":105}\n`;
    const listed = '@nix {"action":"msg","level":3,"msg":"these 7 derivations will be built:"}\n';
    const running =
      '@nix {"action":"start","id":3,"type":104}\n@nix {"action":"result","fields":[0,7,2,0],"id":3,"type":105}\n';
    const text = listed + build(1, 'one-1', '') + build(2, 'two-2', 'ssh://big') + running;
    const log = readLog(new TextEncoder().encode(text));
    expect(renderNixStatus(log.progress(), 75_000).work).toEqual([
      '▸ building 2 of 7: one-1 01:15, two-2 on ssh://big 01:15',
    ]);
  });

  it.each([
    [0, '00:00'],
    [999, '00:00'],
    [12_000, '00:12'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
    [-5, '00:00'],
  ])('says %i milliseconds as %s', (milliseconds, said) => {
    expect(clock(milliseconds)).toBe(said);
  });
});

describe('a line for a terminal', () => {
  const log = readLog(recording('2.8', 'failed').log.subarray(0, 7_000));
  const [line = ''] = renderNixStatus(log.progress(), 754_000).work;
  const long = `${line}, another-package-with-a-long-name-24.11.20251101 · configurePhase 00:03, third-1.0 · buildPhase 00:41`;

  it.each([
    [80, '▸ building 3 of 4: gamma-3.0 · checkPhase 12:34, another-package-with-a-long-na…'],
    [
      140,
      '▸ building 3 of 4: gamma-3.0 · checkPhase 12:34, another-package-with-a-long-name-24.11.20251101 · configurePhase 00:03, third-1.0 · buildP…',
    ],
    [160, long],
  ])('of %i columns holds what fits', (columns, shown) => {
    expect(fitColumns(long, columns)).toBe(shown);
    expect(Array.from(shown).length).toBeLessThanOrEqual(columns);
  });

  it('counts what takes two columns as two', () => {
    expect(fitColumns('日本語日本語', 7)).toBe('日本語…');
    expect(fitColumns('日本語', 6)).toBe('日本語');
    expect(fitColumns('⏳⏳⏳', 5)).toBe('⏳⏳…');
  });

  it('is one line, never longer than the terminal is wide, and whole where it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, columns) => {
          const fitted = fitColumns(text, columns);
          expect(fitted).not.toMatch(/[\n\t\r]/u);
          expect(Array.from(fitted).length).toBeLessThanOrEqual(columns);
          if (/^[\u0021-\u007E]*$/u.test(text) && text.length <= columns) expect(fitted).toBe(text);
        },
      ),
    );
  });
});

describe('builds that failed', () => {
  it.each(['2.8', '2.26'])(
    'are told with why, the end of the log and where all of it is, with Nix %s',
    (version) => {
      const [failed] = readLog(recording(version, 'failed').log).failedBuilds();
      const drv = failed?.drv ?? '';
      const last = [22, 23, 24, 25, 26, 27, 28, 29, 30].map((test) => `  > gamma: test ${test}`);
      expect(renderFailedBuilds(failed === undefined ? [] : [failed])).toBe(
        [
          `builder for '${drv}' failed with exit code 3; the end of its log:`,
          ...last,
          '  > error: test 30 failed',
          `the whole log: nix-store --read-log ${drv}`,
        ].join('\n'),
      );
    },
  );

  it('are told without a log where there is none, and not more than five', () => {
    const failed = Array.from({ length: 7 }, (_, at) => ({
      drv: `/nix/store/${at}.drv`,
      why: `no ${at}`,
      log: [],
    }));
    expect(renderFailedBuilds(failed)).toBe('no 0\nno 1\nno 2\nno 3\nno 4\nand 2 more that did not build');
  });
});

/** Nix says that a build begins before it counts it. */
const BUILD = {
  shown: [
    '▸ preparing to build · 00:00',
    '▸ built 0 of 3 · 00:00',
    '▸ building 1 of 3: alpha-1.0 00:00',
    '▸ building 1 of 3: alpha-1.0 · unpackPhase 00:00',
    '▸ building 1 of 3: alpha-1.0 · unpackPhase 00:00\n  unpacking alpha',
    '▸ building 1 of 3: alpha-1.0 · buildPhase 00:00\n  unpacking alpha',
    '▸ building 1 of 3: alpha-1.0 · buildPhase 00:00\n  compiling alpha — ünïcödé',
    '▸ built 1 of 3 · 00:03',
    '▸ building 1 of 3: beta-2.0 00:00',
    '▸ building 2 of 3: beta-2.0 00:00',
    '▸ building 2 of 3: beta-2.0 00:00\n  building beta',
    '▸ built 2 of 3 · 00:04',
    '▸ building 2 of 3: whole-system 00:00',
    '▸ building 3 of 3: whole-system 00:00',
    '▸ built 3 of 3 · 00:05',
  ],
  totals: 'built 3 derivations · 6.2 s',
};
