import { stripVTControlCharacters } from 'node:util';
import type { Host } from '../model/host/host.ts';
import type { UnitReason } from '../model/host/units.ts';

const LINES = 10;
/** A unit that fails takes others with it; the first few say why. */
const UNITS = 5;
const LENGTH = 400;

/**
 * What failed units said last, from their log. Where that has nothing of one, as in a chroot, what the activation said of
 * it. Units that said nothing are left out.
 *
 * @param activation - What the activation printed, where it was one.
 */
export async function readUnitReasons(
  { units }: Pick<Host, 'units'>,
  failed: readonly string[],
  activation = '',
): Promise<readonly UnitReason[]> {
  const reasons = await Promise.all(
    failed.slice(0, UNITS).map(async (unit) => {
      const log = tidy(await units.log(unit, LINES));
      return { unit, lines: log.length > 0 ? log : tidy(about(unit, activation)) };
    }),
  );
  return reasons.filter(({ lines }) => lines.length > 0);
}

/**
 * As lines below a message that names the units; empty where nothing is known.
 *
 * @example
 * tellUnitReasons([{ unit: 'nginx.service', lines: ['unknown directive "x"'] }])   // '\nnginx.service said:\n  unknown directive "x"'
 */
export function tellUnitReasons(reasons: readonly UnitReason[]): string {
  return reasons
    .map(({ unit, lines }) => ['', `${unit} said:`, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('');
}

function about(unit: string, text: string): readonly string[] {
  const name = unit.replace(/\.[a-z]+$/u, '');
  return text.split('\n').filter((line) => line.includes(name));
}

function tidy(lines: readonly string[]): readonly string[] {
  return lines
    .map((line) =>
      stripVTControlCharacters(line)
        .replaceAll(/\p{Cc}/gu, ' ')
        .trimEnd()
        .slice(0, LENGTH),
    )
    .filter((line) => line !== '')
    .slice(-LINES);
}
