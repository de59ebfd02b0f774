import type { Intent } from '../context.ts';
import { ask, refuse } from '../understanding.ts';

/** What is clearly a wish for this host, and clearly not enough to act on. */
export const vague: Intent = {
  name: 'vague',
  rules: [
    {
      patterns: [
        'make [(it|this|that|system|everything|computer|machine|host|server)] [(more|run|boot|start)] (faster|better|quicker|nicer|secure|safer|stable|smaller|work|quieter|prettier|smoother)',
        'speed up [(it|system|computer|machine|boot|everything)]',
        '(fix|improve|optimise|optimize|repair|tune) [(it|this|system|everything|computer|machine|host|server|performance)]',
        '(harden|secure) [(it|system|machine|host|server|everything)]',
      ],
      read: () => ask('What should be changed for that? Name a service, a package, an option or a setting.'),
    },
    {
      patterns: ['(do|run) not @enable <things+>', 'never @enable <things+>'],
      read: () => ask('Should it be switched off, or only be left as it is?'),
    },
    {
      patterns: ['do not @install <things+>', 'never @install <things+>'],
      read: () => ask('Should it be uninstalled, or only be left as it is?'),
    },
    {
      patterns: [
        '(restart|reboot|reload|shutdown|poweroff|suspend|hibernate) [<things+>]',
        '(shut down|power off) [<things+>]',
        'turn (off|on) (computer|machine|laptop)',
      ],
      read: () =>
        refuse(
          'not-configuration',
          'starting, stopping or rebooting by hand is not a change of the configuration',
        ),
    },
  ],
};
