/** Collects an answer as it comes. */
export interface Listener {
  /** Takes a piece; false when the answer is longer than it may be, so that reading should stop. */
  readonly hear: (piece: string) => boolean;
  readonly text: () => string;
}

export function makeListener(most: number, onCharacters: (characters: number) => void): Listener {
  let text = '';
  return {
    hear: (piece) => {
      if (piece !== '') {
        text += piece;
        onCharacters(text.length);
      }
      return text.length <= most;
    },
    text: () => text,
  };
}
