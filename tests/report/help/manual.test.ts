import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { PROGRAM } from '../../../engine/cli/command-line/table.ts';
import { renderManual } from '../../../engine/report/help/manual.ts';
import { needs } from '../../lib/needs.ts';

const program = PROGRAM.facts;
const manual = renderManual(program, '1.2.3');
const mandoc = spawnSync('mandoc', ['-T', 'utf8', '-O', 'width=78'], { input: manual, encoding: 'utf8' });
const HAS_MANDOC = mandoc.error === undefined;
const WITH_MANDOC = needs(HAS_MANDOC, 'mandoc is not here');

/** Bold text on a printer: a letter, a step back, the letter again. */
const OVERSTRUCK = new RegExp(`.${String.fromCodePoint(8)}`, 'gu');

/** What mandoc's own checks say of no consequence: no date, and lines that are long. */
const ALLOWED = /missing date|blank line|input text line longer/u;

describe('the manual page', () => {
  test('has every command, exit code and flag', () => {
    for (const { name } of program.commands) expect(manual).toContain(`.SS "${name.replaceAll('-', '\\-')}"`);
    for (const code of ['0 verified', '3 rolled\\-back', '6 pending\\-reboot'])
      expect(manual).toContain(code);
    expect(manual).toContain('\\-\\-dry\\-run');
  });

  test('is read by mandoc without a complaint', WITH_MANDOC, () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint'], { input: manual, encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => line !== '' && !ALLOWED.test(line))).toEqual([]);
  });

  test('shows an example as one types it', WITH_MANDOC, () => {
    const shown = mandoc.stdout.replaceAll(OVERSTRUCK, '');
    expect(shown).toContain('nixos-ai run enable-docker -p user=alice');
    expect(shown).toMatch(/^EXIT STATUS$/mu);
  });
});
