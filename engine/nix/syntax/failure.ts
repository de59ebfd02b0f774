import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';

/** Unwinds the parser; caught in `parseNix`, which returns its finding. Never leaves this folder. */
export class SyntaxFailure extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

export interface Problem {
  readonly code: FindingCode;
  readonly message: string;
  readonly fix?: string;
}

export function syntaxFailure(text: string, offset: number, file: string, problem: Problem): SyntaxFailure {
  return new SyntaxFailure({ severity: 'error', ...problem, position: positionAt(text, offset, file) });
}
