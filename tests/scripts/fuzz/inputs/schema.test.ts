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
