import type { CheckKind } from '../check-kind.ts';
import { certificate } from './certificate/index.ts';
import { command } from './command/index.ts';
import { drift } from './drift/index.ts';
import { file } from './file/index.ts';
import { http } from './http/index.ts';
import { login } from './login/index.ts';
import { newest } from './newest/index.ts';
import { option } from './option/index.ts';
import { reach } from './reach/index.ts';
import { restore } from './restore/index.ts';
import { ssh } from './ssh/index.ts';
import { tcp } from './tcp/index.ts';
import { unit } from './unit/index.ts';

/** Every kind of check, in the order in which messages and documents name them. */
export const CHECK_KINDS: readonly CheckKind[] = [
  unit,
  http,
  tcp,
  command,
  file,
  option,
  certificate,
  newest,
  restore,
  login,
  ssh,
  drift,
  reach,
];
