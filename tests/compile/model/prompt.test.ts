import { array, assert, constantFrom, dictionary, integer, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { cacheKey } from '../../../engine/compile/model/cache-key.ts';
import { fence } from '../../../engine/compile/model/fence.ts';
import { EXAMPLES } from '../../../engine/compile/model/format.ts';
import { buildPrompt } from '../../../engine/compile/model/prompt.ts';
import { renderPrompt } from '../../../engine/compile/model/render-prompt.ts';
import { findCandidates, searchTerms } from '../../../engine/compile/model/search-terms.ts';
import { SYSTEM_TEXT } from '../../../engine/compile/model/system-text.ts';
import { estimateRequest, estimateTokens } from '../../../engine/compile/model/tokens.ts';
import type { CompletionRequest } from '../../../engine/model/completion.ts';
import { catalog, factsFor, judgeWith, minimal, textOf, promptFor } from './support.ts';

const REQUEST = 'install docker and enable it';

test.each(EXAMPLES.map((text) => [text]))(
  'an example of the format may run on a real host: %#',
  async (text) => {
    const judged = await judgeWith(factsFor(REQUEST))({ kind: 'runbook', text });
    expect(judged.findings).toEqual([]);
    expect(judged.ok).toBe(true);
    expect(SYSTEM_TEXT).toContain(text);
  },
);

test('a prompt holds the host, the options and packages found, the configuration, the library, and last the request', () => {
  const [turn] = promptFor(factsFor(REQUEST)).turns;
  const places = [
    'users: alice',
    'virtualisation.docker.enable; # boolean',
    'services.openssh.enable = true;',
    'open-port(port: integer 1..65535, listening: boolean = false): Open one',
    'docker 19.03.12',
    `request>\n${REQUEST}\n`,
  ].map((part) => turn?.text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, two) => Number(one) - Number(two)));
});

test('a simple request on a small host takes less than half of the usual budget', () => {
  const estimate = estimateRequest(promptFor(factsFor(REQUEST)));
  console.log(`prompt for '${REQUEST}': ${estimate} tokens, ${estimateTokens(SYSTEM_TEXT)} of them rules`);
  expect(estimate).toBeLessThan(5000);
});

test('the same facts give the same bytes, and other facts another key', () => {
  const facts = factsFor(REQUEST);
  const [one, two] = [promptFor(facts), promptFor(factsFor(REQUEST))];
  expect(renderPrompt(one)).toBe(renderPrompt(two));
  const key = (request: CompletionRequest): string => cacheKey({ request, provider: 'a', model: 'm' });
  expect(key(one)).toBe(key(two));
  const reversed = Object.fromEntries(Object.entries(two).reverse());
  expect(key({ ...two, ...reversed })).toBe(key(one));
  const other = promptFor(factsFor(REQUEST, { host: { ...facts.host, users: ['bob'] } }));
  expect(key(other)).not.toBe(key(one));
  expect(cacheKey({ request: one, provider: 'b', model: 'm' })).not.toBe(key(one));
});

test('what is shown of a prompt is all that is sent', () => {
  const request = promptFor(factsFor(REQUEST));
  const shown = renderPrompt(request);
  for (const text of [request.system, ...request.turns.map((turn) => turn.text)])
    expect(shown).toContain(text);
  expect(shown).toContain('schema nixos_ai_answer');
  expect(shown).toContain(`about ${estimateRequest(request)} tokens`);
});

test('no prompt exceeds its budget, and none loses a word of its request', () => {
  const text = string({ unit: 'grapheme', maxLength: 300 });
  const line = constantFrom(
    'services.nginx.enable = true;',
    '# a',
    '}',
    'users.users.x = {',
    '',
    'é日本'.repeat(40),
  );
  const file = array(line, { maxLength: 200 }).map((lines) => lines.join('\n'));
  const options = array(record({ name: text, tree: record({ name: text }), type: text, description: text }), {
    maxLength: 60,
  });
  const facts = record({
    budget: integer({ min: 2000, max: 9000 }),
    request: string({ unit: 'grapheme', minLength: 1, maxLength: 500 }).filter((one) => /[a-z]/u.test(one)),
    files: dictionary(constantFrom('a.nix', 'b.nix', 'c/d.nix'), file),
    options,
    history: array(record({ role: constantFrom('user' as const, 'assistant' as const), text }), {
      maxLength: 9,
    }),
    names: array(text, { maxLength: 90 }),
    answers: array(string({ maxLength: 4000 }), { maxLength: 2 }),
  });
  let built = 0;
  assert(
    property(facts, ({ budget, request, files, names, answers, ...rest }) => {
      const configuration = { entries: ['a.nix'], files: new Map(Object.entries(files)) };
      const host = { ...factsFor('x').host, users: names };
      const all = factsFor('x', { ...rest, budget, request, configuration, host });
      const findings = [
        { code: 'OPT001', severity: 'error', message: 'no such option', fix: 'mend' },
      ] as const;
      const prompt = buildPrompt(
        all,
        answers.map((answer) => ({ answer, findings })),
      );
      if (!prompt.ok) {
        expect(prompt.findings).toMatchObject([{ code: 'PRM002' }]);
        return;
      }
      built += 1;
      expect(estimateRequest(prompt.value)).toBeLessThanOrEqual(budget);
      expect(
        fence([{ name: 'request', text: request.trim() }])
          .split('\n')
          .slice(1, -1)
          .every((one) => prompt.value.turns[0]?.text.includes(one)),
      ).toBe(true);
    }),
    { numRuns: 150 },
  );
  expect(built).toBeGreaterThan(50);
});

