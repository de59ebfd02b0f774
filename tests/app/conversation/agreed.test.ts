import { expect, it } from 'vitest';
import { agreedTo } from '../../../engine/app/conversation/agreed.ts';
import type { PlanPreview } from '../../../engine/model/plan.ts';
import type { ConsentAnswer } from '../../../engine/steps/context.ts';

const none = { added: [], removed: [], changed: [] };
const SEEN: PlanPreview = {
  edits: [],
  files: [],
  semantic: {
    options: [],
    packages: { added: [], removed: [] },
    units: none,
    tcpPorts: none,
    udpPorts: none,
    users: none,
    groups: none,
    etc: none,
  },
  build: { build: [], fetch: [] },
  risk: { class: 'package', reasons: [] },
  drvPath: '/nix/store/a.drv',
  outPath: '/nix/store/a',
  planHash: 'a'.repeat(64),
  warnings: [],
};

const { signal } = new AbortController();
const no: ConsentAnswer = { approved: false, by: 'person', why: 'not approved' };
const asking = { plan: async () => Promise.resolve(no), question: async () => Promise.resolve(no) };

it.each([
  ['the preview that was shown', SEEN, SEEN, true],
  ['another preview', SEEN, { ...SEEN, planHash: 'b'.repeat(64) }, false],
  ['a preview where none was shown', undefined, SEEN, false],
])('of %s: what was agreed to is that and no other (%#)', async (_what, seen, preview, approved) => {
  const heard: PlanPreview[] = [];
  const answer = await agreedTo(seen, asking, (one) => heard.push(one)).plan(preview, signal);
  expect(answer.approved).toBe(approved);
  expect(answer.by).toBe('person');
  expect(heard).toEqual([preview]);
});

it('asks a person about steps, which no preview shows', async () => {
  expect(await agreedTo(SEEN, asking, () => undefined).question('Run the steps?', signal)).toEqual(no);
});
