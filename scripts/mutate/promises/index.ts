import { BEFORE } from './before.ts';
import type { Broken } from './broken.ts';
import { CODE } from './code.ts';
import { DATA } from './data.ts';
import { DISK } from './disk.ts';
import { DURING } from './during.ts';
import { EFFECTS } from './effects.ts';
import { HOST } from './host.ts';
import { INTERRUPTED } from './interrupted.ts';
import { LIVE_BOOT } from './live-boot.ts';
import { LIVE } from './live.ts';
import { POLICY } from './policy.ts';
import { TRUST } from './trust.ts';
import { TRUTH } from './truth.ts';

/** Every promise of docs/PROMISES.md, broken. */
export const PROMISES: readonly Broken[] = [
  ...CODE,
  ...DATA,
  ...BEFORE,
  ...DURING,
  ...INTERRUPTED,
  ...DISK,
  ...HOST,
  ...EFFECTS,
  ...LIVE,
  ...LIVE_BOOT,
  ...POLICY,
  ...TRUST,
  ...TRUTH,
];
