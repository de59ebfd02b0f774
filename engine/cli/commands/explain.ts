import { readCodeTable } from '../../host/program/code-table.ts';
import { findExplanations, nearestCodes } from '../../report/explain/codes.ts';
import { renderExplanations } from '../../report/explain/render.ts';
import { explain } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';
import { readingStyle } from '../screen/style.ts';

export const command = makeCommand(explain, async (context, { args }) => {
  const { output } = context;
  const all = readCodeTable();
  const { code } = args;
  const found = code === undefined ? all.filter((one) => /^\d/u.test(one.code)) : findExplanations(code, all);
  if (found.length === 0) {
    context.refuse([
      {
        code: 'CLI002',
        severity: 'error',
        message: `there is no code ${JSON.stringify(code)}`,
        fix: `nearest: ${nearestCodes(code ?? '', all).join(', ')}`,
      },
    ]);
  }
  output.answer('explanations', { explanations: found }, () => renderExplanations(found, readingStyle()));
});
