import type { Intent } from '../context.ts';
import { kernel } from './kernel.ts';
import { logins } from './logins.ts';
import { maintenance } from './maintenance.ts';
import { modules } from './modules.ts';
import { options } from './options.ts';
import { packages } from './packages.ts';
import { ports } from './ports.ts';
import { ssh } from './ssh.ts';
import { system } from './system.ts';
import { tasks } from './tasks.ts';
import { users } from './users.ts';
import { vague } from './vague.ts';
import { websites } from './websites.ts';

/** Every family of requests; the first that reads a clause decides, so the more specific stand first. */
export const INTENTS: readonly Intent[] = [
  tasks,
  vague,
  maintenance,
  ssh,
  users,
  logins,
  ports,
  kernel,
  system,
  options,
  websites,
  modules,
  packages,
];
