import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface BinaryCache {
  readonly url: string;
  end(): void;
}

/** Offers a binary cache's files on the loopback, no faster than so many bytes a second. */
export async function serveCache(directory: string, bytesPerSecond: number): Promise<BinaryCache> {
  const server = createServer((request, response) => {
    const file = join(directory, new URL(request.url ?? '/', 'http://localhost').pathname);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const slowly = Readable.from(slow(file, bytesPerSecond));
    // Whoever asked may be gone.
    pipeline(slowly, response).catch(() => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, end: () => server.close() };
}

async function* slow(file: string, bytesPerSecond: number): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: Math.ceil(bytesPerSecond / 10) });
  for await (const bytes of stream) {
    yield bytes as Buffer;
    await sleep(((bytes as Buffer).length / bytesPerSecond) * 1000);
  }
}
