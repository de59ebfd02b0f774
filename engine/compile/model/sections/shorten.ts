/** Takes out of a text of the host what no provider may see. */
export type Clean = (text: string) => string;

/** Text cut at a whole character. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Text that keeps its beginning and its end. */
export function shortenMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.floor(limit / 3);
  return `${shorten(text, limit - end)}${text.slice(-end).replace(/^\p{Surrogate}/u, '')}`;
}

/** Text on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
