import { providers } from '../command-line/declarations/providers.ts';
import { makeCommand } from '../command-line/handler.ts';
import { listProviders } from './providers/list.ts';

export const command = makeCommand(providers, listProviders);
