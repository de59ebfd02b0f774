import type { Edit } from '../../../model/options/value.ts';
import { firstOption } from '../../context.ts';
import type { Frame } from './frame.ts';

/** Names of network interfaces, as udev and their makers give them. */
export const INTERFACE =
  /^(?:(?:en|eth|wl|lo|br|tun|tap|docker|virbr|tailscale|wg|veth|bond|ppp|vlan|zt|lxc|podman|cni|dummy|usb|ww)[a-z]*\d[\w.-]*|lo)$/u;

const ADDRESS_WORDS =
  'ip address ipv4 interface card network nic static fixed default gateway router route through configure assign set give have use its up';

export const NETWORK_FRAMES: readonly Frame[] = [
  {
    name: 'a static address',
    says: ['ip|address|static|fixed|ipv4'],
    may: ADDRESS_WORDS,
    build: (spotted) => {
      const interfaceName = spotted.pick(({ word }) => INTERFACE.test(word));
      const [address, length] = (spotted.one('network') ?? '').split('/');
      const prefixLength = Number(length);
      if (
        interfaceName === undefined ||
        address === undefined ||
        address === '' ||
        address.includes(':') ||
        prefixLength > 32
      )
        return undefined;
      const gateway = spotted.one('address');
      const item = { type: 'attrs', entries: { address, prefixLength } } as const;
      const edits: Edit[] = [
        { op: 'add', path: ['networking', 'interfaces', interfaceName, 'ipv4', 'addresses'], items: [item] },
      ];
      if (gateway === undefined) return edits;
      return [...edits, { op: 'set', path: ['networking', 'defaultGateway'], value: gateway }];
    },
  },
  {
    name: 'a name for an address',
    says: ['point|resolve|map|resolves|points|entry|hosts|maps|lead|name|alias|known'],
    may: 'host hosts file entry address ip dns name know as alias add machine',
    build: (spotted) => {
      const address = spotted.one('address');
      const domain = spotted.one('domain') ?? spotted.after('alias', 'name', 'called', 'named');
      const name = typeof domain === 'string' ? domain : domain?.text;
      if (address === undefined || name === undefined || !/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/u.test(name))
        return undefined;
      return [{ op: 'add', path: ['networking', 'hosts', address], items: [name] }];
    },
  },
  {
    name: 'an interface that is trusted',
    says: ['trust|trusted'],
    may: 'everything anything all traffic packet packets come comes coming arrive arrives network interface firewall whatever from into',
    build: (spotted, context) => {
      const interfaceName = spotted.pick(({ word }) => INTERFACE.test(word));
      const path = firstOption(context, 'networking.firewall.trustedInterfaces');
      return interfaceName === undefined || path === undefined
        ? undefined
        : [{ op: 'add', path, items: [interfaceName] }];
    },
  },
];
