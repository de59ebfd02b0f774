import type { CompletionRequest } from '../../model/completion.ts';

/** Tokens that a message costs besides its text. */
const PER_TURN = 8;

/** Bytes that one token stands for at least, in text such as ours. */
export const BYTES_PER_TOKEN = 3;

const encoder = new TextEncoder();

/** Length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Tokens of a text, estimated to be safe and not to be near: a token for every three bytes of UTF-8. English and Nix code
 * have about four bytes to the token, whatever the tokenizer, and other scripts no fewer than three.
 *
 * @example
 * estimateTokens('services.nginx.enable')   // 7
 */
export function estimateTokens(text: string): number {
  return Math.ceil(byteLength(text) / BYTES_PER_TOKEN);
}

/** Tokens of a turn: its text, and what holds it. */
export function estimateTurn(text: string): number {
  return estimateTokens(text) + PER_TURN;
}

/** Tokens of all that is sent, the schema included: providers put it before the prompt. */
export function estimateRequest(request: Omit<CompletionRequest, 'maxTokens'>): number {
  const turns = request.turns.reduce((sum, turn) => sum + estimateTurn(turn.text), 0);
  return estimateTurn(request.system) + estimateTokens(JSON.stringify(request.schema)) + turns;
}
