import { readFileSync } from 'node:fs';

/** The input is not of the form; the message says where. */
export class WrongForm extends Error {}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongForm(`${file} cannot be read`, { cause: error });
  }
}
