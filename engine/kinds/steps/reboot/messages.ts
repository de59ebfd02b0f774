import type { CodesOf } from '../../../model/step-message.ts';
import { renderWindow } from '../../../document/window.ts';
import type { TimeWindow } from '../../../model/runbook.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'reboot.not-needed': NoValues;
    'reboot.decided': { readonly until: string };
    'reboot.in-window': { readonly window: TimeWindow; readonly until?: string };
    'reboot.begins': NoValues;
    'reboot.rebooting': NoValues;
    'reboot.refused': { readonly said: string };
    'reboot.rebooted': NoValues;
    'reboot.overdue': { readonly until: string };
  }
}

export const tellReboot = tellIn<CodesOf<'reboot'>>({
  'reboot.not-needed': () => 'no reboot is needed',
  'reboot.decided': ({ until }) => `this host is to be rebooted by ${until}`,
  'reboot.in-window': ({ window, until }) =>
    `the host reboots between ${renderWindow(window)}${until === undefined ? '' : `, by ${until}`}`,
  'reboot.begins': () => 'rebooting',
  'reboot.rebooting': () => 'the host is rebooting',
  'reboot.refused': ({ said }) => `the host did not reboot: ${said}`,
  'reboot.rebooted': () => 'the host was rebooted',
  'reboot.overdue': ({ until }) => `the host was to be rebooted by ${until}, but was not`,
});
