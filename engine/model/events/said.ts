import type { WrittenMessage } from '../step-message.ts';
import { isObject, isRecord, isText, optional } from './shape.ts';

/** What an event says as data. Which codes there are a newer engine may know better. */
export const isSaid = optional(isObject<WrittenMessage>({ code: isText, values: isRecord }));
