import { globSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { compileOwnSchema } from '../../engine/config/own-schema.ts';

const files = globSync('schemas/*.schema.json').sort();

test('there are schemas to look at', () => {
  expect(files.length).toBeGreaterThanOrEqual(3);
});

test.each(files)('%s is a schema as the standard says, and compiles without that check', (file) => {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as AnySchema;
  const ajv = new Ajv2020({ allErrors: true });
  expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  expect(compileOwnSchema(schema)).toBeTypeOf('function');
});