test('of a large configuration what defines the options found is kept', () => {
  const noise = Array.from(
    { length: 900 },
    (_, at) => `  environment.etc."f${at}".text = "${'x'.repeat(60)}";`,
  );
  const half = noise.length / 2;
  const own = '  # The containers.\n  virtualisation.docker = {\n    autoPrune.enable = true;\n  };';
  const text = ['{ ... }:', '{', ...noise.slice(0, half), own, ...noise.slice(half), '}', ''].join('\n');
  const configuration = { entries: ['configuration.nix'], files: new Map([['configuration.nix', text]]) };
  const shown = textOf(promptFor(factsFor(REQUEST, { configuration })));
  expect(shown).toContain(`# configuration.nix, from line ${3 + half}\n${own}`);
  expect(shown).toMatch(/\(\d+ more left out\)/u);
});

test('most of what has nothing to do with the request is not sent at all', () => {
  const other = Array.from(
    { length: 200 },
    (_, at) => [`m${at}.nix`, `{ services.s${at}.enable = true; }\n`] as const,
  );
  const files = new Map([...minimal.files, ...other]);
  const facts = factsFor(REQUEST, { configuration: { ...minimal, files } });
  const request = promptFor(facts);
  expect(estimateRequest(request)).toBeLessThan(7000);
  expect(textOf(request)).toContain('services.openssh.enable = true;');
  expect(textOf(request)).toMatch(/\(1\d\d more left out\)/u);
});

test.each([
  ['', 'PRM001'],
  ['x'.repeat(2001), 'PRM001'],
])('a request of no or too many characters has no prompt', (request, code) => {
  expect(buildPrompt(factsFor('x', { request })).findings).toMatchObject([{ code }]);
});

test('earlier turns are told as data, the newest kept when there is little room', () => {
  const history = [
    { role: 'user' as const, text: `enable a web server ${'old '.repeat(900)}` },
    { role: 'assistant' as const, text: 'Which web server?' },
    { role: 'user' as const, text: 'nginx' },
  ];
  const wide = textOf(promptFor(factsFor('and open port 80', { history })));
  expect(wide).toMatch(/person: enable a web server[^]*planner: Which web server\?\nperson: nginx/u);
  const narrow = textOf(promptFor(factsFor('and open port 80', { history, budget: 3000 })));
  expect(narrow).toContain('planner: Which web server?\nperson: nginx');
  expect(narrow).not.toContain('old old');
});

test.each([
  ['install docker and enable it', ['docker']],
  ['turn on the web server', ['web server', 'web', 'server', 'nginx', 'httpd', 'caddy', 'lighttpd']],
  ['set services.nginx.enable to true', ['services.nginx.enable']],
  ['Please make sure SSH works!', ['ssh', 'openssh']],
  ['block 8080 and use KDE plasma', ['kde plasma', 'kde', 'plasma', 'plasma6', 'plasma5']],
])('%s is searched for by its telling words', (sentence, terms) => {
  expect(searchTerms(sentence)).toEqual(terms);
});

test.each([
  ['install docker and enable it', 'virtualisation.docker.enable', 'docker'],
  ['I want to log in over ssh', 'services.openssh.enable', undefined],
  ['let people reach nginx', 'services.nginx.enable', 'nginx'],
  ['use visual studio code', undefined, 'vscode'],
])('%s finds what it is about', (sentence, option, attr) => {
  const { options, packages } = findCandidates(sentence, catalog, 40);
  if (option !== undefined) expect(options.map(({ name }) => name)).toContain(option);
  if (attr !== undefined) expect(packages.map((one) => one.attr)).toContain(attr);
  expect(options.length).toBeLessThanOrEqual(40);
  expect(new Set(options).size).toBe(options.length);
});
