/*
 * The codes of findings: a closed list, so that a code that is not here does not compile. What each means and what to do
 * stands in findings/, one row a code; docs/FINDINGS.md is made of it, which `nixos-ai explain` reads.
 */

/** By what they are about: their letters. */
// prettier-ignore
const CODES = {
  ANS: ['ANS001', 'ANS002', 'ANS003', 'ANS004', 'ANS005', 'ANS006'],
  AUD: ['AUD001', 'AUD002', 'AUD003', 'AUD004', 'AUD005', 'AUD006', 'AUD007', 'AUD008', 'AUD009', 'AUD010', 'AUD011', 'AUD012', 'AUD013'],
  CEL: ['CEL001', 'CEL002', 'CEL003'],
  CFG: ['CFG001', 'CFG002', 'CFG003', 'CFG010', 'CFG011'],
  CLI: ['CLI001', 'CLI002'],
  DOC: ['DOC001', 'DOC002', 'DOC010', 'DOC011', 'DOC012', 'DOC013', 'DOC014', 'DOC015', 'DOC016', 'DOC017',
    'DOC018', 'DOC019', 'DOC020', 'DOC021', 'DOC022', 'DOC023', 'DOC024', 'DOC025', 'DOC026', 'DOC027',
    'DOC028', 'DOC030', 'DOC031', 'DOC032', 'DOC033', 'DOC040', 'DOC041', 'DOC042', 'DOC043', 'DOC044',
    'DOC050', 'DOC051', 'DOC052', 'DOC053', 'DOC054', 'DOC060', 'DOC061', 'DOC062', 'DOC063', 'DOC064',
    'DOC070', 'DOC071', 'DOC072', 'DOC073', 'DOC080'],
  EDIT: ['EDIT001', 'EDIT002', 'EDIT003', 'EDIT004'],
  EVAL: ['EVAL001', 'EVAL002', 'EVAL003', 'EVAL004', 'EVAL005', 'EVAL006'],
  HOST: ['HOST001', 'HOST002', 'HOST003', 'HOST004', 'HOST005', 'HOST006', 'HOST007', 'HOST008',
    'HOST009', 'HOST010', 'HOST011'],
  IDX: ['IDX001', 'IDX002'],
  INP: ['INP001', 'INP002', 'INP003', 'INP004', 'INP005', 'INP006'],
  LIB: ['LIB001', 'LIB002'],
  LLM: ['LLM001', 'LLM002', 'LLM003', 'LLM004', 'LLM005', 'LLM006', 'LLM007'],
  NEW: ['NEW001'],
  NIX: ['NIX001', 'NIX002', 'NIX003', 'NIX004', 'NIX005', 'NIX006', 'NIX007', 'NIX008', 'NIX009', 'NIX010',
    'NIX101', 'NIX102', 'NIX103', 'NIX104', 'NIX105', 'NIX106', 'NIX107', 'NIX108', 'NIX109', 'NIX110',
    'NIX111', 'NIX112', 'NIX113', 'NIX114', 'NIX115', 'NIX116', 'NIX117', 'NIX118', 'NIX119', 'NIX120',
    'NIX121', 'NIX122', 'NIX123', 'NIX124', 'NIX125', 'NIX126', 'NIX127', 'NIX128', 'NIX129', 'NIX130',
    'NIX131'],
  OPT: ['OPT001', 'OPT002', 'OPT003', 'OPT004', 'OPT005', 'OPT006', 'OPT007', 'OPT008', 'OPT009', 'OPT010',
    'OPT011'],
  PAR: ['PAR001', 'PAR002', 'PAR003', 'PAR004', 'PAR005', 'PAR006'],
  PATH: ['PATH000', 'PATH001', 'PATH002', 'PATH003', 'PATH004', 'PATH005', 'PATH006', 'PATH007', 'PATH008'],
  PIC: ['PIC001', 'PIC002'],
  PLN: ['PLN001', 'PLN002', 'PLN003', 'PLN004', 'PLN005'],
  POL: ['POL001', 'POL002', 'POL003', 'POL004', 'POL005', 'POL006', 'POL007', 'POL008', 'POL009', 'POL010',
    'POL011', 'POL012', 'POL013', 'POL014', 'POL015'],
  PRM: ['PRM001', 'PRM002'],
  PROOF: ['PROOF001', 'PROOF002'],
  QTN: ['QTN001'],
  RB: ['RB001', 'RB002', 'RB003', 'RB004', 'RB005', 'RB006', 'RB007', 'RB008', 'RB009', 'RB010', 'RB011',
    'RB012', 'RB020', 'RB021', 'RB022', 'RB023', 'RB024', 'RB025', 'RB026', 'RB027', 'RB028', 'RB029',
    'RB030', 'RB031', 'RB032', 'RB033', 'RB034', 'RB040', 'RB041', 'RB042', 'RB043', 'RB044', 'RB045',
    'RB046', 'RB047', 'RB048', 'RB101', 'RB102', 'RB103', 'RB104', 'RB105'],
  REF: ['REF001', 'REF002', 'REF003', 'REF004', 'REF005', 'REF006', 'REF007'],
  RES: ['RES001', 'RES002', 'RES003', 'RES004', 'RES005', 'RES006'],
  RUN: ['RUN001', 'RUN002', 'RUN003', 'RUN004', 'RUN005', 'RUN006', 'RUN007', 'RUN008', 'RUN009', 'RUN010', 'RUN011', 'RUN012',
    'RUN013'],
  SBX: ['SBX001', 'SBX002', 'SBX003', 'SBX004', 'SBX005', 'SBX006'],
  SEC: ['SEC001', 'SEC002'],
  SRV: ['SRV000', 'SRV001', 'SRV002', 'SRV003', 'SRV004', 'SRV005', 'SRV010', 'SRV011', 'SRV020', 'SRV021',
    'SRV022', 'SRV023', 'SRV024'],
} as const;

/** What a code is about: its letters. */
export type FindingFamily = keyof typeof CODES;

export type FindingCode = (typeof CODES)[FindingFamily][number];

/** Said in the place of a code that only a newer engine knows. */
export const UNKNOWN_CODE: FindingCode = 'NEW001';

export const FINDING_CODES: ReadonlySet<FindingCode> = new Set(Object.values(CODES).flat());

const NAMES: ReadonlySet<string> = FINDING_CODES;

/** Whether a text is a code that this engine knows. */
export function isFindingCode(text: string): text is FindingCode {
  return NAMES.has(text);
}

/**
 * Whether a code is of a family.
 *
 * @example
 * isOfFamily('OPT002', 'OPT')   // true
 */
export function isOfFamily(code: FindingCode, family: FindingFamily): boolean {
  const codes: readonly FindingCode[] = CODES[family];
  return codes.includes(code);
}
