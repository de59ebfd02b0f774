import { type Intent, slotText } from '../context.ts';
import { findTimeZone } from '../names/time-zones.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

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
      read: () =>
        askQuestion('What should change for that? Name a service, a package, an option or a setting.'),
    },
    {
      patterns: [
        '(set up|setup|configure|create|make|want|build|i need|i want|we need) [new] (wireguard|openvpn) (vpn|tunnel|connection|network|server)',
      ],
      read: () =>
        askQuestion(
          'A VPN needs keys, peers and addresses. Which ones? Name the options under networking.wireguard or services.openvpn.',
        ),
    },
    {
      patterns: ['(do|run) not @enable <things+>', 'never @enable <things+>'],
      read: () => askQuestion('Turn it off, or leave it as it is?'),
    },
    {
      patterns: ['do not @install <things+>', 'never @install <things+>'],
      read: () => askQuestion('Uninstall it, or leave it as it is?'),
    },
    {
      patterns: [
        '(fix|repair|improve|debug|troubleshoot|tune|speed up|sort out|solve|check out|look at|look into) <things+>',
        '(help|help me|assist|assist me) (with|to) <things+>',
        '<things+> (is|are) (broken|slow|too slow|not working|down|wrong|missing|bad|ugly|too loud|full)',
        '<things+> (does|do) not work [(anymore|any more|properly|correctly)]',
        '(use|change|switch|@install|enable) (another|different|better|nicer|other|good) <things+>',
      ],
      read: () =>
        askQuestion(
          'What exactly should change? Name a service, a package, an option or a setting.',
          [],
          'not-understood',
        ),
    },
    {
      patterns: [
        '(we|i) (are|live|am|sit|work) in <place+>',
        'i moved to <place+>',
        '(we|i) moved to <place+>',
      ],
      read: (slots) =>
        askQuestion(
          'Should the time zone change?',
          findTimeZone(slotText(slots, 'place')).map((zone) => `set the timezone to ${zone}`),
        ),
    },
    {
      patterns: [
        '(restart|reboot|reload|shutdown|poweroff|suspend|hibernate|ssh into|log out|logout) [<things+>]',
        '(shut down|power off|kill|turn off|switch off|turn on) [(computer|machine|laptop|pc|host|server|system|screen|monitor|power)]',
        '(shut|power|turn|switch) (computer|machine|laptop|pc|host|server|system|screen|monitor|power) (down|off)',
        'kill (process|pid) <things+>',
        '(turn up|turn down|raise|lower|increase|decrease|mute|unmute) (volume|brightness|sound)',
      ],
      read: (slots) =>
        // What happens on an occasion is a setting: "hibernate when the battery is low".
        /\b(?:when|if|after|whenever|every|automatically|once)\b/u.test(slotText(slots, 'things'))
          ? undefined
          : refuseRequest(
              'not-configuration',
              'starting, stopping or rebooting by hand is not a configuration change',
            ),
    },
  ],
};
