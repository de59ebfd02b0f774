import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { StepContext } from '../context.ts';

/**
 * Files of a change by the paths that they really lie at: what a link leads to is changed, and links stay links, in the
 * candidate as in the live tree.
 *
 * Findings: HOST004 a file lies outside of the configuration, HOST006 a link leads to no file, HOST007 two names of one file
 * are to hold different texts.
 */
export async function atRealPlaces(
  context: StepContext,
  files: ReadonlyMap<string, string | null>,
): Promise<Result<ReadonlyMap<string, string | null>>> {
  const placed = new Map<string, string | null>();
  const findings: Finding[] = [];
  for (const [path, text] of files) {
    const at = await realPath(context, path);
    if (!at.ok) findings.push(...at.findings);
    else if (placed.has(at.value) && placed.get(at.value) !== text) findings.push(twice(path, at.value));
    else placed.set(at.value, text);
  }
  return findings.length > 0 ? failed(...findings) : ok(placed);
}

/** The same for one path. HOST004, HOST006. */
export async function realPath({ host }: StepContext, path: string): Promise<Result<string>> {
  const place = await host.configuration.realPlace(path);
  switch (place.kind) {
    case 'inside':
      return ok(place.path);
    case 'outside':
      return failed(leadsOut(host.place.configuration, path));
    case 'dangling':
      return failed(leadsNowhere(path, `is a link to ${place.target}, which does not exist`));
    case 'circle':
      return failed(leadsNowhere(path, 'is a link that leads back to itself'));
    default:
      return assertNever(place);
  }
}

function leadsOut(configuration: string, path: string): Finding {
  return {
    code: 'HOST004',
    severity: 'error',
    message: `${path} leads out of the configuration directory ${configuration} through a symbolic link`,
    fix: 'move the file into the configuration directory, or change the option there by hand',
  };
}

function leadsNowhere(path: string, what: string): Finding {
  return {
    code: 'HOST006',
    severity: 'error',
    message: `${path} ${what}; nothing was changed`,
    fix: 'correct the link, or remove it',
  };
}

function twice(path: string, real: string): Finding {
  return {
    code: 'HOST007',
    severity: 'error',
    message: `${path} and another name lead to one file, ${real}, and each would be given another text`,
    fix: 'import the file under one name only',
  };
}
