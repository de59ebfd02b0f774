import { expect, test } from 'vitest';
import type { DraftProgress } from '../../../engine/compile/model/drafted.ts';
import type { CompletionResult } from '../../../engine/model/completion.ts';
import { answer, converse, DOCKER, factsFor, runbookAnswer, runbookOf, textOf } from './support.ts';
import { extended } from '../../lib/policy.ts';

const facts = factsFor('install docker and enable it');

test('a right answer is accepted at once, as a generated runbook', async () => {
  const { drafted, requests } = await converse(facts, [runbookAnswer(DOCKER, 'Runs\u001B[2J Docker.')]);
  expect(drafted).toMatchObject({
    kind: 'runbook',
    text: DOCKER,
    summary: 'Runs Docker.',
    value: { runbook: { origin: 'generated' }, change: { edits: [{ op: 'set', value: true }] } },
    findings: [],
    calls: [{ round: 1, provider: 'local', model: 'qwen3', outcome: 'accepted', findings: [], took: 900 }],
  });
  expect(requests).toHaveLength(1);
});

test.each([
  ['text that is not JSON', 'Sure! Here is the runbook you asked for.', 'ANS001', 'is not JSON'],
  ['an answer without its kind', '{"runbook":"x"}', 'ANS002', "'kind' is missing"],
  ['a kind of its own', answer({ kind: 'shell' }), 'ANS002', '/kind: is not one of the allowed words'],
  ['an answer that is too large', ' '.repeat(70_000), 'ANS003', '70000 bytes'],
  ['YAML that does not parse', runbookAnswer('runbook: [a'), 'RB002', 'RB002 1:12'],
  [
    'a runbook that does not fit its schema',
    runbookAnswer(DOCKER.replace('version: 1', 'version: one')),
    'RB020',
    'RB020 2:10',
  ],
  [
    'a runbook with a key of its own',
    runbookAnswer(`origin: user\n${DOCKER}`),
    'RB021',
    "a runbook has no key 'origin'",
  ],
  [
    'an option that does not exist',
    runbookAnswer(runbookOf('{ set: virtualisation.dokcer.enable, to: true }')),
    'OPT001',
    "did you mean 'virtualisation.docker.enable'",
  ],
  [
    'a value of another type',
    runbookAnswer(runbookOf('{ set: virtualisation.docker.enable, to: "yes please" }')),
    'OPT002',
    'boolean',
  ],
  [
    'a package that does not exist',
    runbookAnswer(runbookOf('{ add: environment.systemPackages, items: [{ pkgs: dokcer }] }')),
    'OPT004',
    'docker',
  ],
  [
    'a command that nobody approved',
    runbookAnswer(`${DOCKER}  - id: prune\n    run: { argv: [docker, system, prune], effect: read }\n`),
    'PATH007',
    'put an approve step before it',
  ],
  [
    'a command that cannot be undone',
    runbookAnswer(`${DOCKER}  - id: prune\n    run: { argv: [docker, prune], effect: change }\n`),
    'RB104',
    'add undo',
  ],
])('%s is sent back with what is wrong, and mended', async (_title, first, code, told) => {
  const { drafted, requests } = await converse(facts, [first, runbookAnswer(DOCKER)]);
  expect(drafted).toMatchObject({ kind: 'runbook', text: DOCKER });
  expect(drafted.calls.map(({ outcome }) => outcome)).toEqual(['sent-back', 'accepted']);
  expect(drafted.calls[0]?.findings).toContain(code);
  const [question, said, back] = requests[1]?.turns ?? [];
  expect(question).toEqual(requests[0]?.turns[0]);
  expect(said?.role).toBe('assistant');
  expect(back?.text).toContain(code);
  expect(back?.text).toContain(told);
});

test('an edit that cannot be made in the files of the host is sent back with the place', async () => {
  const text =
    '{ lib, config, ... }: {\n  services.nginx.enable = lib.mkIf config.services.xserver.enable true;\n}\n';
  const configuration = { entries: ['configuration.nix'], files: new Map([['configuration.nix', text]]) };
  const wrong = runbookAnswer(runbookOf('{ set: services.nginx.enable, to: true }'));
  const { drafted, requests } = await converse({ ...facts, configuration }, [wrong, runbookAnswer(DOCKER)]);
  expect(drafted.kind).toBe('runbook');
  expect(requests[1]?.turns.at(-1)?.text).toContain('NIX101 configuration.nix:2:3');
});

test('what comes back names the types of the options that are nearest', async () => {
  const wrong = runbookAnswer(runbookOf('{ set: services.opnssh.enable, to: true }'));
  const { requests } = await converse(facts, [wrong, runbookAnswer(DOCKER)]);
  expect(requests[1]?.turns.at(-1)?.text).toContain('services.openssh.enable; # boolean');
});

