import type { WrittenMessage } from '../step-message.ts';
import { isListOf, isObject, isRecord, isText, optional } from './shape.ts';

const isMessage = isObject<WrittenMessage>({ code: isText, values: isRecord });

/** What an event says as data. Which codes there are a newer engine may know better. */
export const isSaid = optional(isMessage);

/** What the end of a run remarks, as data. */
export const isSaidOfMany = optional(isListOf(isMessage));
