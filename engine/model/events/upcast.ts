import { parsePrincipal } from '../principal.ts';
import { parseFinding } from './parse-finding.ts';
import { isRecord } from './shape.ts';

type Written = Readonly<Record<string, unknown>>;

/**
 * What older engines wrote, as it is written today: a name in the place of who acts, a mutation as a note with data of
 * its own, findings within the data of a state. What is of today stays as it is. What is stored does not change.
 */
export function upcast(event: Written): Written {
  switch (event['type']) {
    case 'note':
      return isRecord(event['data']) && 'mutation' in event['data'] ? { ...event, type: 'mutation' } : event;
    case 'step-ended': {
      const ended = withKnownCodes(withFindings(event));
      return event['node'] === 'consent' ? withDecider(ended) : ended;
    }
    default:
      return 'by' in event ? { ...event, by: parsePrincipal(event['by']) } : event;
  }
}

function withFindings(event: Written): Written {
  if (!isRecord(event['data']) || !('findings' in event['data']) || isStep(event)) return event;
  const { findings, ...data } = event['data'];
  const { data: _, ...rest } = event;
  return { ...rest, ...(Object.keys(data).length === 0 ? {} : { data }), findings };
}

function withKnownCodes(event: Written): Written {
  const { findings } = event;
  return Array.isArray(findings) ? { ...event, findings: findings.map(parseFinding) } : event;
}

/** What an author's step leaves is its own. */
function isStep({ node }: Written): boolean {
  return typeof node === 'string' && node.startsWith('step:');
}

const DECIDERS: ReadonlySet<unknown> = new Set(['person', '--yes', 'policy', 'the service file', 'nobody']);

function withDecider(event: Written): Written {
  const { data } = event;
  if (!isRecord(data) || !('by' in data) || DECIDERS.has(data['by'])) return event;
  return { ...event, data: { ...data, by: parsePrincipal(data['by']) } };
}
