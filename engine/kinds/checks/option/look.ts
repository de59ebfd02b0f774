import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';

export async function lookAtOption(
  check: CheckOf<'option'>,
  { host, values, redact }: LookContext,
): Promise<CheckResult> {
  const path = values.option(check.path, check.position);
  const tree = await host.snapshots.liveTree();
  const facts = await host.evaluate.live(tree, { options: [path], packages: [] }, redact);
  if (!facts.ok) return { wrong: say('option.no-evaluation', {}) };
  const got = facts.value.options[JSON.stringify(path)];
  if (got === undefined || !got.defined) return { wrong: say('option.no-value', {}) };
  const wanted = values.value(check.equals, check.position);
  return textOf(got.value, check.anyOrder) === textOf(wanted, check.anyOrder)
    ? {}
    : { wrong: say('option.other', { value: got.value }) };
}

function textOf(value: unknown, anyOrder: boolean): string {
  const list: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  if (!anyOrder || list === undefined) return JSON.stringify(value);
  return JSON.stringify(list.map((item) => JSON.stringify(item)).toSorted());
}
