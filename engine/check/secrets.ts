import type { Finding } from '../model/finding.ts';
import { joinOptionPath } from '../model/options/option.ts';
import type { OptionIndex } from '../model/options/option-index.ts';
import type { Origin } from '../model/runbook.ts';
import type { OptionPath } from '../model/options/value.ts';
import { secretsOfEdit } from '../redact/edit-secrets.ts';
import { redactData } from '../redact/redact-data.ts';
import { buildRedactor } from '../redact/redactor.ts';
import type { PlacedEdit } from './options.ts';

/**
 * Edits that would put a secret into the Nix store, which everybody may read (SEC002). An error where nobody wrote the
 * runbook; a warning where an author did, who may have reasons. The finding names the option, never the value.
 *
 * @example
 * checkSecrets([{ edit: { op: 'set', path: ['users', 'users', 'bob', 'password'], value } }], 'generated', index)
 * // [{ code: 'SEC002', severity: 'error', fix: '… name the file: users.users.bob.hashedPasswordFile' }]
 */
export function checkSecrets(
  edits: readonly PlacedEdit[],
  origin: Origin,
  index: OptionIndex,
): readonly Finding[] {
  return edits.flatMap(({ edit, position }) => {
    const [first] = secretsOfEdit(edit);
    if (first === undefined) return [];
    const option = joinOptionPath(edit.path);
    return [
      {
        code: 'SEC002',
        severity: origin === 'generated' ? ('error' as const) : ('warning' as const),
        message: `option '${option}' would contain a secret (${first.kind}), and everybody can read it in the Nix store`,
        ...(position && { position }),
        fix: `put it in a file that only root can read${nameFile(edit.path, index)}`,
      },
    ];
  });
}

/** Findings about edits, which quote values, without the secrets among these. */
export function hideSecrets(findings: readonly Finding[], edits: readonly PlacedEdit[]): readonly Finding[] {
  const known = edits.flatMap(({ edit }) => secretsOfEdit(edit));
  if (known.length === 0) return findings;
  const redactor = buildRedactor(new Map(), { privateAddresses: false }, known);
  return redactData(findings, (text) => redactor.redact(text));
}

/** The option beside it that takes the name of a file, where this host has one. */
function nameFile(path: OptionPath, index: OptionIndex): string {
  const last = path.at(-1) ?? '';
  const [found] = [...new Set([`${last}File`, 'hashedPasswordFile', 'passwordFile', 'environmentFile'])]
    .map((name) => [...path.slice(0, -1), name])
    .filter((other) => index.find(other)?.rest.length === 0);
  return found === undefined
    ? ', and let the service read that file'
    : `, and give its path instead: ${joinOptionPath(found)}`;
}
