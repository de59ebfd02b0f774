import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { buildPrompt } from '../../engine/compile/model/prompt.ts';
import type { PromptFacts } from '../../engine/compile/model/facts.ts';
import type { Repair } from '../../engine/compile/model/repair.ts';
import { assertNever } from '../../engine/model/outcome.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { renderNixValue } from '../../engine/nix/render.ts';
import { buildRedactor } from '../../engine/redact/redactor.ts';
import { factsFor, library } from '../compile/model/support.ts';

/** A sentence, and what becomes of it. */
export interface RequestCase {
  readonly id: string;
  readonly class: string;
  readonly text: string;
  readonly fill?: Readonly<Record<string, readonly [string, number]>>;
  readonly expect: string;
}

/** Text of a host, and where a model is told of it. */
export interface TextCase {
  readonly id: string;
  readonly at: Place;
  readonly text: string;
  readonly gone?: true;
  readonly secret?: string;
}

type Place =
  | 'comment'
  | 'string'
  | 'host-name'
  | 'user-name'
  | 'group-name'
  | 'option-description'
  | 'package-version'
  | 'library-description'
  | 'history'
  | 'answer';

interface Inputs {
  readonly requests: readonly RequestCase[];
  readonly texts: readonly TextCase[];
}

export const INPUTS: Inputs = readInputs();

function readInputs(): Inputs {
  const parsed: unknown = parse(readFileSync(new URL('inputs.yaml', import.meta.url), 'utf8'));
  if (!isInputs(parsed)) throw new Error('inputs.yaml has no requests and texts');
  return parsed;
}

function isInputs(value: unknown): value is Inputs {
  return typeof value === 'object' && value !== null && 'requests' in value && 'texts' in value;
}

export function requestText({ text, fill = {} }: RequestCase): string {
  return Object.entries(fill).reduce(
    (all, [mark, [piece, times]]) => all.replaceAll(mark, piece.repeat(times)),
    text,
  );
}

/** All that a person's turns of a prompt say, with the text at its place. */
export function promptWith({ at, text }: Pick<TextCase, 'at' | 'text'>): string {
  const { facts, repairs } = placed(at, text);
  const prompt = buildPrompt(facts, repairs);
  if (!prompt.ok) throw new Error(JSON.stringify(prompt.findings));
  return prompt.value.turns.flatMap((turn) => (turn.role === 'user' ? [turn.text] : [])).join('\n');
}

/** What is left of a prompt without its fenced blocks: the words of the engine. */
export function outsideFences(prompt: string): string {
  const marks = [...prompt.matchAll(/^<(data-[0-9a-f]{8}) [a-z -]+>$/gmu)].map(([, mark]) => mark ?? '');
  return marks.reduce(
    (rest, mark) => rest.replaceAll(new RegExp(`<${mark} [^>\n]*>\n[\\s\\S]*?\n</${mark}>`, 'gu'), ''),
    prompt,
  );
}

/** The mark of the first fence. */
export function markOf(prompt: string): string {
  return /<(data-[0-9a-f]{8}) /u.exec(prompt)?.[1] ?? '';
}

const REQUEST = 'enable openssh';

function placed(
  at: Place,
  text: string,
): { readonly facts: PromptFacts; readonly repairs: readonly Repair[] } {
  const facts = factsFor(REQUEST);
  const { host } = facts;
  const changed = (other: Partial<PromptFacts>): ReturnType<typeof placed> => ({
    facts: redacted({ ...facts, ...other }),
    repairs: [],
  });
  switch (at) {
    case 'comment':
      return changed({
        configuration: moduleOf(`/* ${text.replaceAll('*/', '* /')} */\n  services.openssh.enable = true;`),
      });
    case 'string':
      return changed({ configuration: moduleOf(`services.openssh.banner = ${renderNixValue(text)};`) });
    case 'host-name':
      return changed({ host: { ...host, name: text } });
    case 'user-name':
      return changed({ host: { ...host, users: [text] } });
    case 'group-name':
      return changed({ host: { ...host, groups: [text] } });
    case 'option-description':
      return changed({ options: [{ name: 'services.openssh.enable', tree: { name: 'bool' }, type: text }] });
    case 'package-version':
      return changed({ packages: [{ attr: 'openssh', name: 'openssh', version: text }] });
    case 'library-description':
      return changed({ library: library.map((runbook) => ({ ...runbook, description: text })) });
    case 'history':
      return changed({ history: [{ role: 'user', text }] });
    case 'answer':
      return {
        ...changed({}),
        repairs: [{ answer: text, findings: [{ code: 'ANS001', severity: 'error', message: text }] }],
      };
    default:
      return assertNever(at);
  }
}

function redacted(facts: PromptFacts): PromptFacts {
  const redactor = buildRedactor(facts.configuration.files, { privateAddresses: false });
  return { ...facts, redact: (text) => redactor.redact(text) };
}

function moduleOf(body: string): ConfigFiles {
  const text = `{ config, pkgs, ... }:\n\n{\n  ${body}\n}\n`;
  return { entries: ['configuration.nix'], files: new Map([['configuration.nix', text]]) };
}
