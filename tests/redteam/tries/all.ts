import { APPROVALS } from './approvals.ts';
import { CLASSES } from './classes.ts';
import { DOCUMENTS } from './documents.ts';
import { ENVIRONMENT } from './environment.ts';
import { JOURNALS } from './journals.ts';
import { LINKS } from './links.ts';
import { OUTSIDE } from './outside.ts';
import { RACE_TRIES } from './races.ts';
import { REDACTION } from './redaction.ts';
import { REPOSITORIES } from './repositories.ts';
import { SOCKETS } from './sockets.ts';
import { TERMINALS } from './terminals.ts';
import type { Try } from './try.ts';

/** Every try of the second red team. */
export const TRIES: readonly Try[] = [
  ...RACE_TRIES,
  ...LINKS,
  ...ENVIRONMENT,
  ...TERMINALS,
  ...SOCKETS,
  ...APPROVALS,
  ...CLASSES,
  ...REPOSITORIES,
  ...REDACTION,
  ...JOURNALS,
  ...DOCUMENTS,
  ...OUTSIDE,
];
