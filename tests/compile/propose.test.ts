import { type Arbitrary, array, assert, constantFrom, nat, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { propose } from '../../engine/compile/propose.ts';
import { checkEdits } from '../../engine/check/options.ts';
import type { Proposal } from '../../engine/model/proposal.ts';
import { understand } from '../../engine/compile/understand.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { editLine } from '../../scripts/accuracy/edits.ts';
import { planOffline } from '../../scripts/accuracy/planner.ts';
import { editsOf as plannedEdits } from '../../scripts/accuracy/runbook-edits.ts';
import { scoreRow } from '../../scripts/accuracy/score.ts';
import { baseHost, hosts, index } from './host.ts';
import { readRows, type Row } from './score.ts';
import { draws } from '../lib/scope.ts';

const requests = readRows('../data/requests/requests.yaml');
const sentences = [...readRows('sentences.yaml'), ...readRows('everyday.yaml')];
const heldOut = readRows('held-out.yaml');
const people = readRows('people.yaml');
const all = [...requests, ...sentences, ...heldOut, ...people];

test.each([
  ['the published requests', requests, 50],
  ['our own sentences', sentences, 600],
  ['the sentences that were held out', heldOut, 250],
  ['the sentences of five people', people, 200],
] as const)('%s are all exactly right, and none becomes a wrong change', (title, rows, atLeast) => {
  expect(rows.length).toBeGreaterThanOrEqual(atLeast);
  const scores = rows.map((row) => ({
    ...scoreRow(planOffline(row.request, baseHost(row.on)), row, baseHost(row.on)),
    row,
  }));
  const missed = scores.filter(({ verdict }) => verdict !== 'right');
  const wrong = missed.filter(({ verdict }) => verdict === 'wrong').length;
  console.log(
    `${title}: ${rows.length - missed.length} of ${rows.length} exactly right, ${wrong} wrong changes`,
  );
  expect(missed).toEqual([]);
});

test('the sentences of strangers are right for the most part, and none becomes a wrong change', () => {
  const rows = readRows('../data/requests/requests-2.yaml');
  const verdicts = rows.map(
    (row) => scoreRow(planOffline(row.request, baseHost(row.on)), row, baseHost(row.on)).verdict,
  );
  expect(rows.filter((_, at) => verdicts[at] === 'wrong').map(({ request }) => request)).toEqual([]);
  expect(verdicts.filter((verdict) => verdict === 'right').length).toBeGreaterThanOrEqual(0.85 * rows.length);
});

test('politeness, case, white space and punctuation do not change what is done', () => {
  const plain = all.filter(
    (row) =>
      row.change !== undefined &&
      row.ask === undefined &&
      // What is in upper case in a name of its own has another meaning in lower case.
      !/["'=]|ssh-ed25519|EDITOR|PAGER|Lat2|\/var|^hi\b/u.test(row.request),
  );
  expect(plain.length).toBeGreaterThan(80);
  const differing = plain.flatMap((row) => {
    const edits = JSON.stringify(editsOf(row.request, row));
    return variantsOf(row.request).filter((variant) => JSON.stringify(editsOf(variant, row)) !== edits);
  });
  expect(differing).toEqual([]);
});

test('a repeated request changes nothing more', () => {
  const rows = all.filter((row) => row.change !== undefined && !/"$|^hi\b/u.test(row.request));
  expect(rows.length).toBeGreaterThan(80);
  const differing = rows.flatMap((row) => {
    const twice = `${row.request.replace(/[.;!?]+$/u, '')}, then ${row.request}`;
    return JSON.stringify(editsOf(twice, row)) === JSON.stringify(editsOf(row.request, row)) ? [] : [twice];
  });
  expect(differing).toEqual([]);
});

test('every choice of a question is a request that the planner takes', () => {
  const questions = all.filter((row) => row.ask !== undefined);
  const choices = questions.flatMap((row) => {
    const proposal = planOf(row);
    return proposal.kind === 'ask' ? proposal.choices.map((choice) => ({ row, choice })) : [];
  });
  expect(choices.length).toBeGreaterThan(30);
  const refused = choices.filter(({ row, choice }) => !isTaken(planOf({ ...row, request: choice }).kind));
  expect(refused).toEqual([]);
});

/** Text by chance is hardly ever a change: what real people ask is among it. */
const aRequest = constantFrom(...all.map(({ request }) => request));

test('any text gives a proposal, and every edit proposed exists on the host and fits its type', () => {
  assert(
    property(oneof(string({ unit: 'binary', maxLength: 300 }), wordSalad(), aRequest), (text) => {
      const proposal = propose(text, index, hosts.desktop);
      expect(proposal.kind).toMatch(/^(?:runbook|task|ask|refuse)$/u);
      expect(findingsOf(text)).toEqual([]);
    }),
    { numRuns: draws(200, 2_000) },
  );
});

test('a negation anywhere never leaves the positive change', () => {
  const negations = ['not', 'never', "don't", 'without', 'no', 'except', 'unless', 'nor'];
  const positive = all.filter(
    (row) =>
      row.change !== undefined &&
      row.ask === undefined &&
      !/["=]|not |n't|only|forbid|no |without/u.test(row.request),
  );
  assert(
    property(constantFrom(...positive), constantFrom(...negations), nat(30), (row, negation, at) => {
      const words = row.request.split(' ');
      words.splice(at % (words.length + 1), 0, negation);
      expect(editsOf(words.join(' '), row)).not.toEqual(editsOf(row.request, row));
    }),
    { numRuns: 400 },
  );
});

test('a word that nobody knows is never passed over', () => {
  const rows = all.filter(
    (row) => row.change !== undefined && row.ask === undefined && !/"/u.test(row.request),
  );
  assert(
    property(constantFrom(...rows), nat(30), (row, at) => {
      const words = row.request.split(' ');
      words.splice(at % (words.length + 1), 0, 'zorpish');
      expect(editsOf(words.join(' '), row)).not.toEqual(editsOf(row.request, row));
    }),
    { numRuns: draws(200, 1500) },
  );
});

test('a long, an empty and a control-character request are answered, not read', () => {
  expect(propose('x'.repeat(2001), index, hosts.minimal)).toMatchObject({ kind: 'refuse' });
  expect(propose(` ${'install '.repeat(240)}`, index, hosts.minimal).kind).toBe('ask');
  expect(propose('', index, hosts.minimal)).toMatchObject({ kind: 'ask' });
  expect(propose('\u0000\u001B[31m', index, hosts.minimal).kind).not.toBe('runbook');
});

test('the runbook has one step of edits and one of checks, a slug and the sentence', () => {
  const proposal = propose('install \u0007docker and\tenable it', index, hosts.minimal);
  const parsed = proposal.kind === 'runbook' ? parseRunbook(proposal.text, 'p.yaml', 'generated') : undefined;
  expect(parsed?.findings).toEqual([]);
  expect(parsed?.value).toMatchObject({
    name: 'enable-docker',
    description: 'install docker and enable it',
    steps: [{ kind: 'edit' }, { kind: 'verify' }],
  });
});

function planOf(row: Row): Proposal {
  return propose(row.request, index, baseHost(row.on).facts);
}

function editsOf(request: string, row: Row): readonly string[] | string {
  const proposal = planOf({ ...row, request });
  return proposal.kind === 'runbook'
    ? (plannedEdits(proposal.text, baseHost(row.on)) ?? []).map(editLine).toSorted()
    : proposal.kind;
}

function variantsOf(request: string): readonly string[] {
  const bare = request.replace(/[.;!?]+$/u, '');
  return [
    `please ${request}`,
    `Could you please ${bare}?`,
    `${bare}!`,
    `${bare}, please.`,
    `${bare}, thanks`,
    `  ${request.replaceAll(' ', ' \t ')}\n`,
    request.toUpperCase(),
    `${request.slice(0, 1).toUpperCase()}${request.slice(1)}`,
  ];
}

/** What the checker of options says of the edits; an empty change counts as a finding. */
function findingsOf(text: string): readonly unknown[] {
  const understanding = understand(text, index, hosts.desktop);
  if (understanding.kind !== 'change') {
    return [];
  }
  const placed = understanding.edits.map((edit) => ({ edit }));
  return placed.length === 0 ? ['no edit'] : checkEdits(placed, index);
}

function isTaken(kind: string): boolean {
  return kind === 'runbook' || kind === 'task';
}

/** Words of real requests in any order: far likelier to be read than random text. */
function wordSalad(): Arbitrary<string> {
  const words = [...new Set(all.flatMap((row) => row.request.split(' ')))];
  return array(constantFrom(...words), { minLength: 1, maxLength: 9 }).map((list) => list.join(' '));
}
