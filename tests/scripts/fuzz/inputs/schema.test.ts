import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownValidator, OWN_SCHEMAS } from '../../../../engine/config/own-schema.ts';
import { schemaNamed } from '../../../../scripts/fuzz/inputs/corpus.ts';
import { fromSchema } from '../../../../scripts/fuzz/inputs/schema.ts';

const [SAMPLE, SEED] = [200, 3];

test.each(OWN_SCHEMAS)('values made from a schema are valid often enough to be tried further: %s', (name) => {
  const validate = ownValidator<unknown>(name);
  const values = fc.sample(fromSchema(schemaNamed(name)), { numRuns: SAMPLE, seed: SEED });
  const valid = values.filter((value) => validate(value)).length;
  expect(valid).toBeGreaterThan(SAMPLE / 10);
});

test.each([
  [{ type: 'string', pattern: '^[0-9a-f]{64}$' }, 64],
  [{ type: 'string', pattern: '^a+$', maxLength: 3 }, 3],
])('a text has the length that its pattern and its limit ask for: %j', (schema, most) => {
  const texts = fc.sample(fromSchema(schema), { numRuns: 20, seed: SEED });
  expect(Math.max(...texts.map((text) => String(text).length))).toBe(most);
});
