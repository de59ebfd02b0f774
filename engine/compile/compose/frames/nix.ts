import { firstOption } from '../../context.ts';
import { amountsIn } from '../mentions.ts';
import type { Frame } from './frame.ts';

const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

export const NIX_FRAMES: readonly Frame[] = [
  {
    name: 'generations by their age',
    says: [
      'generation|generations|garbage|profile|profiles',
      'delete|remove|collect|clean|expire|drop|throw|purge|prune|discard|automatically|automatic|regularly',
    ],
    may: 'once old older than after are away old system up regularly automatic collect clean when they become get more nix store and any every all that them',
    build: (spotted, context) => {
      const [amount, ...more] = amountsIn(spotted.clause);
      const days = amount?.unit === undefined ? undefined : DAYS[amount.unit];
      const automatic = firstOption(context, 'nix.gc.automatic');
      const options = firstOption(context, 'nix.gc.options');
      const regular = spotted.clause.some(({ word }) =>
        /^(?:automatic|automatically|regularly|once|after|when)$/u.test(word),
      );
      if (
        amount === undefined ||
        days === undefined ||
        more.length > 0 ||
        !regular ||
        automatic === undefined ||
        options === undefined
      )
        return undefined;
      spotted.take(spotted.clause.filter(({ word }) => /^(?:than|after|when|once)$/u.test(word)));
      spotted.take([...amount.used]);
      return [
        { op: 'set', path: automatic, value: true },
        { op: 'set', path: options, value: `--delete-older-than ${amount.value * days}d` },
      ];
    },
  },
  {
    name: 'packages that are not free',
    says: ['unfree|nonfree|non-free|proprietary|closed-source'],
    may: 'allow permit let enable install package packages software stuff program programs thing things licence license licences licenses accept fine ok okay be able like use run',
    negatable: true,
    build: (spotted) => [{ op: 'set', path: ['nixpkgs', 'config', 'allowUnfree'], value: !spotted.negated }],
  },
];
