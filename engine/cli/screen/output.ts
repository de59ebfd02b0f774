import { previewIn } from '../../model/events/preview-in.ts';
import type { RunEvent } from '../../model/event.ts';
import type { Finding } from '../../model/finding.ts';
import type { Proposal } from '../../model/proposal.ts';
import { redactData, type Redact } from '../../redact/redact-data.ts';
import { renderFinding } from '../../report/findings.ts';
import { layOut } from '../../report/text/lay-out.ts';
import type { Paint } from '../../report/text/paint.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { renderProgress } from '../../report/progress/progress.ts';
import { visibleData, visibleJson, visiblePainted } from '../../report/text/visible.ts';
import { redactByForm } from '../../run/host-redactor.ts';
import { makeLive, type Live } from './live.ts';
import { terminalPaint } from './paint.ts';
import { isPlain } from './plain.ts';
import { layoutOf } from './style.ts';

/** What a command says, to a person or as newline-delimited JSON (schemas/event.schema.json). */
export interface Output {
  /** Takes secrets out of everything that is said from now on. */
  hide(redact: Redact): void;
  /** Text as it may be said. */
  readonly redact: Redact;
  readonly json: boolean;
  readonly paint: Paint;
  /** Lines that are drawn over, where a person sees them. */
  readonly live: Live | undefined;
  /** An event as it was written down: its secrets are out of it. */
  event(event: RunEvent): void;
  findings(findings: readonly Finding[]): void;
  proposal(proposal: Exclude<Proposal, { kind: 'runbook' | 'task' }>): void;
  /** An answer: one JSON object, or the text made of it. */
  answer(type: string, value: object, text: () => string): void;
  text(text: string): void;
}

export function makeOutput(json: boolean): Output {
  return json ? jsonOutput() : terminalOutput();
}

function jsonOutput(): Output {
  const hidden = hiding();
  const write = (value: object): void => void process.stdout.write(`${visibleJson(value)}\n`);
  const print = (value: object): void => write(redactData(value, hidden.redact));
  return {
    ...hidden,
    json: true,
    paint: terminalPaint(process.stderr),
    live: undefined,
    event: write,
    findings: (findings) => findings.forEach((finding) => print({ v: 1, type: 'finding', ...finding })),
    proposal: (proposal) => {
      const { kind, ...rest } = proposal;
      print({ v: 1, type: kind === 'ask' ? 'question' : 'refusal', ...rest });
    },
    answer: (type, value) => print({ v: 1, type, ...value }),
    text: () => undefined,
  };
}

function terminalOutput(): Output {
  const paint = terminalPaint(process.stdout);
  const hidden = hiding();
  const live = isPlain() ? undefined : makeLive(process.stderr);
  const write = (text: string): void => {
    live?.clear();
    process.stdout.write(`${layOut(visiblePainted(text), layoutOf(process.stdout))}\n`);
  };
  const say = (text: string): void => write(hidden.redact(text));
  return {
    ...hidden,
    json: false,
    paint,
    live,
    event: (told) => {
      const event = visibleData(told);
      const line = renderProgress(event, paint);
      if (line !== undefined) write(line);
      const preview = previewIn(event);
      if (preview !== undefined) write(`\n${renderPreview(preview, paint)}\n`);
    },
    findings: (findings) => {
      live?.clear();
      const errors = terminalPaint(process.stderr);
      for (const finding of findings) {
        const colour = finding.severity === 'error' ? errors.red : errors.yellow;
        const text = hidden.redact(renderFinding(visibleData(finding)));
        const painted = text.replace(/\b(error|warning|info)\b/u, (word) => colour(word));
        process.stderr.write(`${layOut(painted, layoutOf(process.stderr))}\n`);
      }
    },
    proposal: (made) => {
      const proposal = visibleData(made);
      if (proposal.kind === 'ask') {
        say(`${paint.yellow('?')} ${proposal.question}`);
        proposal.choices.forEach((choice) => say(`  - ${choice}`));
        return;
      }
      say(`${paint.red('✗')} ${proposal.reason}`);
      if (proposal.nearest.length > 0) say(`  nearest: ${proposal.nearest.join(', ')}`);
    },
    answer: (_type, _value, text) => say(text()),
    text: say,
  };
}

/** Until the host is known, secrets are known by their form. */
function hiding(): Pick<Output, 'hide' | 'redact'> {
  let current: Redact = redactByForm;
  return {
    hide: (redact) => {
      current = redact;
    },
    redact: (text) => current(text),
  };
}
