/** Pixels. */
export const FONT = { title: 20, subtitle: 13, name: 14, detail: 11.5, label: 11, band: 12 } as const;

export const MARGIN = 28;
/** Width of the column with the names of the phases. */
export const BAND_LABEL = 92;
export const BAND_PADDING = 14;

export const BOX_PADDING = 16;
export const BOX_HEIGHT = 50;
export const END_HEIGHT = 44;
export const MAX_BOX_TEXT = 380;
/** Room for the mark and the time of a state that a run was in. */
export const VISIT_ROOM = 78;

/** Between two states below each other, and more where a label stands between them or a phase ends. */
export const ROW_GAP = 26;
export const LABEL_GAP = 12;
export const BAND_GAP = 26;

/** Between two edges that leave one state. */
export const SLOT = 21;
export const LABEL_ROOM = 10;
/** Between two shared lines. */
export const RAIL_GAP = 18;
/** Between two ends. */
export const TARGET_GAP = 16;
/** Lines that run beside each other must be told apart. */
export const CLEAR = 7;
