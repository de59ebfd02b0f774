import type { Intent } from '../context.ts';
import { boot } from './boot.ts';
import { elsewhere } from './elsewhere.ts';
import { firewall } from './firewall.ts';
import { journal } from './journal.ts';
import { kernel } from './kernel.ts';
import { logins } from './logins.ts';
import { maintenance } from './maintenance.ts';
import { moduleSettings } from './module-settings.ts';
import { modules } from './modules.ts';
import { options } from './options.ts';
import { packages } from './packages.ts';
import { ports } from './ports.ts';
import { questions } from './questions.ts';
import { rights } from './rights.ts';
import { settings } from './settings.ts';
import { ssh } from './ssh.ts';
import { system } from './system.ts';
import { tasks } from './tasks.ts';
import { users } from './users.ts';
import { vague } from './vague.ts';
import { websites } from './websites.ts';
import { wishes } from './wishes.ts';

/** Every family of requests; the first that reads a clause decides, so the more specific stand first. */
export const INTENTS: readonly Intent[] = [
  tasks,
  questions,
  vague,
  maintenance,
  ssh,
  users,
  logins,
  rights,
  firewall,
  ports,
  kernel,
  boot,
  journal,
  system,
  elsewhere,
  settings,
  options,
  websites,
  wishes,
  moduleSettings,
  modules,
  packages,
];
