import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { assembleSchema, type BaseSchema } from '../../engine/kinds/assemble-schema.ts';
import { KINDS } from '../../engine/kinds/kinds.ts';

export const RUNBOOK_SCHEMA = 'schemas/runbook.schema.json';

/** What a runbook is without any kind of step or check. */
const BASE = new URL('runbook-base.schema.json', import.meta.url);

/** schemas/runbook.schema.json: what is written by hand, and the form of each kind. */
export async function renderRunbookSchema(): Promise<string> {
  // Its form is held by the tests of the schema that it is a part of.
  const base = JSON.parse(readFileSync(BASE, 'utf8')) as BaseSchema;
  return format(JSON.stringify(assembleSchema(base, KINDS)), { parser: 'json', printWidth: 110 });
}
