import type { OptionDeclaration, PackageDeclaration } from '../../../model/options/option.ts';
import type { PromptFacts } from '../facts.ts';
import type { Section } from '../fit.ts';
import { relevantOptions } from '../relevant.ts';
import { oneLine, shorten, type Clean } from './shorten.ts';

const MAX_TYPE = 160;
const MAX_VALUE = 160;
const MAX_DESCRIPTION = 160;

/**
 * Options that the request may be about, with type and current value. Written as Nix writes a definition, so that what takes out
 * secrets by the name of an option knows them here as well.
 */
export function optionsSection(facts: PromptFacts, clean: Clean): Section {
  const items = relevantOptions(facts).map((option) => ({
    text: clean(optionLine(option, facts.value(option.name))),
  }));
  return { name: 'options of this host', share: 0.35, items };
}

/** `services.nginx.enable = false; # boolean. Whether to enable Nginx.` */
function optionLine(option: OptionDeclaration, value: unknown): string {
  const now = value === undefined ? '' : ` = ${shorten(showValue(value), MAX_VALUE)}`;
  const description = shorten(oneLine(option.description ?? ''), MAX_DESCRIPTION);
  const moved = option.renamedTo === undefined ? '' : `; renamed to ${option.renamedTo}`;
  const fixed = option.readOnly === true ? '; read-only' : '';
  return `${option.name}${now}; # ${typeLine(option)}${fixed}${moved}${description === '' ? '' : `. ${description}`}`;
}

/** The type of an option in few words. */
export function typeLine({ type }: OptionDeclaration): string {
  return shorten(oneLine(type), MAX_TYPE);
}

/** Plain data on one line; packages by their attribute. */
function showValue(value: unknown): string {
  if (Array.isArray(value)) return `[ ${value.map(showValue).join(' ')} ]`;
  if (value === undefined || typeof value === 'function') return '…';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('type' in value && value.type === 'pkgs' && 'path' in value && Array.isArray(value.path))
    return `pkgs.${value.path.map(String).join('.')}`;
  if ('type' in value && value.type === 'path' && 'path' in value) return String(value.path);
  const entries = 'type' in value && value.type === 'attrs' && 'entries' in value ? value.entries : value;
  const members = Object.entries(entries ?? {}).map(([name, member]) => `${name} = ${showValue(member)};`);
  return `{ ${members.join(' ')} }`;
}

/** Packages that a search found. */
export function packagesSection({ packages }: PromptFacts, clean: Clean): Section {
  const items = packages.map((one) => ({ text: clean(packageLine(one)) }));
  return { name: 'packages found', share: 0.1, items };
}

function packageLine({ attr, version, unfree, description }: PackageDeclaration): string {
  const free = unfree === true ? ' (unfree)' : '';
  const about = description === undefined ? '' : `: ${shorten(oneLine(description), MAX_DESCRIPTION)}`;
  return `${attr} ${version}${free}${about}`;
}
