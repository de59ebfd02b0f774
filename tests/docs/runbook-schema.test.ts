import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import schema from '../../schemas/runbook.schema.json' with { type: 'json' };
import { KINDS } from '../../engine/kinds/kinds.ts';
import { RUNBOOK_SCHEMA, renderRunbookSchema } from '../../scripts/docs/runbook-schema.ts';

test('the committed schema is what the kinds of steps and checks give', async () => {
  expect(readFileSync(RUNBOOK_SCHEMA, 'utf8')).toBe(await renderRunbookSchema());
});

test('each kind has a key of its own in the schema', () => {
  expect(Object.keys(schema.$defs.step.properties)).toEqual(
    expect.arrayContaining(KINDS.steps.map(({ kind }) => kind)),
  );
  expect(Object.keys(schema.$defs.check.properties)).toEqual(
    expect.arrayContaining(KINDS.checks.map(({ kind }) => kind)),
  );
});
