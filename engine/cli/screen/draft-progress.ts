import type { ModelProgress } from '../../compile/model/drafted.ts';
import { renderDraftProgress } from '../../report/progress/draft-progress.ts';
import { visible } from '../../report/text/visible.ts';
import type { Output } from './output.ts';

/** Says what a model is doing: one line that is written over on a terminal, a line for each round elsewhere. */
export interface DraftProgressLine {
  show(progress: ModelProgress): void;
  end(): void;
}

export function makeDraftProgress(output: Output): DraftProgressLine {
  const live = process.stderr.isTTY && process.env['TERM'] !== 'dumb' && !output.json;
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001B[K');
    shown = false;
  };
  return {
    show: (progress) => {
      const line = renderDraftProgress(progress);
      if (line === undefined || output.json) return;
      const text = visible(line.text);
      if (line.lasting) {
        clear();
        process.stderr.write(`${text}\n`);
      } else if (live) {
        clear();
        process.stderr.write(text.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1)));
        shown = true;
      }
    },
    end: clear,
  };
}
