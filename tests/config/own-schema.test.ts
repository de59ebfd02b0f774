import { globSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { OWN_SCHEMAS, ownValidator, type OwnSchema } from '../../engine/config/own-schema.ts';

const files = globSync('schemas/*.schema.json').sort();

test('there are schemas to look at', () => {
  expect(files.length).toBeGreaterThanOrEqual(5);
});

test.each(files)('%s is a schema as the standard says', (file) => {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchema;
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  expect({ valid: ajv.validateSchema(schema), errors: ajv.errors }).toEqual({ valid: true, errors: null });
});

test.each(Object.keys(OWN_SCHEMAS) as OwnSchema[])(
  'the validator of %s refuses what no schema of ours takes',
  (name) => {
    expect(ownValidator(name)({ 'no such member': 1 })).toBe(false);
    expect(ownValidator(name).errors?.length).toBeGreaterThan(0);
  },
);
