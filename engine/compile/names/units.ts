import { LANGUAGE } from '../language.ts';

/** Modules whose main unit is known and runs whenever they are on. */
export const UNITS: Readonly<Record<string, string>> = LANGUAGE.units;
