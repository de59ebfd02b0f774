import { DEFAULTS } from '../../../config/defaults.ts';
import { readBoolean, readFields, readMatching, type Node } from '../../../document/reader.ts';
import { parseWait, WAIT, WAIT_FORM, WINDOW_FORM } from '../../../document/window.ts';
import type { StepOf } from '../../../model/runbook.ts';
import { map } from '../../schema.ts';
import type { OwnOf, StepSchema } from '../../step-kind.ts';
import { readWindow } from './window.ts';

export function parseReboot(node: Node): OwnOf<StepOf<'reboot'>> | undefined {
  const fields = readFields(node, 'reboot', ['window', 'within', 'if-needed'], []);
  if (fields === undefined) return undefined;
  const window = fields.window && readWindow(fields.window);
  const waits = 'a time such as 90m, 12h or 7d';
  const within = fields.within
    ? readMatching(fields.within, 'within', WAIT, waits)
    : DEFAULTS.rebootWithin.value;
  const most = typeof within === 'string' ? parseWait(within) : within;
  const needed = fields['if-needed'] ? readBoolean(fields['if-needed'], 'if-needed') : false;
  if (most === undefined || needed === undefined || (fields.window && window === undefined)) return undefined;
  return { kind: 'reboot', within: most, ...(window && { window }), ...(needed && { ifNeeded: needed }) };
}

const subject = map(
  'Reboot',
  'The host reboots and the run continues after the boot. Allowed once, after the edits.',
  {
    window: {
      title: 'Window',
      description: 'Local times between which the host may reboot; any time by default.',
      anyOf: [
        {
          title: 'Times',
          description: 'Two times of day.',
          type: 'string',
          pattern: WINDOW_FORM,
          examples: ['02:00-04:00'],
        },
        { $ref: '#/$defs/param' },
      ],
    },
    within: {
      title: 'Within',
      description: 'How long the run may wait for the reboot before it needs a person.',
      type: 'string',
      pattern: WAIT_FORM,
      examples: ['7d'],
      default: '7d',
    },
    'if-needed': {
      title: 'If needed',
      description: 'Whether it reboots only if the change requires it.',
      type: 'boolean',
      default: false,
    },
  },
);

export const rebootSchema: StepSchema = { subject };
