import { bindParameters } from '../check/parameters.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import type { Runbook } from '../model/runbook.ts';
import type { ServiceDocument } from './service-document.ts';

/** A calendar expression of a service file, and where it stands. */
export interface PlacedCalendar {
  readonly expression: string;
  readonly position: Position;
}

/**
 * Whether what a service file starts can be started: each runbook is known (LIB002, RB…), and its parameters are those
 * that it takes (PAR001 to PAR005). Positions are those of the service file.
 *
 * @example
 * checkServiceRunbooks(document, load)   // [{ code: 'PAR001', position: { file: 'service.yaml', line: 4, … }, … }]
 */
export function checkServiceRunbooks(
  { written, source }: ServiceDocument,
  load: (name: string) => Result<Runbook>,
): readonly Finding[] {
  const schedules = (written.schedules ?? []).map((each, index) => ({
    at: `/schedules/${index}`,
    key: 'runbook',
    name: each.runbook,
    given: each.with,
  }));
  const triggers = (written.triggers ?? []).map((each, index) => ({
    at: `/triggers/${index}`,
    key: 'run',
    name: each.run,
    given: each.with,
  }));
  return [...schedules, ...triggers].flatMap(({ at, key, name, given = {} }) => {
    const runbook = load(name);
    if (!runbook.ok) return moved(runbook.findings, source.locate(`${at}/${key}`));
    return moved(bindParameters(runbook.value, given).findings, source.locate(`${at}/with`));
  });
}

/** The calendar expressions of a service file. */
export function listCalendars({ written, source }: ServiceDocument): readonly PlacedCalendar[] {
  return (written.schedules ?? []).map(({ calendar }, index) => ({
    expression: calendar,
    position: source.locate(`/schedules/${index}/calendar`),
  }));
}

function moved(findings: readonly Finding[], position: Position): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, position }));
}
