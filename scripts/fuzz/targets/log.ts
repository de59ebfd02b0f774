import * as fc from 'fast-check';
import { parseBuildPlan } from '../../../engine/nix/build-plan.ts';
import { nixMessage } from '../../../engine/nix/errors.ts';
import { parseFreed } from '../../../engine/nix/log/freed.ts';
import { NixLog } from '../../../engine/nix/log/nix-log.ts';
import { withoutColours } from '../../../engine/nix/log/plain.ts';
import { parseOptionList, parsePackageList } from '../../../engine/nix/options/list.ts';
import { textsOf } from '../inputs/corpus.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const DICTIONARY = [
  '@nix ',
  '@nix {"action":"start","id":1,"type":105,"level":3,"text":"","fields":["/nix/store/a.drv","",1,1]}\n',
  '@nix {"action":"stop","id":1}\n',
  '@nix {"action":"result","id":1,"type":105,"fields":[1,2,3,4]}\n',
  '@nix {"action":"result","id":1,"type":101,"fields":["line"]}\n',
  '"fields":[',
  '"id":',
  '"level":-1',
  '@nix {"action":"msg","level":0,"msg":"error: x"}\n',
  'error:',
  'warning: ',
  '/nix/store/',
  '.drv',
  '\x1B[31;1m',
  'these 2 derivations will be built:\n',
  'these paths will be fetched (1.5 MiB download, 2 MiB unpacked):\n',
  '\n',
  '1e309',
  '18446744073709551616',
  '-1',
  '"__proto__":',
  '{"name":"a","type":"b","tree":{"name":"bool"}}\n',
] as const;

/** What Nix prints, cut anywhere: its log, its plan of what to build, its errors, its lists. */
export const logTarget: Target = {
  name: 'log',
  about: 'what Nix prints: internal-json logs cut anywhere, build plans, errors, lists of options',
  inputs: () => {
    const corpus = textsOf('tests/data/nix-log/*/*').map((text) => text.slice(0, 60_000));
    const texts = fc.oneof(
      { weight: 4, arbitrary: mutatedText(fc.constantFrom(...corpus), DICTIONARY) },
      { weight: 1, arbitrary: mutatedBytes(fc.constantFrom(...corpus)) },
      {
        weight: 1,
        arbitrary: fc.array(fc.constantFrom(...DICTIONARY), { maxLength: 60 }).map((list) => list.join('')),
      },
    );
    return fc.tuple(
      texts,
      fc.array(fc.nat(200_000), { maxLength: 12 }).map((cuts) => JSON.stringify(cuts)),
    );
  },
  open: () => ({
    play: ([text = '', cuts = '[]']: Input): Ending => {
      const bytes = Buffer.from(text);
      const whole = readLog([bytes]);
      if (readLog(partsOf(bytes, JSON.parse(cuts))) !== whole)
        throw new Error('it reads another log where it is cut');
      parseBuildPlan(text);
      nixMessage(text);
      parseFreed(text);
      withoutColours(text);
      const lists = [endingOf(parseOptionList(text)), endingOf(parsePackageList(text))];
      return lists.includes('taken') || text.includes('@nix') ? 'taken' : 'refused';
    },
  }),
};

/** Everything that is known when the parts have come, as text. */
function readLog(parts: readonly Uint8Array[]): string {
  const log = new NixLog('build', 0);
  for (const part of parts) {
    log.write(part, 1_000);
    log.progress();
  }
  log.end(1_000);
  return JSON.stringify([log.progress(), log.failedBuilds(), log.text()]);
}

function partsOf(bytes: Uint8Array, cuts: unknown): readonly Uint8Array[] {
  const places = (Array.isArray(cuts) ? cuts : []).map((cut: unknown) => Number(cut) % (bytes.length + 1));
  const sorted = [0, ...places.toSorted((left, right) => left - right), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}
