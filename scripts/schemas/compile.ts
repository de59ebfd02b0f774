import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { checkConditions } from '../../engine/check/policy/conditions.ts';
import { OWN_SCHEMAS, type OwnSchema } from '../../engine/config/own-schema.ts';
import { parsePolicy } from '../../engine/config/policy.ts';
import type { Policy } from '../../engine/model/policy.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

/** The file of each validator, with what it must hold. */
export async function compileValidators(): Promise<ReadonlyMap<string, string>> {
  const made = OWN_SCHEMAS.map(
    async (name) => [`schemas/validators/${name}.cjs`, await compileSchema(name)] as const,
  );
  return new Map(await Promise.all(made));
}

/** What `schemas/default-policy.json` must hold: the policy that ships, parsed and checked. */
export function compilePolicy(): string {
  return `${JSON.stringify(shippedPolicy())}\n`;
}

/** A schema of ours as the code that ajv makes of it, in a file that needs no other. */
async function compileSchema(name: OwnSchema): Promise<string> {
  // That a schema of ours is right is for a test to say.
  const ajv = new Ajv2020({
    allErrors: true,
    meta: false,
    validateSchema: false,
    strictTypes: false,
    code: { source: true, lines: true },
  });
  for (const one of OWN_SCHEMAS) ajv.addSchema(readSchema(one), one);
  const validate = ajv.getSchema(name);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  const { outputFiles } = await build({
    stdin: { contents: standaloneCode.default(ajv, validate), resolveDir: ROOT, loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: true,
  });
  return outputFiles[0]?.text ?? '';
}

function readSchema(name: OwnSchema): AnySchema {
  return withoutWords(JSON.parse(readFileSync(`${ROOT}schemas/${name}.schema.json`, 'utf8'))) as AnySchema;
}

/** A schema without what it says to people: a validator does not change with a word of it. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    // A property of that name has a schema for its value.
    ([key, one]) => !(['title', 'description', '$comment'].includes(key) && typeof one === 'string'),
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutWords(one)]));
}

function shippedPolicy(): Policy {
  const text = readFileSync(`${ROOT}schemas/default-policy.yaml`, 'utf8');
  const parsed = parsePolicy(text, 'default-policy.yaml', undefined);
  const checked = parsed.ok ? checkConditions(parsed.value) : parsed;
  if (!checked.ok) throw new Error(checked.findings.map(({ message }) => message).join('\n'));
  return checked.value;
}
