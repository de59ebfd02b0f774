import { globSync, readFileSync } from 'node:fs';
import { expect, expectTypeOf, it } from 'vitest';
import type { CheckKind } from '../../engine/kinds/check-kind.ts';
import type { CheckResult } from '../../engine/kinds/look.ts';
import type { PerformContext, Performance, Performed } from '../../engine/kinds/perform.ts';
import type { Step } from '../../engine/model/runbook.ts';
import type { StepMessage } from '../../engine/model/step-message.ts';
import type { StepContext } from '../../engine/steps/context.ts';

type Problems = Promise<readonly StepMessage[]>;

it('what states, steps and checks say is data: none of it is a text', () => {
  expectTypeOf<Performed>().not.toHaveProperty('message');
  expectTypeOf<Performed['said']>().toEqualTypeOf<StepMessage | undefined>();
  expectTypeOf<Parameters<StepContext['note']>[0]>().toEqualTypeOf<StepMessage>();
  expectTypeOf<Parameters<StepContext['announce']>[0]>().toEqualTypeOf<StepMessage>();
  expectTypeOf<Parameters<PerformContext['note']>[0]>().toEqualTypeOf<StepMessage>();
  expectTypeOf<Parameters<PerformContext['announce']>[0]>().toEqualTypeOf<StepMessage>();
  expectTypeOf<ReturnType<NonNullable<Performance<Step>['undo']>>>().toEqualTypeOf<Problems>();
  expectTypeOf<ReturnType<NonNullable<Performance<Step>['again']>>>().toEqualTypeOf<Problems>();
  expectTypeOf<CheckResult['wrong']>().toEqualTypeOf<StepMessage | undefined>();
  expectTypeOf<ReturnType<CheckKind['claim']>>().toExtend<StepMessage>();
});

it('events that say something are made in one place each, with what they say as data', () => {
  const makers = globSync('engine/{app,cli,host,journal,kinds,run,service,steps}/**/*.ts').filter((file) =>
    /type: '(?:note|mutation|step-ended|run-ended|run-paused)',/u.test(readFileSync(file, 'utf8')),
  );
  expect(makers.toSorted()).toEqual([
    'engine/run/play/conductor.ts',
    'engine/run/play/end-run.ts',
    'engine/run/play/how-it-ended.ts',
  ]);
});

it('a message is put into English where the event is written, and in no state, step or check', () => {
  const tells = globSync(['engine/steps/**/*.ts', 'engine/kinds/**/*.ts']).filter((file) =>
    /\btell(?:Message|WithFindings)\b|type: '(?:note|mutation|step-ended)'/u.test(readFileSync(file, 'utf8')),
  );
  expect(tells).toEqual([]);
});