test('after the last round there is no runbook, but the findings of the last answer and all calls', async () => {
  const wrong = ['a', 'b', 'c'].map((name) =>
    runbookAnswer(runbookOf(`{ set: services.${name}.on, to: 1 }`)),
  );
  const { drafted, requests } = await converse(facts, wrong);
  expect(drafted).toMatchObject({ kind: 'could-not', findings: [{ code: 'OPT001' }] });
  expect(drafted.kind === 'could-not' && drafted.findings[0]?.message).toContain('services.c.on');
  expect(drafted.calls.map(({ round, outcome }) => [round, outcome])).toEqual([
    [1, 'sent-back'],
    [2, 'sent-back'],
    [3, 'sent-back'],
  ]);
  // The last question holds both earlier answers.
  expect(requests[2]?.turns.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'user',
    'assistant',
    'user',
  ]);
});

test('the same wrong answer twice ends it before the last round', async () => {
  const wrong = runbookAnswer(runbookOf('{ set: services.a.on, to: 1 }'));
  const { drafted } = await converse(facts, [wrong, wrong, wrong], { rounds: 3 });
  expect(drafted.kind).toBe('could-not');
  expect(drafted.calls).toHaveLength(2);
});

test('a question comes with at most 8 short choices, cleaned', async () => {
  const choices = [
    'first\u001B[31m\u202E red',
    'first red',
    '',
    'x'.repeat(900),
    ...Array.from({ length: 20 }, (_, at) => `choice ${at}`),
  ];
  const { drafted } = await converse(facts, [answer({ kind: 'ask', question: 'Which\n\none?', choices })]);
  const asked = drafted.kind === 'ask' ? drafted : undefined;
  expect(asked?.question).toBe('Which one?');
  expect(asked?.choices).toHaveLength(8);
  expect(asked?.choices[0]).toBe('first red');
  expect(asked?.choices[1]).toHaveLength(200);
});

test.each([
  [
    { kind: 'look-up', look_up: 'value', query: 'services.nginx.enable' },
    { kind: 'look-up', what: 'value', query: 'services.nginx.enable' },
  ],
  [
    { kind: 'look-up', look_up: 'disk' },
    { kind: 'look-up', what: 'disk', query: '' },
  ],
  [
    { kind: 'task', task: 'collect-garbage' },
    { kind: 'task', task: 'collect-garbage' },
  ],
  [
    { kind: 'refuse', reason: 'No\u0007 way.' },
    { kind: 'refused', reason: 'No way.' },
  ],
])('%j is handed on', async (members, expected) => {
  const { drafted } = await converse(facts, [answer(members)]);
  expect(drafted).toMatchObject(expected);
  expect(drafted.calls).toMatchObject([{ outcome: 'accepted' }]);
});

test('a runbook of the library is bound to its parameters', async () => {
  const parameters = [{ name: 'port', value: '8080' }];
  const { drafted } = await converse(facts, [answer({ kind: 'library', library: 'open-port', parameters })]);
  expect(drafted).toMatchObject({
    kind: 'library',
    library: 'open-port',
    parameters: { port: 8080 },
    value: { runbook: { origin: 'library' }, bindings: { values: { port: 8080, listening: false } } },
  });
});

test.each([
  ['open-prot', [{ name: 'port', value: '8080' }], 'LIB002', 'open-port'],
  ['open-port', [{ name: 'port', value: '99999' }], 'PAR004', '65535'],
  ['open-port', [{ name: 'prot', value: '80' }], 'PAR002', 'port'],
  ['open-port', [], 'PAR001', 'port'],
  ['open-port', [{ name: 'port', value: 'eighty' }], 'ANS002', 'is not JSON text'],
  ['open-port', [{ name: '__proto__', value: '{"a":1}' }], 'ANS002', 'is not a parameter name'],
  [
    'open-port',
    [
      { name: 'port', value: '1' },
      { name: 'port', value: '2' },
    ],
    'ANS002',
    'given twice',
  ],
])('%s with %j is sent back', async (name, parameters, code, told) => {
  const wrong = answer({ kind: 'library', library: name, parameters });
  const right = answer({
    kind: 'library',
    library: 'open-port',
    parameters: [{ name: 'port', value: '80' }],
  });
  const { drafted, requests } = await converse(facts, [wrong, right]);
  expect(drafted.calls[0]?.findings).toContain(code);
  expect(requests[1]?.turns.at(-1)?.text).toContain(told);
  expect(drafted.kind).toBe('library');
  expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
});

