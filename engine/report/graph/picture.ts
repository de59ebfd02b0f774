import type { Phase, StepOutcome } from '../../model/outcome.ts';
import type { DiagramNode, Manner } from './diagram.ts';

/*
 * A diagram with a place for everything, in pixels from the upper left. Whoever draws it decides nothing but colours.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Label extends Point {
  readonly text: string;
  /** Pixels from `x` to the right, at most. */
  readonly width: number;
}

export interface Box extends Rectangle {
  readonly node: DiagramNode;
  /** The name and detail, cut to the box where they are very long. */
  readonly name: string;
  readonly detail: string;
}

/** States of one phase that follow each other. */
export interface Band extends Rectangle {
  readonly phase: Phase;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly on: readonly StepOutcome[];
  readonly taken: readonly StepOutcome[];
  readonly manner: Manner;
  /** From the edge of one box to the edge of the other. */
  readonly points: readonly Point[];
  /** Points up to where it meets the others that lead to the same box; all of them where it meets none. */
  readonly own: number;
  readonly label?: Label;
}

/** The part that the arrows to one box share. */
export interface Rail {
  readonly to: string;
  readonly manner: Manner;
  readonly trunk: readonly [Point, Point];
  /** From the trunk to the box. */
  readonly lead: readonly Point[];
  readonly joints: readonly Point[];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: Label;
  readonly subtitle: readonly Label[];
  readonly bands: readonly Band[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly rails: readonly Rail[];
  readonly legend: readonly LegendItem[];
  readonly traced: boolean;
}

export interface LegendItem extends Label {
  readonly sample: Manner | 'engine' | 'step' | 'mutates' | 'taken' | 'pale';
}
