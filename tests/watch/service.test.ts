import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../engine/model/finding.ts';
import type { Service } from '../../engine/model/service/service.ts';
import { checkServiceRunbooks, listCalendars } from '../../engine/watch/check-service.ts';
import { describeWhen } from '../../engine/watch/describe-when.ts';
import { emptyService, parseService } from '../../engine/watch/service.ts';
import { readServiceDocument } from '../../engine/watch/service-document.ts';
import { runbookOf, withSteps } from '../runbook/runbooks.ts';

const FILE = 'service.yaml';

function serviceOf(lines: string): Service {
  const parsed = parseService(`service: 1\n${lines}`, FILE);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.value;
}

function refusalOf(lines: string): readonly string[] {
  const parsed = parseService(`service: 1\n${lines}`, FILE);
  return parsed.findings.map(
    ({ code, message, position }) => `${code} ${position?.line}:${position?.column} ${message}`,
  );
}

const MINUTE = 60_000;

describe('a service file', () => {
  it('that says nothing does nothing', () => {
    expect(serviceOf('')).toEqual(emptyService(FILE));
    expect(emptyService(FILE)).toEqual({
      file: FILE,
      operators: [],
      viewers: [],
      schedules: [],
      triggers: [],
      notifications: [],
    });
  });

  it('names who may run and who may look', () => {
    expect(serviceOf('operators: [ops]\nviewers: [staff, users]')).toMatchObject({
      operators: ['ops'],
      viewers: ['staff', 'users'],
    });
  });

  it.each([
    [
      '{ name: nightly, runbook: clean, calendar: daily }',
      { with: {}, approved: false, jitter: 10 * MINUTE, persistent: true },
    ],
    [
      '{ name: nightly, runbook: clean, calendar: daily, with: { a: 1 }, approved: true, jitter: 5s, persistent: false, window: "01:00-02:30" }',
      { with: { a: 1 }, approved: true, jitter: 5_000, persistent: false, window: { from: 60, to: 150 } },
    ],
  ])('has the schedule %s', (written, resolved) => {
    const common = { name: 'nightly', runbook: 'clean', calendar: 'daily' };
    expect(serviceOf(`schedules: [${written}]`).schedules).toEqual([{ ...common, ...resolved }]);
  });

  it.each([
    ['', { cooldown: 10 * MINUTE, budget: { runs: 3, per: 60 * MINUTE }, with: {}, approved: false }],
    [
      ', cooldown: 2m, budget: { runs: 1, per: 1d }, with: { a: x }, approved: true',
      { cooldown: 2 * MINUTE, budget: { runs: 1, per: 1440 * MINUTE }, with: { a: 'x' }, approved: true },
    ],
  ])('has a trigger with its limits%s', (more, resolved) => {
    const [trigger] = serviceOf(
      `triggers: [{ name: web, when: { unit-failed: web.service }, run: restart${more} }]`,
    ).triggers;
    expect(trigger).toEqual({
      name: 'web',
      runbook: 'restart',
      when: { kind: 'unit-failed', unit: 'web.service' },
      ...resolved,
    });
  });

  it.each([
    ['{ unit-failed: web.service }', { kind: 'unit-failed', unit: 'web.service' }, 'web.service failed'],
    ['{ path-changed: /etc/x }', { kind: 'path-changed', path: '/etc/x' }, '/etc/x changed'],
    [
      '{ disk-full: { path: /, above: 90 } }',
      { kind: 'disk-full', path: '/', above: 90 },
      '/ is more than 90 % full',
    ],
    ['{ memory-full: { above: 80 } }', { kind: 'memory-full', above: 80 }, 'memory is more than 80 % in use'],
    [
      '{ health: { checks: [{ tcp: { port: 80 }, is: open }] } }',
      { kind: 'health', every: MINUTE, failures: 3 },
      '1 checks failed 3 times in a row',
    ],
    [
      '{ health: { checks: [{ tcp: { port: 80 }, is: open }, { file: /x, exists: true }], every: 5s, failures: 2 } }',
      { kind: 'health', every: 5_000, failures: 2 },
      '2 checks failed 2 times in a row',
    ],
  ])('waits for %s', (written, when, words) => {
    const [trigger] = serviceOf(`triggers: [{ name: t, when: ${written}, run: r }]`).triggers;
    expect(trigger?.when).toMatchObject(when);
    expect(trigger === undefined ? '' : describeWhen(trigger.when)).toBe(words);
  });

  it.each([
    ['desktop: {}', { kind: 'desktop' }],
    ['webhook: { url: "https://a.example/" }', { kind: 'webhook', url: 'https://a.example/' }],
    [
      'webhook: { url-file: /run/url, token-file: /run/token }',
      { kind: 'webhook', url: { file: '/run/url' }, token: { file: '/run/token' } },
    ],
    ['ntfy: { topic: t }', { kind: 'ntfy', server: 'https://ntfy.sh', topic: 't', priority: 3 }],
    [
      'ntfy: { topic: t, server: "https://n.example", priority: 5, token-file: /run/t }',
      { kind: 'ntfy', server: 'https://n.example', topic: 't', priority: 5, token: { file: '/run/t' } },
    ],
    [
      'smtp: { host: mail.example, from: a@b.example, to: [c@d.example] }',
      {
        kind: 'smtp',
        host: 'mail.example',
        port: 587,
        tls: 'starttls',
        from: 'a@b.example',
        to: ['c@d.example'],
      },
    ],
    [
      'smtp: { host: mail.example, from: a@b.example, to: [c@d.example], tls: implicit, user: u, password-file: /run/p }',
      {
        kind: 'smtp',
        host: 'mail.example',
        port: 465,
        tls: 'implicit',
        from: 'a@b.example',
        to: ['c@d.example'],
        user: 'u',
        password: { file: '/run/p' },
      },
    ],
    [
      'smtp: { host: mail.example, from: a@b.example, to: [c@d.example], tls: none, port: 2525 }',
      {
        kind: 'smtp',
        host: 'mail.example',
        port: 2525,
        tls: 'none',
        from: 'a@b.example',
        to: ['c@d.example'],
      },
    ],
  ])('tells somebody through %s', (written, channel) => {
    const [told] = serviceOf(`notifications: [{ name: n, on: [failed], ${written} }]`).notifications;
    expect(told?.channel).toEqual(channel);
    expect(told?.template.title).toBe('{host}: {runbook} {outcome}');
    expect(told?.template.body).toContain('nixos-ai show {run}');
  });

  it('has words of its own for what it tells', () => {
    const [told] = serviceOf(
      'notifications: [{ name: n, on: [failed], desktop: {}, template: { title: "{host}", body: "{run} {by}" } }]',
    ).notifications;
    expect(told?.template).toEqual({ title: '{host}', body: '{run} {by}' });
  });

  const trigger = (name: string): string => `{ name: ${name}, when: { unit-failed: a.service }, run: r }`;
  const notification = (name: string): string => `{ name: ${name}, on: [failed], desktop: {} }`;
  const schedule = (name: string): string => `{ name: ${name}, runbook: r, calendar: daily }`;

  it.each([
    [
      'two schedules of one name',
      `schedules:\n  - ${schedule('a')}\n  - ${schedule('b')}\n  - ${schedule('a')}`,
      "SRV003 5:13 service: schedules has two entries named 'a'",
    ],
    [
      'two triggers of one name',
      `triggers:\n  - ${trigger('a')}\n  - ${trigger('a')}`,
      "SRV003 4:13 service: triggers has two entries named 'a'",
    ],
    [
      'two notifications of one name',
      `notifications:\n  - ${notification('a')}\n  - ${notification('a')}`,
      "SRV003 4:13 service: notifications has two entries named 'a'",
    ],
    [
      'a template that names what is not there',
      'notifications:\n  - { name: a, on: [failed], desktop: {}, template: { body: "{run} {nothing}" } }',
      "SRV005 3:61 service: '{nothing}' is not a template variable",
    ],
    ['what is not YAML', 'triggers: [', 'SRV001 2:12 '],
    [
      'a key that is unknown',
      'trigers: []',
      'SRV002 2:1 service: the document must NOT have additional properties: "trigers"',
    ],
    [
      'a trigger that waits for nothing',
      'triggers:\n  - { name: a, when: {}, run: r }',
      'needs exactly one of unit-failed, path-changed, disk-full, memory-full and health',
    ],
    [
      'a trigger that waits for two things',
      'triggers:\n  - { name: a, when: { unit-failed: a.service, path-changed: /x }, run: r }',
      'needs exactly one of unit-failed, path-changed, disk-full, memory-full and health',
    ],
    [
      'a notification without a channel',
      'notifications:\n  - { name: a, on: [failed] }',
      'needs exactly one of webhook, ntfy, smtp and desktop',
    ],
    [
      'a webhook without an address',
      'notifications:\n  - { name: a, on: [failed], webhook: {} }',
      'needs exactly one of url and url-file',
    ],
  ])('is refused for %s', (_, lines, told) => {
    const refused = refusalOf(lines);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(told);
  });

  it('is refused for a check of a health trigger that is none', () => {
    const refused = refusalOf(
      'triggers: [{ name: a, when: { health: { checks: [{ tcp: { port: 0 } }] } }, run: r }]',
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(parseService('service: 1\n', FILE).ok).toBe(true);
  });
});

describe('what a service file starts', () => {
  const document = (lines: string) => {
    const read = readServiceDocument(`service: 1\n${lines}`, FILE);
    if (!read.ok) throw new Error(JSON.stringify(read.findings));
    return read.value;
  };
  const known = runbookOf(withSteps('  - { id: a, wait: 1s }', '{ user: { type: string } }'));
  const load = (name: string) =>
    name === 'known'
      ? ok(known)
      : failed({ code: 'LIB002', severity: 'error', message: `there is no runbook ${name}` });
  const told = (lines: string): readonly string[] =>
    checkServiceRunbooks(document(lines), load).map(
      ({ code, position }) => `${code} ${position?.file} ${position?.line}`,
    );

  it.each([
    [
      'is there, with what it takes',
      'schedules:\n  - { name: a, runbook: known, calendar: daily, with: { user: x } }',
      [],
    ],
    ['is not there', 'schedules:\n  - { name: a, runbook: other, calendar: daily }', [`LIB002 ${FILE} 3`]],
    [
      'lacks a parameter',
      'schedules:\n  - { name: a, runbook: known, calendar: daily }',
      [`PAR001 ${FILE} 3`],
    ],
    [
      'has a value that does not fit, of a trigger',
      'triggers:\n  - { name: a, when: { unit-failed: a.service }, run: known, with: { user: 1 } }',
      [`PAR004 ${FILE} 3`],
    ],
    [
      'is not there, of a trigger',
      'triggers:\n  - { name: a, when: { unit-failed: a.service }, run: other }',
      [`LIB002 ${FILE} 3`],
    ],
    ['is nothing', '', []],
  ])('%s', (_, lines, codes) => {
    expect(told(lines)).toEqual(codes);
  });

  it('begins when its calendars say, each told with its place', () => {
    const lines =
      'schedules:\n  - { name: a, runbook: r, calendar: daily }\n  - { name: b, runbook: r, calendar: weekly }';
    expect(
      listCalendars(document(lines)).map(({ expression, position }) => [expression, position.line]),
    ).toEqual([
      ['daily', 3],
      ['weekly', 4],
    ]);
    expect(listCalendars(document(''))).toEqual([]);
  });
});
