import type { CheckKind } from '../check-kind.ts';
import { certificateCheck } from './certificate/index.ts';
import { commandCheck } from './command/index.ts';
import { dnsCheck } from './dns/index.ts';
import { driftCheck } from './drift/index.ts';
import { fileCheck } from './file/index.ts';
import { httpCheck } from './http/index.ts';
import { loginCheck } from './login/index.ts';
import { newestCheck } from './newest/index.ts';
import { optionCheck } from './option/index.ts';
import { reachCheck } from './reach/index.ts';
import { restoreCheck } from './restore/index.ts';
import { sshCheck } from './ssh/index.ts';
import { tcpCheck } from './tcp/index.ts';
import { unitCheck } from './unit/index.ts';

/** Every kind of check, in the order in which messages and documents name them. */
export const CHECK_KINDS: readonly CheckKind[] = [
  unitCheck,
  httpCheck,
  tcpCheck,
  commandCheck,
  fileCheck,
  optionCheck,
  certificateCheck,
  newestCheck,
  restoreCheck,
  loginCheck,
  sshCheck,
  driftCheck,
  reachCheck,
  dnsCheck,
];
