import { describe, expect, it } from 'vitest';
import { bindSteps, chooseInputs } from '../../engine/check/bind-steps.ts';
import { bindParameters } from '../../engine/check/parameters.ts';
import { runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';

const PARAMETERS = `
  names: { type: array, items: { type: string }, default: [nixpkgs] }
  age: { type: string, default: 30d }
  hours: { type: string, default: "02:00-04:00" }
  big: { type: boolean, default: false }`;

function bind(step: string, given: Readonly<Record<string, unknown>> = {}) {
  const runbook = runbookOf(withSteps(`  - { id: a, ${step} }`, PARAMETERS));
  const bindings = valueOf(bindParameters(runbook, given));
  return { bound: bindSteps(runbook, bindings), bindings };
}

describe('values that the engine itself acts on', () => {
  it.each([
    ['inputs: { update: { param: names } }', {}, { update: ['nixpkgs'] }],
    ['inputs: { update: all }', {}, { update: 'all' }],
    ['inputs: { update: { param: age } }', { age: 'all' }, { update: 'all' }],
    ['collect-garbage: { older-than: { param: age } }', { age: '0d' }, { olderThan: '0d' }],
    ['reboot: { window: { param: hours } }', {}, { window: { from: 120, to: 240 } }],
    ['reboot: { window: 01:00-02:00 }', {}, { window: { from: 60, to: 120 } }],
  ])('are put in before a run: %s', (step, given, wanted) => {
    expect(valueOf(bind(step, given).bound).steps[0]).toMatchObject(wanted);
  });

  it.each([
    ['inputs: { update: { param: names } }', { names: [] }],
    ['inputs: { update: { param: names } }', { names: ['--option'] }],
    ['inputs: { update: { param: names } }', { names: ['a b'] }],
    ['inputs: { update: { param: age } }', { age: 'nixpkgs' }],
    ['collect-garbage: { older-than: { param: age } }', { age: '30 days' }],
    ['collect-garbage: { older-than: { param: age } }', { age: '-1d' }],
    ['reboot: { window: { param: hours } }', { hours: '2-4' }],
  ])('are refused where they have not that form: %s with %j', (step, given) => {
    expect(bind(step, given).bound.findings).toMatchObject([{ code: 'RES006' }]);
  });
});

describe('the inputs of a runbook', () => {
  const choose = (steps: string, given: Readonly<Record<string, unknown>> = {}) => {
    const runbook = runbookOf(withSteps(steps, PARAMETERS));
    const bindings = valueOf(bindParameters(runbook, given));
    return valueOf(chooseInputs(valueOf(bindSteps(runbook, bindings)).steps, bindings));
  };
  const named = '  - { id: a, inputs: { update: [home, nixpkgs] } }\n';
  const more = '  - { id: b, inputs: { update: { param: names } } }\n';
  const all = '  - { id: c, when: { cel: params.big }, inputs: { update: all } }\n';

  it.each([
    ['are none without such a step', '  - { id: a, wait: 1s }\n', {}, undefined],
    ['are those of all steps together, each once', named + more, {}, ['home', 'nixpkgs']],
    ['are not those of a step that is left out', named + all, {}, ['home', 'nixpkgs']],
    ['are all where one step says so', named + all, { big: true }, 'all'],
    ['are none where the only step is left out', all, {}, undefined],
  ])('%s', (_what, steps, given, wanted) => {
    expect(choose(steps, given)).toEqual(wanted);
  });
});
