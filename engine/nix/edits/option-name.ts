import type { FindingCode } from '../../model/finding-codes.ts';
import type { Result } from '../../model/finding.ts';
import { failed } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { renderPath } from '../render.ts';

/** NIX114 an empty name, NIX116 a part of a module where an option is wanted. */
export function refuseName(path: OptionPath): Result<never> | undefined {
  const option = `'${renderPath(path)}'`;
  if (path.length === 0 || path.includes('')) {
    return refuse('NIX114', `the option path ${option} has an empty name`, 'name the option in full');
  }
  const [first] = path;
  if (first !== 'config' && first !== 'options') return undefined;
  // A module that has one of these defines all its options below `config`: one more would make the others wrong.
  return refuse(
    'NIX116',
    `${option} is part of a module, not an option`,
    `name the option without '${first}.'`,
  );
}

function refuse(code: FindingCode, message: string, fix: string): Result<never> {
  return failed({ code, severity: 'error', message, fix });
}
