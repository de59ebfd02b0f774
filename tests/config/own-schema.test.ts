import { globSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { compilePolicy, compileValidators } from '../../scripts/schemas/compile.ts';
import { OWN_SCHEMAS, ownValidator } from '../../engine/config/own-schema.ts';

const files = globSync('schemas/*.schema.json').sort();

test('there are schemas to look at', () => {
  expect(files.length).toBeGreaterThanOrEqual(5);
});

test.each(files)('%s is a schema as the standard says', (file) => {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchema;
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  expect({ valid: ajv.validateSchema(schema), errors: ajv.errors }).toEqual({ valid: true, errors: null });
});

test.each(OWN_SCHEMAS)('the validator of %s refuses what no schema of ours takes', (name) => {
  expect(ownValidator(name)({ 'no such member': 1 })).toBe(false);
  expect(ownValidator(name).errors?.length).toBeGreaterThan(0);
});

test('the validators that ship are those of the schemas: npm run schemas', async () => {
  const made = await compileValidators();
  expect(globSync('schemas/validators/*').sort()).toEqual([...made.keys()].sort());
  const stale = [...made].filter(([file, text]) => readFileSync(file, 'utf8') !== text);
  expect(stale.map(([file]) => file)).toEqual([]);
});

test('the policy that ships is that of its text: npm run schemas', () => {
  expect(readFileSync('schemas/default-policy.json', 'utf8') === compilePolicy()).toBe(true);
});
