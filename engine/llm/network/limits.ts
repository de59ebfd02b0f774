import { troubleInStream } from '../classify.ts';
import { isMapping } from '../../document/reader.ts';
import { readErrorBody } from './error-body.ts';
import type { Secret } from '../secret.ts';
import { TroubleError, type Trouble } from '../trouble.ts';

type Bytes = TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>;

/** Passes bytes on until there are too many, and then ends the stream with that trouble. */
export function limitBytes(most: number, note: (trouble: Trouble) => void): Bytes {
  let seen = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      seen += chunk.byteLength;
      if (seen <= most) return controller.enqueue(chunk);
      return fail(controller, note, tooLarge(`${most} bytes`));
    },
  });
}

/** An answer that is longer than it was allowed to be. */
export function tooLarge(limit: string): Trouble {
  return {
    kind: 'truncated',
    message: `sent more than the limit of ${limit} for an answer`,
    passing: false,
  };
}

/**
 * Passes on whole lines of JSON, and ends the stream at the first that is none, or that is an error: the SDK of Ollama
 * would print the former to the terminal, and cannot tell the latter from a connection that breaks.
 */
export function limitLines(key: Secret | undefined, note: (trouble: Trouble) => void): Bytes {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  const pass = (lines: readonly string[], controller: TransformStreamDefaultController): void => {
    for (const line of lines.filter((one) => one.trim() !== '')) {
      const found = lookAt(line, key);
      if (found !== undefined) return fail(controller, note, found);
      controller.enqueue(encoder.encode(`${line}\n`));
    }
  };
  return new TransformStream({
    transform: (chunk, controller) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      pass(lines, controller);
    },
    flush: (controller) => pass([rest], controller),
  });
}

function lookAt(line: string, key: Secret | undefined): Trouble | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!isMapping(value)) return NO_JSON;
    return 'error' in value ? troubleInStream(readErrorBody(value), key) : undefined;
  } catch {
    return NO_JSON;
  }
}

const NO_JSON: Trouble = { kind: 'cut-off', message: 'broke off in the middle of a line', passing: true };

function fail(
  controller: TransformStreamDefaultController,
  note: (trouble: Trouble) => void,
  trouble: Trouble,
): void {
  note(trouble);
  controller.error(new TroubleError(trouble));
}
