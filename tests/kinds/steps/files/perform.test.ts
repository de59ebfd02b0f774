import { expect, it } from 'vitest';
import { begin, ENABLE_DOCKER, enter, play } from '../../../steps/support/play.ts';

const PUT = '  - id: put\n    files: { put: [{ file: /etc/rule, from: /new/rule }] }\n';
type Run = ReturnType<typeof begin>;

function give(run: Run, path: string, text: string, mode = 0o600): void {
  run.host.state.files.set(path, { bytes: Buffer.from(text), mode, changed: 0 });
}

async function approved(steps: string): Promise<Run> {
  const run = begin(steps);
  give(run, '/etc/rule', 'old\n', 0o440);
  give(run, '/new/rule', 'harmless\n');
  await play(run, 'step:put');
  return run;
}

/** With a preview that a person saw, and with a question about the steps alone. */
const RUNBOOKS = [
  ['with a change of the configuration', `${ENABLE_DOCKER}${PUT}`],
  ['without one', PUT],
] as const;

it.each(RUNBOOKS)('a file is put as it was approved, %s', async (_, steps) => {
  const run = await approved(steps);
  expect(await enter(run, 'step:put')).toBe('ok');
  expect(await run.host.files.readText('/etc/rule')).toBe('harmless\n');
});

it.each(
  RUNBOOKS.flatMap(
    ([name, steps]) =>
      [
        [name, 'other content', steps, (run: Run) => give(run, '/new/rule', 'eve ALL=(ALL) NOPASSWD: ALL\n')],
        [name, 'another mode', steps, (run: Run) => give(run, '/new/rule', 'harmless\n', 0o666)],
      ] as const,
  ),
)('a file is not put that has since %s: %s', async (_name, _what, steps, change) => {
  const run = await approved(steps);
  change(run);
  expect(await enter(run, 'step:put')).toBe('fail');
  expect(run.said).toContain('RUN013');
  expect(await run.host.files.readText('/etc/rule')).toBe('old\n');
});
