import { buildRedactor } from '../../engine/redact/redactor.ts';
import { asRate, inTurn, type Result } from './measure.ts';

const LINE = 'Nov 30 10:00:00 host nginx[812]: 10.0.0.7 "GET /index.html" 200 password = "x" token: none\n';
const BYTES = 1 << 20;

/** Megabytes of a log looked through for secrets a second, against one pass of one pattern over it. */
export async function measureRedaction(): Promise<Result> {
  const text = LINE.repeat(Math.ceil(BYTES / LINE.length));
  const redactor = buildRedactor(new Map(), { privateAddresses: false });
  const times = await inTurn(
    'journal: MB redacted a second / one pattern',
    () => redactor.redact(text),
    () => text.replaceAll(/(?:password|token)\s*[=:]\s*\S+/gu, ''),
    7,
  );
  return asRate(times, text.length / 1e6, 'MB/s');
}
