import { DOCTOR } from './doctor.ts';
import { HOSTS_AND_RUNS, JOURNAL_EVIDENCE, PICTURES, QUARANTINED, TERMINAL } from './host.ts';
import { FLAKE_INPUTS, HOST_OPTIONS, NIX_FILES, NIX_TEXT, OPTION_LISTS } from './nix.ts';
import { ANSWERS, PLANNING_A_SENTENCE, PROVIDER_FINDINGS } from './planning.ts';
import { RUN_PATHS, SECRETS, SETTINGS_AND_POLICY } from './policy.ts';
import { PARAMETER_VALUES, REFERENCES_AND_EXPRESSIONS, RUNBOOK_TEXT } from './runbook.ts';
import { NEWER_ENGINE, SERVICE_FINDINGS } from './service.ts';
import type { FindingCode } from '../finding-codes.ts';
import type { FindingSection } from './section.ts';

/**
 * What every code means, in the order of docs/FINDINGS.md, which is made of it (`npm run docs`). The program reads that
 * document when somebody asks: no run loads this table.
 */
export const FINDING_SECTIONS = [
  RUNBOOK_TEXT,
  PARAMETER_VALUES,
  REFERENCES_AND_EXPRESSIONS,
  ANSWERS,
  PLANNING_A_SENTENCE,
  HOST_OPTIONS,
  NIX_TEXT,
  NIX_FILES,
  SECRETS,
  SETTINGS_AND_POLICY,
  RUN_PATHS,
  TERMINAL,
  HOSTS_AND_RUNS,
  FLAKE_INPUTS,
  JOURNAL_EVIDENCE,
  DOCTOR,
  QUARANTINED,
  PICTURES,
  OPTION_LISTS,
  SERVICE_FINDINGS,
  PROVIDER_FINDINGS,
  NEWER_ENGINE,
] as const satisfies readonly FindingSection[];

type CodesIn<Section> = Section extends FindingSection ? keyof Section['rows'] : never;

/** A code without a row: there is none. */
export type UndocumentedCode = Exclude<FindingCode, CodesIn<(typeof FINDING_SECTIONS)[number]>>;
