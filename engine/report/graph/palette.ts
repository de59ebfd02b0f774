import type { Phase } from '../../model/outcome.ts';
import type { Manner, Mood } from './diagram.ts';

/** The card that everything stands on, so that it can be read on a light page and on a dark one. */
export const PAPER = '#ffffff';
export const FRAME = '#d5dbe3';
export const INK = '#1b2430';
export const SOFT_INK = '#5b6675';

/** What a run did not come to. */
export const PALE = { line: '#d3d9e1', text: '#8a94a3', fill: '#fbfcfd' } as const;

export interface Tint {
  readonly fill: string;
  readonly line: string;
}

export const PHASES: Readonly<Record<Phase, Tint>> = {
  plan: { fill: '#eef3fd', line: '#3f66b5' },
  snapshot: { fill: '#e9f7f8', line: '#1f7a84' },
  edit: { fill: '#f4effc', line: '#7650b0' },
  'dry-build': { fill: '#fdf6e3', line: '#8f6a10' },
  switch: { fill: '#fdeee2', line: '#b3591a' },
  verify: { fill: '#eaf7ee', line: '#2c7a45' },
  rollback: { fill: '#fceaea', line: '#b23636' },
};

export const MOODS: Readonly<Record<Mood, Tint>> = {
  good: { fill: '#dff3e4', line: '#1f7a3d' },
  warn: { fill: '#fbeccd', line: '#935f00' },
  bad: { fill: '#fbdcdc', line: '#b02a2a' },
};

export interface Stroke {
  readonly line: string;
  readonly dash?: string;
}

/** Told apart by colour and by dash: either is enough. */
export const MANNERS: Readonly<Record<Manner, Stroke>> = {
  ok: { line: '#2b3a4d' },
  failure: { line: '#c23b32', dash: '6 4' },
  stopped: { line: '#8a5a00', dash: '2 3' },
  early: { line: '#2f6db3', dash: '9 3 2 3' },
};

/** The same when a run took it. */
export const TAKEN: Readonly<Record<Manner, string>> = {
  ok: '#17823f',
  failure: '#c4261d',
  stopped: '#a06400',
  early: '#17823f',
};
