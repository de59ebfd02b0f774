import { type ClauseReading, type Context, edits, firstOption, type Intent } from '../context.ts';

const PING = '(ping|pings|ping requests|icmp echo requests|icmp ping|icmp pings) [from outside]';
const REFUSED = '(refused|rejected|dropped|blocked) (connections|connection attempts)';

/** What the firewall does besides its ports. */
export const firewall: Intent = {
  name: 'firewall',
  independent: true,
  rules: [
    {
      patterns: [`(allow|permit|accept|answer|respond to|reply to|enable) ${PING}`],
      read: (_slots, context) => setSwitch('networking.firewall.allowPing', true, context),
    },
    {
      patterns: [
        `@forbid ${PING}`,
        `(ignore|drop|refuse|reject|hide from) ${PING}`,
        `do not (answer|respond to|reply to|allow|accept) ${PING}`,
        `no longer (answer|respond to|reply to|allow|accept) ${PING}`,
      ],
      read: (_slots, context) => setSwitch('networking.firewall.allowPing', false, context),
    },
    {
      patterns: [`log ${REFUSED}`, `@enable logging of ${REFUSED}`],
      read: (_slots, context) => setSwitch('networking.firewall.logRefusedConnections', true, context),
    },
    {
      patterns: [`do not log ${REFUSED}`, `@disable logging of ${REFUSED}`],
      read: (_slots, context) => setSwitch('networking.firewall.logRefusedConnections', false, context),
    },
  ],
};

function setSwitch(name: string, value: boolean, context: Context): ClauseReading | undefined {
  const path = firstOption(context, name);
  return path && edits({ op: 'set', path, value });
}
