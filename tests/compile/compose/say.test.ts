import { expect, test } from 'vitest';
import { sayEdits } from '../../../engine/compile/compose/say.ts';
import { understand } from '../../../engine/compile/understand.ts';
import { readEdits } from '../../../scripts/accuracy/edits.ts';
import type { RowEdit } from '../../../scripts/accuracy/rows.ts';
import { hosts, index } from '../host.ts';

const SAID: readonly (readonly RowEdit[])[] = [
  [{ set: 'services.redis.enable', to: true }],
  [{ set: 'services.redis.port', to: 6380 }],
  [
    { set: 'services.grafana.enable', to: true },
    { set: 'services.grafana.port', to: 3001 },
  ],
  [{ add: 'networking.firewall.trustedInterfaces', items: ['wg0'] }],
  [{ add: 'environment.systemPackages', items: ['pkgs.htop'] }],
  [{ remove: 'environment.systemPackages', items: ['pkgs.wget'] }],
  [{ set: 'services.xserver.xkbOptions', to: 'caps:swapescape' }],
];

test.each(SAID.map((edits) => [sayEdits(readEdits(edits)) ?? 'nothing', edits] as const))(
  "'%s' means just what it was made from",
  (sentence, edits) => {
    const understood = understand(sentence, index, hosts.desktop);
    expect(understood).toMatchObject({ kind: 'change', edits: readEdits(edits) });
  },
);
