import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ENGINE = new URL('../engine', import.meta.url).pathname;
/** Where a failure that nobody hears of would be a run that is not what it says. */
const FOLDERS = ['run', 'steps', 'app', 'service', 'kinds'];

/** Failures that are nobody's to hear: file → why. */
const SILENT: Readonly<Record<string, string>> = {
  'app/act.ts': 'whoever reads the result hears it; this keeps Node from taking it for unhandled',
  'kinds/steps/run/perform.ts':
    'arguments that are outputs of steps to come: a preview cannot show such a command',
  'run/answer/live-values.ts': 'an answer of what is known: without what runs, or without what is kept of it',
  'run/play/run-log.ts':
    'that the journal is lost is said by then; this is the last try to write it all the same',
  'service/notifier.ts': 'a journal that is only being made cannot be read yet, and is read again',
  'service/requests.ts': 'a line that is no request is answered as such',
  'steps/ahead.ts': 'an evaluation that was begun before it was known to be needed; who needs it evaluates',
  'steps/change/candidate.ts': 'as that: without room for it, it is not begun',
  'steps/change/earlier.ts':
    'a snapshot that is gone: what changed since is not known then, and counts as anything',
  'steps/change/planned-acts.ts':
    'a file that cannot be read is shown as not known; the step that puts it fails by it',
  'steps/change/policy.ts': 'read ahead; what is wrong is said by the decision that reads it again',
  'steps/change/prove.ts': 'a file outside of the configuration that cannot be read is not quoted',
  'steps/states/dry-build.ts': 'a listing that nobody waits for any longer',
};

/** Results of the host whose failure is a value, so that dropping them is silent. */
const DROPPED: Readonly<Record<string, string>> = {};

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ENGINE, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ENGINE, folder, name)),
);
const named = (file: string): string => relative(ENGINE, file);

/** A failure that is caught and not looked at: `.catch(() => …)`, `catch {`, a handler that does nothing. */
const SWALLOWS = [
  /\.catch\(\s*(?:async )?\(\s*\)\s*=>/u,
  /\bcatch \{/u,
  /\.catch\(\s*(?:noop|\(_\w*\) =>)/u,
  /\.then\([^()]*,\s*\(\s*\)\s*=>/u,
];

/** Members of a host that give how they ended as a value. */
function resultMembers(): readonly string[] {
  const folder = join(ENGINE, 'model/host');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /^ {2}(?<member>\w+)\([^;]*?\): Promise<(?:CommandResult|Launched|Disarmed|Realised|Kept|Result<|string \| undefined)/gmu,
      ),
    ])
    .flatMap((match) => match.groups?.['member'] ?? []);
}

describe('a failure', () => {
  it('is heard by somebody, or it is written down here why not', () => {
    const silent = files.filter((file) => SWALLOWS.some((form) => form.test(readFileSync(file, 'utf8'))));
    expect(silent.map(named).toSorted()).toEqual(Object.keys(SILENT).toSorted());
    expect(files.length).toBeGreaterThan(150);
  });

  it('that is a value is looked at', () => {
    const members = resultMembers();
    expect(members).toContain('disarm');
    expect(members).toContain('setProfile');
    const call = new RegExp(
      `^\\s*(?:void |await )(?:[\\w.]*host\\.)(?:${[...new Set(members)].map((member) => `\\w+\\.${member}`).join('|')})\\(`,
      'mu',
    );
    const dropped = files.filter((file) => call.test(readFileSync(file, 'utf8'))).map(named);
    expect(dropped).toEqual(Object.keys(DROPPED));
  });

  it.each([
    ['.catch(() => undefined)', true],
    ['try { a(); } catch { return 1; }', true],
    ['.then(done, () => undefined)', true],
    ['try { a(); } catch (error) { note(error); }', false],
    ['.catch((error: unknown) => note(error))', false],
  ])('%s is one that nobody hears: %s', (text, silent) => {
    expect(SWALLOWS.some((form) => form.test(text))).toBe(silent);
  });

  it('ends a run in one place', () => {
    const writes = files.filter((file) => /type: 'run-ended'/u.test(readFileSync(file, 'utf8')));
    expect(writes.map(named)).toEqual(['run/play/end-run.ts']);
  });
});
