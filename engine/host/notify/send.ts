import type { Clock } from '../../model/host/clock.ts';
import { systemClock } from '../clock.ts';
import type { Letter } from '../../model/service/notice.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Channel } from '../../model/service/service.ts';
import { NotTaken, postJson } from './post.ts';
import { readSecret } from './secret-file.ts';

/** Between attempts; a server that restarts is back by the last. */
const AGAIN_MS = [2_000, 10_000] as const;

/** Sends a letter, again where that may help. Undefined when it was taken, else why not; never throws. */
export async function send(
  channel: Channel,
  letter: Letter,
  again: readonly number[] = AGAIN_MS,
  clock: Clock = systemClock,
): Promise<string | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await sendOnce(channel, letter);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const wait = again[attempt];
      if (wait === undefined || (error instanceof NotTaken && !error.again)) return message;
      await clock.sleep(wait);
    }
  }
}

async function sendOnce(channel: Channel, letter: Letter): Promise<void> {
  switch (channel.kind) {
    case 'webhook': {
      const url = typeof channel.url === 'string' ? channel.url : await readSecret(channel.url);
      if (!/^https?:\/\/\S+$/u.test(url)) throw new NotTaken('the file of the URL holds none', false);
      const token = channel.token === undefined ? undefined : await readSecret(channel.token);
      const { title, body, notice } = letter;
      return postJson(url, { v: 1, title, body, ...notice }, token);
    }
    case 'ntfy': {
      const token = channel.token === undefined ? undefined : await readSecret(channel.token);
      const { topic, priority } = channel;
      const message = letter.body.slice(0, 4000);
      return postJson(channel.server, { topic, title: letter.title, message, priority }, token);
    }
    case 'smtp':
      return (await import('./smtp.ts')).sendMail(channel, letter);
    case 'desktop':
      return (await import('./desktop.ts')).showOnDesktops(letter);
    default:
      return assertNever(channel);
  }
}
