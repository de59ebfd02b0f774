import { isDistinct } from './secret-values.ts';
import type { FoundSecret } from './span.ts';
import { spellingsOf } from './spellings.ts';

/** A secret that the configuration told us: its kind and what it says. */
export interface KnownSecret {
  readonly kind: string;
  readonly value: string;
}

interface Form {
  readonly kind: string;
  readonly text: string;
  readonly strength: Strength;
}

/** How surely a text is the secret wherever it stands: an ordinary word only where it stands alone. */
type Strength = 'strong' | 'middling' | 'weak';

/** Finds what is already known to be secret, wherever and in whatever spelling it appears. */
export class KnownSecrets {
  readonly #forms: readonly Form[];

  constructor(known: readonly KnownSecret[]) {
    const forms = new Map<string, Form>();
    for (const { kind, value } of known) {
      for (const text of spellingsOf(value)) {
        if (isDistinct(text) && !forms.has(text)) forms.set(text, { kind, text, strength: strengthOf(text) });
      }
    }
    this.#forms = [...forms.values()].sort((a, b) => b.text.length - a.text.length);
  }

  find(text: string): FoundSecret[] {
    const found: FoundSecret[] = [];
    for (const form of this.#forms) {
      for (let at = text.indexOf(form.text); at !== -1; at = text.indexOf(form.text, at + form.text.length)) {
        const end = at + form.text.length;
        if (!standsAlone(text, at, end, form.strength)) continue;
        const place = { kind: form.kind, start: at, end };
        found.push(form.strength === 'strong' ? place : { ...place, unsure: true });
      }
    }
    return found;
  }
}

function strengthOf(text: string): Strength {
  if (/^[a-z]+$/u.test(text) || /^[A-Z][a-z]+$/u.test(text) || /^\d+$/u.test(text)) return 'weak';
  return text.length >= 8 ? 'strong' : 'middling';
}

function standsAlone(text: string, start: number, end: number, strength: Strength): boolean {
  if (strength === 'strong') return true;
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  const escape = /[nrt]/u.test(before) && text[start - 2] === '\\';
  if (strength === 'middling') return (escape || !/[A-Za-z0-9]/u.test(before)) && !/[A-Za-z0-9]/u.test(after);
  const dotted = after === '.' && /[A-Za-z0-9]/u.test(text[end + 1] ?? ' ');
  return (escape || !/[A-Za-z0-9_./-]/u.test(before)) && !/[A-Za-z0-9_/-]/u.test(after) && !dotted;
}
