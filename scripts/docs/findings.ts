import type { FindingSection } from '../../engine/model/findings/section.ts';
import { wrapText } from '../../engine/report/text/wrap.ts';

export const FINDINGS = 'docs/FINDINGS.md';

const HEAD = `# Findings

Every problem the engine reports has a code. Codes are stable: scripts may rely on them. A message says what failed,
what was found and what is allowed; the remedy that fits the case is printed below it.
`;

/** The table of all codes, from `engine/model/findings/`. */
export function renderFindingsReference(sections: readonly FindingSection[]): string {
  return [HEAD, ...sections.map(renderSection)].join('\n');
}

function renderSection({ title, intro, rows }: FindingSection): string {
  const lines = Object.entries(rows).map(
    ([code, [meaning, remedy]]) => `| ${code} | ${meaning} | ${remedy} |`,
  );
  const above = intro === undefined ? [] : [wrapText(intro, 118, () => 0), ''];
  return [`## ${title}`, '', ...above, '| code | meaning | remedy |', '|---|---|---|', ...lines, ''].join(
    '\n',
  );
}
