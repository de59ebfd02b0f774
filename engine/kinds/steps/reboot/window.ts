import { isMapping, readMatching, type Node } from '../../../document/reader.ts';
import { parseWindow, renderWindow, WINDOW } from '../../../document/window.ts';
import { readParamRef } from '../../../document/written.ts';
import { failed, ok, type Result } from '../../../model/finding.ts';
import type { ParamRef, StepOf, TimeWindow } from '../../../model/runbook.ts';
import { TEXT, type Visitor } from '../../place.ts';
import type { EarlyValues } from '../../step-kind.ts';
import { misshapen } from '../misshapen.ts';

/** Times of day, or a parameter that has them. */
export type Window = TimeWindow | ParamRef;

const FORM = 'two times of day such as 02:00-04:00';

export function readWindow(node: Node): Window | undefined {
  if (isMapping(node.value)) return readParamRef(node, 'window');
  const text = readMatching(node, 'window', WINDOW, FORM);
  return text === undefined ? undefined : parseWindow(text);
}

/** What a visitor puts in is another parameter, or text that was checked where it was given. */
export function visitWindow(window: Window, at: Visitor): Window {
  if (!('kind' in window)) return window;
  const put = at.value(window, { type: TEXT });
  if (typeof put === 'string') return parseWindow(put) ?? window;
  const isParam = typeof put === 'object' && put !== null && 'kind' in put && put.kind === 'param';
  return isParam ? put : window;
}

export function bindWindow(step: StepOf<'reboot'>, values: EarlyValues): Result<StepOf<'reboot'>> {
  if (step.window === undefined || !('kind' in step.window)) return ok(step);
  const text = values.text(step.window, step.position);
  if (!text.ok) return text;
  const window = parseWindow(text.value);
  return window === undefined ? failed(misshapen(step, 'window', text.value, FORM)) : ok({ ...step, window });
}

/** The window once it is bound: a parameter is put in before a run begins. */
export function windowOf({ window, id }: StepOf<'reboot'>): TimeWindow | undefined {
  if (window !== undefined && 'kind' in window) throw new TypeError(`the window of '${id}' is not bound`);
  return window;
}

/** The times, or undefined where they are a parameter's. */
export function timesOf(window: Window): string | undefined {
  return 'kind' in window ? undefined : renderWindow(window);
}
