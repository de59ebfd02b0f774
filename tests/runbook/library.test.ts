import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inlineCalls } from '../../engine/check/calls.ts';
import { checkEdits } from '../../engine/check/options.ts';
import { bindParameters, checkDefaults } from '../../engine/check/parameters.ts';
import { checkReferences } from '../../engine/check/references.ts';
import { resolveEdits } from '../../engine/check/resolve.ts';
import { checkWritten } from '../../engine/check/check-runbook.ts';
import { checkAgainstSchema } from '../../engine/check/schema.ts';
import type { Result } from '../../engine/model/finding.ts';
import type { Parameter, Runbook } from '../../engine/model/runbook.ts';
import { readDocument } from '../../engine/document/document.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { nixos } from '../nix/host-20-09.ts';
import { valueOf } from './runbooks.ts';

const folder = new URL('../../runbooks/', import.meta.url).pathname;
const names = globSync('*.yaml', { cwd: folder }).map((file) => file.replace(/\.yaml$/u, ''));
const read = (name: string): string => readFileSync(`${folder}${name}.yaml`, 'utf8');
const load = (name: string): Result<Runbook> => parseRunbook(read(name), `runbooks/${name}.yaml`, 'library');

/** A value for each parameter that has no default: its first example. */
function given(parameters: readonly Parameter[]): Readonly<Record<string, unknown>> {
  const missing = parameters.filter((parameter) => parameter.default === undefined);
  return Object.fromEntries(
    missing.map(({ name, schema, examples }) => [
      name,
      examples?.[0] ?? (schema['type'] === 'integer' ? '8080' : 'carol'),
    ]),
  );
}

/** Options that came after NixOS 20.09, whose options are at hand. */
const NEWER = /^services\.openssh\.settings\./u;

/** The tests that run each runbook on a host, to its end. */
const TRIED: Readonly<Record<string, readonly string[]>> = {
  'tests/runbooks/changes.test.ts': [
    'add-user',
    'docker-developer',
    'enable-docker',
    'enable-nginx',
    'open-port',
    'set-hostname',
    'weekly-cleanup',
  ],
  'tests/runbooks/host.test.ts': [
    'add-service',
    'back-up',
    'check-certificate',
    'harden-ssh',
    'lock-down-firewall',
    'offboard-user',
    'onboard-user',
    'open-port-for-service',
    'renew-certificate',
    'report-drift',
    'restart-and-escalate',
    'rotate-secret',
    'test-restore',
  ],
  'tests/cli/maintenance.test.ts': [
    'collect-garbage',
    'disk-cleanup',
    'kernel-change',
    'security-upgrade',
    'system-upgrade',
  ],
};

test('every runbook is run by a test, and each of these tests names what it runs', () => {
  expect(Object.values(TRIED).flat().sort()).toEqual([...names].sort());
  for (const [file, tried] of Object.entries(TRIED)) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(tried.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  }
});

test.each(names)('%s passes the checks that need no host without an error or a warning', (name) => {
  const checked = checkWritten(valueOf(load(name)), load);
  expect(checked.findings).toEqual([]);
  expect(checked.ok).toBe(true);
});

test('runbooks are shipped', () => {
  expect(names.length).toBeGreaterThanOrEqual(25);
});

test.each(names)('%s parses, fits the schema and says what it is', (name) => {
  const text = read(name);
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../schemas/runbook.schema.json');
  const { data, locate } = valueOf(readDocument(text, name));
  expect(checkAgainstSchema(data, locate)).toEqual([]);
  const runbook = valueOf(load(name));
  expect(runbook.name).toBe(name);
  expect(runbook.parameters.filter((parameter) => parameter.description === undefined)).toEqual([]);
});

test.each(names)('%s changes what NixOS has, and looks whether it holds', (name) => {
  const runbook = valueOf(inlineCalls(valueOf(load(name)), load));
  expect([...checkReferences(runbook), ...checkDefaults(runbook)]).toEqual([]);
  const bindings = valueOf(bindParameters(runbook, given(runbook.parameters)));
  const edits = valueOf(resolveEdits(runbook.steps, bindings));
  const known = edits.filter(({ edit }) => !NEWER.test(edit.path.join('.')));
  expect(checkEdits(known, nixos)).toEqual([]);
  expect(runbook.steps.at(-1)?.kind).toBe('verify');
});

test('a shell other than bash is also enabled', () => {
  const runbook = valueOf(load('add-user'));
  const editsWith = (shell: string): readonly string[] => {
    const bindings = valueOf(bindParameters(runbook, { user: 'carol', shell }));
    return valueOf(resolveEdits(runbook.steps, bindings)).map(({ edit }) => edit.path.join('.'));
  };
  expect(editsWith('bash')).not.toContain('programs.bash.enable');
  expect(editsWith('zsh')).toContain('programs.zsh.enable');
});
