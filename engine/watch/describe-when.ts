import { assertNever } from '../model/outcome.ts';
import type { When } from '../model/service/service.ts';

/** What a trigger waits for, in words. */
export function describeWhen(when: When): string {
  switch (when.kind) {
    case 'unit-failed':
      return `${when.unit} failed`;
    case 'path-changed':
      return `${when.path} changed`;
    case 'disk-full':
      return `${when.path} is more than ${when.above} % full`;
    case 'memory-full':
      return `memory is more than ${when.above} % in use`;
    case 'health':
      return `${when.checks.length} checks failed ${when.failures} times in a row`;
    default:
      return assertNever(when);
  }
}
