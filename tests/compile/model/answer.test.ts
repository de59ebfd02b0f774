import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { array, assert, constantFrom, jsonValue, object, oneof, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWER_SCHEMA } from '../../../engine/check/answer-schema.ts';
import { parseAnswer } from '../../../engine/compile/model/answer.ts';
import { showable } from '../../../engine/compile/model/showable.ts';
import { answer } from './support.ts';

const TASK = answer({ kind: 'task', task: 'upgrade' });

test.each([
  ['white space', ` \n\t${TASK}\n`],
  ['a byte order mark', `\uFEFF${TASK}`],
  ['a fence with a language', `\`\`\`json\n${TASK}\n\`\`\``],
  ['a fence without one, and white space', `\n\`\`\`\n${TASK}\n\`\`\`\n\n`],
  ['what it says before', `Here: ${TASK}`],
  ['what it says behind', `${TASK}\nI hope that helps {smile}.`],
  ['a thought', `<think>first {"kind":"task","task":"rollback"}, no</think>\n${TASK}`],
  ['an answer that it took back', `${TASK.replace('upgrade', 'rollback')}\n${TASK}`],
  ['a fence among words', `Sure:\n\`\`\`json\n${TASK}\n\`\`\`\nThat is all.`],
])('%s around an answer is taken off', (_title, text) => {
  expect(parseAnswer(text)).toEqual({ ok: true, value: { kind: 'task', task: 'upgrade' }, findings: [] });
});

test.each([
  ['words without an answer', 'Here: {"answer": 1} it is', 'ANS001'],
  ['nothing', '', 'ANS001'],
  ['half of it', TASK.slice(0, 40), 'ANS001'],
  ['a list', `[${TASK}]`, 'ANS002'],
  ['null', 'null', 'ANS002'],
  ['a member of its own', TASK.replace('{', '{"argv":["rm"],'), 'ANS002'],
  ['a member that is not its own to have', TASK.replace('{', '{"__proto__":{"kind":"task"},'), 'ANS002'],
  ['a task that is none', answer({ kind: 'task', task: 'reboot' }), 'ANS002'],
  ['a task without its name', answer({ kind: 'task' }), 'ANS002'],
  ['a runbook that is a map', answer({ kind: 'runbook', runbook: { steps: [] } }), 'ANS002'],
  ['a runbook that is empty', answer({ kind: 'runbook', runbook: ' \n' }), 'ANS002'],
  ['a question that is empty', answer({ kind: 'ask', question: '', choices: ['a'] }), 'ANS002'],
  ['more than 64 KiB', answer({ kind: 'refuse', reason: 'é'.repeat(33_000) }), 'ANS003'],
  ['deep nesting', `{"kind":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'ANS003'],
])('%s is refused', (_title, text, code) => {
  const parsed = parseAnswer(text);
  expect(parsed.ok).toBe(false);
  expect(parsed.findings.map((finding) => finding.code)).toContain(code);
  expect(parsed.findings.every(({ fix }) => fix !== undefined && fix !== '')).toBe(true);
});

test('members that are left out are null', () => {
  expect(parseAnswer('{"kind":"task","task":"upgrade"}').value).toEqual({ kind: 'task', task: 'upgrade' });
  expect(parseAnswer('{"task":"upgrade"}').ok).toBe(false);
});

test('a misfit names its place', () => {
  const text = answer({ kind: 'library', library: 'a', parameters: [{ name: 'b', value: 1 }] });
  expect(parseAnswer(text).findings).toMatchObject([
    { code: 'ANS002', message: '/parameters/0/value: must be string' },
  ]);
});

test('members that do not count are not looked at', () => {
  const text = answer({ kind: 'task', task: 'rollback', runbook: 'rm -rf /', reason: 'none' });
  expect(parseAnswer(text).value).toEqual({ kind: 'task', task: 'rollback' });
});

test('no text whatever throws or pollutes a prototype', () => {
  const kinds = constantFrom('runbook', 'library', 'ask', 'look-up', 'task', 'refuse');
  const part = oneof(string({ unit: 'binary' }), constantFrom(null, 'upgrade', 'disk', '__proto__'));
  const parameters = array(
    record({ name: oneof(constantFrom('__proto__', 'user', 'a'), string()), value: string() }),
  );
  const likely = record({
    kind: kinds,
    summary: part,
    runbook: part,
    library: part,
    parameters,
    question: part,
  });
  const other = record({ choices: array(string()), look_up: part, query: part, task: part, reason: part });
  const answers = oneof(
    string({ unit: 'binary', maxLength: 400 }),
    jsonValue().map((value) => JSON.stringify(value)),
    object().map((value) => answer({ kind: 'ask', question: value })),
    likely.chain((one) => other.map((two) => JSON.stringify({ ...one, ...two }))),
  );
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  assert(
    property(answers, (text) => {
      const parsed = parseAnswer(text);
      expect(parsed.ok || parsed.findings.length > 0).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
});

test('the schema is in the part of JSON Schema that every provider takes in its strict mode', () => {
  const file: unknown = JSON.parse(
    readFileSync(new URL('../../../schemas/answer.schema.json', import.meta.url), 'utf8'),
  );
  expect(file).toMatchObject(ANSWER_SCHEMA);
  expect(new Ajv2020({ strict: true }).validateSchema(ANSWER_SCHEMA)).toBe(true);
  let unions = 0;
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) throw new Error('a schema is a map');
    const node: Readonly<Record<string, unknown>> = { ...schema };
    const { properties, items, anyOf } = node;
    const known = [
      'type',
      'description',
      'enum',
      'anyOf',
      'items',
      'properties',
      'required',
      'additionalProperties',
    ];
    expect(Object.keys(node).filter((key) => !known.includes(key))).toEqual([]);
    expect(node['type'] === undefined || typeof node['type'] === 'string').toBe(true);
    if (Array.isArray(anyOf)) {
      unions += 1;
      anyOf.forEach(visit);
    }
    if (items !== undefined) visit(items);
    if (node['type'] !== 'object') return;
    expect(node['additionalProperties']).toBe(false);
    expect(node['required']).toEqual(Object.keys(properties ?? {}));
    Object.values(properties ?? {}).forEach(visit);
  };
  visit(ANSWER_SCHEMA);
  expect(ANSWER_SCHEMA['type']).toBe('object');
  // Anthropic takes 16 at most.
  expect(unions).toBe(10);
});

test.each([
  ['colours and cursor moves', 'a\u001B[31mb\u001B[2Jc\u009B5md', 'abcd'],
  ['a title of the window', 'a\u001B]0;evil\u0007b', 'ab'],
  ['a link', '\u001B]8;;http://evil\u001B\\docs\u001B]8;;\u001B\\', 'docs'],
  ['a turn of the writing direction', 'run\u202Egpj.exe\u2066', 'rungpj.exe'],
  ['what cannot be seen', 'a\u200Bb\u{E0041}c\uFEFF', 'abc'],
  ['lines', 'a\r\nb\u2028c\td\u0000e', 'a b c d e'],
  ['half a character', 'a\uD800', 'a\uFFFD'],
])('%s cannot reach a terminal', (_title, text, shown) => {
  expect(showable(text, 100)).toBe(shown);
});

test('what is shown is one line of the length given, whatever it was', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 2000 }), (text) => {
      const shown = showable(`${text}${text}`, 50);
      expect(shown.length).toBeLessThanOrEqual(50);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
    { numRuns: 1000 },
  );
});
