import type { Reply } from '../../app/conversation/reply.ts';
import { assertNever } from '../../model/outcome.ts';
import { renderAnswer } from '../../report/host/answer.ts';
import { renderEnding } from '../../report/run/ending.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import { renderWhy } from '../../report/run/why.ts';
import { wrapText } from '../../report/text/wrap.ts';
import type { Output } from '../screen/output.ts';

/** Shows what a conversation answers. */
export function showReply(output: Output, reply: Reply): void {
  const { paint } = output;
  switch (reply.kind) {
    case 'read-as':
      return output.text(paint.dim(`= ${reply.sentence}`));
    case 'question':
      return showQuestion(output, reply.question, reply.choices);
    case 'nothing-planned':
      return showQuestion(output, 'There is no plan yet. What should change?', []);
    case 'refusal':
      return output.proposal(reply.proposal);
    case 'answer':
      return output.text(renderAnswer(visibleData(reply.answer), paint));
    case 'plan-stands':
      return output.text(paint.dim("'apply it', 'why?', 'never mind', or change it: 'also …', 'without …'"));
    case 'plan':
      return output.text(
        reply.preview === undefined
          ? `${reply.sentence}: it changes nothing of the configuration`
          : renderPreview(reply.preview, paint),
      );
    case 'not-what-was-shown-last':
      return output.text('You said something else since this plan was shown, so here it is again.\n');
    case 'why':
      return output.text(wrapText(renderWhy(reply.facts, paint), columns()));
    case 'applies':
      return undefined;
    case 'applied-already':
      return output.text(`This plan was already applied, by run ${reply.run}.`);
    case 'dropped':
      return output.text(dropped(reply));
    case 'ended': {
      return output.text(`\n${renderEnding(visibleData(reply.ran), paint)}`);
    }
    default:
      return assertNever(reply);
  }
}

/** How wide the terminal is. */
export function columns(): number {
  return process.stdout.columns ?? 80;
}

function showQuestion(output: Output, question: string, choices: readonly string[]): void {
  const { paint } = output;
  const numbered = choices.map((choice, at) => `  ${paint.bold(`${at + 1}`)}  ${choice}`);
  output.text(wrapText([`${paint.yellow('?')} ${question}`, ...numbered].join('\n'), columns()));
}

function dropped({ what, planStays }: Extract<Reply, { kind: 'dropped' }>): string {
  switch (what) {
    case 'question':
      return planStays ? 'The previous plan stays.' : 'Nothing changes.';
    case 'plan':
      return 'The plan is dropped. Nothing was changed.';
    case 'nothing':
      return 'There is no plan to drop.';
    default:
      return assertNever(what);
  }
}
