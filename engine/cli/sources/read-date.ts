import { failed, ok, type Result } from '../../model/finding.ts';

/** A day or a time of a command line → ISO 8601, UTC. AUD010 where it is neither. */
export function readDate(text: string): Result<string> {
  const date = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/u.test(text) && !Number.isNaN(date.getTime())) return ok(date.toISOString());
  return failed({
    code: 'AUD010',
    severity: 'error',
    message: `'${text}' is no day and no time`,
    fix: 'write it as 2026-11-22, or as 2026-11-22T10:05:00Z',
  });
}
