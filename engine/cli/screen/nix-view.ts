import type { NixProgress, NixTask } from '../../model/nix-progress.ts';
import { fitColumns } from '../../report/text/fit.ts';
import { nixProgressData } from '../../report/progress/nix-progress-data.ts';
import { renderNixStatus, renderNixTotals } from '../../report/progress/nix-progress.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { Live } from './live.ts';
import type { Output } from './output.ts';
import { terminalPaint } from './paint.ts';

/** Shows how far one Nix command has come. Times are milliseconds since 1970. */
export interface NixView {
  /** As often as one likes; it is shown as often as is good. */
  show(progress: NixProgress, now: number): void;
  /** The command has ended. */
  end(progress: NixProgress, now: number): void;
}

/** Milliseconds from one line to the next: of `--json`; of text, when something else is done, and when nothing is. */
const EVERY = { json: 1_000, changed: 2_000, same: 30_000 };
/** Milliseconds before the first line of text: what is over sooner is told of when it has ended. */
const FIRST: Readonly<Record<NixTask, number>> = { evaluate: 5_000, 'dry-build': 5_000, build: 2_000 };

/** Lines of `--json`; at a terminal lines that are drawn over; elsewhere a line now and then. */
export function makeNixView(output: Output): NixView {
  if (output.json) return jsonView(output);
  return output.live === undefined ? plainView() : liveView(output.live);
}

function jsonView(output: Output): NixView {
  let shown: number | undefined;
  const print = (progress: NixProgress, now: number, ended: boolean): void => {
    shown = now;
    output.answer('progress', nixProgressData(progress, now, ended), () => '');
  };
  return {
    show: (progress, now) => {
      if (now - (shown ?? progress.since) >= EVERY.json) print(progress, now, false);
    },
    end: (progress, now) => print(progress, now, true),
  };
}

function plainView(): NixView {
  let shown = { at: -Infinity, what: '' };
  return {
    show: (progress, now) => {
      if (now - progress.since < FIRST[progress.task]) return;
      const what = whatRuns(progress);
      if (now - shown.at < (what === shown.what ? EVERY.same : EVERY.changed)) return;
      shown = { at: now, what };
      renderNixStatus(visibleData(progress), now).work.forEach((line) => say(`    ${line}`));
    },
    end: (progress, now) => {
      const totals = renderNixTotals(progress, now);
      if (totals !== undefined) say(`    ${totals}`);
    },
  };
}

function liveView(live: Live): NixView {
  const paint = terminalPaint(process.stderr);
  const me = {};
  return {
    show: (progress, now) => {
      const { work, log } = renderNixStatus(visibleData(progress), now);
      const room = live.columns() - INDENT.length;
      const lines = work.map((line) => INDENT + paint.cyan(fitColumns(line, room)));
      const last = log === undefined ? [] : [`${INDENT}  ${paint.dim(fitColumns(log.trim(), room - 2))}`];
      live.draw(me, [...lines, ...last]);
    },
    end: (progress, now) => {
      live.draw(me, []);
      const totals = renderNixTotals(progress, now);
      if (totals !== undefined) live.say(paint.dim(INDENT + totals));
    },
  };
}

const INDENT = '    ';

function whatRuns({ running, builds, copies }: NixProgress): string {
  return [builds.failed, copies.done, ...running.map(({ kind, name }) => `${kind} ${name}`)].join('\n');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
