import { expect, test } from 'vitest';
import { redactData } from '../../engine/redact/redact-data.ts';
import { buildRedactor } from '../../engine/redact/redactor.ts';

const redactor = buildRedactor(new Map([['a.nix', '{ x.password = "verified7"; }']]), {
  privateAddresses: false,
});
const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;

test.each(['path', 'host', 'by', 'file', 'origin', 'step', 'from'])(
  'in %j a secret by its form goes, and an ordinary word that is one elsewhere stays',
  (name) => {
    const given = { [name]: `/x/${TOKEN}/y`, more: [{ [name]: 'verified7' }], message: 'it is verified7' };
    const shown = redactData(given, (text) => redactor.redact(text));
    expect(JSON.stringify(shown)).not.toContain(TOKEN);
    expect(shown).toMatchObject({ more: [{ [name]: 'verified7' }] });
    expect(shown.message).toBe('it is <redacted:password>');
  },
);