test('what policy forbids is told before and refused after', async () => {
  const policy = extended('options:\n  - { deny: [services.nginx.**], because: no web here }');
  const careful = factsFor('serve a website', { policy });
  const wrong = runbookAnswer(runbookOf('{ set: services.nginx.enable, to: true }'));
  const { drafted, requests } = await converse(careful, [
    wrong,
    answer({ kind: 'refuse', reason: 'Policy.' }),
  ]);
  expect(textOf(requests[0])).toMatch(/forbidden on this host: [^\n]*services\.nginx[^\n]*no web here/u);
  expect(drafted.calls[0]?.findings.join()).toMatch(/^POL\d+$/u);
  expect(drafted.kind).toBe('refused');
});

test.each([
  ['as a value', runbookAnswer(runbookOf('{ set: services.x.password, to: "<redacted:password>" }'))],
  [
    'as a parameter',
    answer({
      kind: 'library',
      library: 'add-user',
      parameters: [{ name: 'user', value: '"<redacted:password>"' }],
    }),
  ],
])('a mark that stands for a secret is never written, %s', async (_title, wrong) => {
  const { drafted } = await converse(facts, [wrong, runbookAnswer(DOCKER)]);
  expect(drafted.calls[0]?.findings).toEqual(['ANS004']);
  expect(drafted.kind).toBe('runbook');
});

test.each([
  ['an escape of YAML', runbookAnswer(runbookOf('{ set: users.users.alice.description, to: "a\\e[2Jb" }'))],
  [
    'a turn of the writing direction',
    runbookAnswer(runbookOf('{ set: users.users.alice.description, to: "\\u202Eb" }')),
  ],
  ['a comment that cannot be seen', runbookAnswer(`${DOCKER}# \u200B\n`)],
  [
    'a parameter',
    answer({
      kind: 'library',
      library: 'set-hostname',
      parameters: [{ name: 'name', value: '"a\\u001b[2J"' }],
    }),
  ],
])('%s cannot change what a person sees of a plan', async (_title, wrong) => {
  const { drafted } = await converse(facts, [wrong, runbookAnswer(DOCKER)]);
  expect(drafted.calls[0]?.findings).toEqual(['ANS005']);
});

test('findings that repeat what a model wrote are cleaned before a person sees them', async () => {
  const wrong = ['1', '2', '3'].map((name) =>
    runbookAnswer(runbookOf(`{ set: [services, "\\e[2J\\u202E${name}"], to: 1 }`)),
  );
  const { drafted } = await converse(facts, wrong);
  expect(drafted).toMatchObject({ kind: 'could-not', findings: [{ code: 'RB023' }] });
  expect(JSON.stringify(drafted.kind === 'could-not' && drafted.findings)).not.toMatch(/\\u001b|\p{Cf}/u);
});

test('a provider that gives no answer ends it, with what it said and what was spent', async () => {
  const failure: CompletionResult = {
    ok: false,
    failure: {
      kind: 'rate-limited',
      provider: 'local',
      model: 'qwen3',
      message: 'too many requests',
      fix: 'wait',
      usage: { inputTokens: 10, outputTokens: 0 },
      attempts: 3,
      took: 5000,
    },
  };
  const { drafted } = await converse(facts, ['no JSON', failure]);
  expect(drafted).toMatchObject({ kind: 'failed', failure: { kind: 'rate-limited' } });
  expect(drafted.calls).toMatchObject([
    { outcome: 'sent-back' },
    { outcome: 'failed', attempts: 3, usage: { inputTokens: 10 } },
  ]);
});

test.each(['before the first call', 'while the answer is judged'])(
  'an interrupt %s ends it',
  async (when) => {
    const abort = new AbortController();
    if (when.startsWith('before')) abort.abort();
    const onProgress = ({ kind }: DraftProgress): void => {
      if (kind === 'judging') abort.abort();
    };
    const { drafted, requests } = await converse(facts, [runbookAnswer(DOCKER)], {
      signal: abort.signal,
      onProgress,
    });
    expect(drafted).toMatchObject({ kind: 'failed', failure: { kind: 'aborted' } });
    expect(requests).toHaveLength(when.startsWith('before') ? 0 : 1);
  },
);

test('what happens is told in order', async () => {
  const heard: string[] = [];
  await converse(facts, ['no JSON', runbookAnswer(DOCKER)], {
    onProgress: (progress) => heard.push(`${progress.round} ${progress.kind}`),
  });
  expect(heard).toEqual(['1 asking', '1 judging', '1 sent-back', '2 asking', '2 judging']);
});
