import * as fc from 'fast-check';
import { parse } from 'yaml';
import { readFollowUp } from '../../../engine/compile/follow-up/follow-up.ts';
import { propose } from '../../../engine/compile/propose.ts';
import { understand } from '../../../engine/compile/understand.ts';
import { splitLine } from '../../../engine/cli/completion/split.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { textsOf } from '../inputs/corpus.ts';
import { mutatedText } from '../inputs/text.ts';
import { endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const WORDS = [
  'install ',
  'enable ',
  'open port ',
  'add user ',
  'and ',
  'then ',
  'not ',
  'without ',
  'except ',
  'also ',
  'docker',
  'nginx',
  'postgresql',
  'alice',
  '443',
  '70000',
  'the',
  'firewall',
  'ssh key',
  'ssh-ed25519 AAAA',
  'services.nginx.enable = true',
  'networking.firewall.allowedTCPPorts',
  '"',
  "'",
  ', ',
  '; ',
  '. ',
  '? ',
  '-',
  '２２',
  '１',
  'dockeŕ',
  'ｄｏｃｋｅｒ',
  'дocker',
  'enable​',
  '安装 docker',
  'ڈاکر',
  '‮trop',
] as const;

/** A request in words, and a line that follows it, through the built-in planner. */
export const sentenceTarget: Target = {
  name: 'sentence',
  about: 'requests in words and what is said after them: any script, any length, control characters',
  inputs: () => {
    const requests = textsOf('tests/data/requests/requests.yaml', 'tests/compile/*.yaml').flatMap(requestsIn);
    const salad = fc
      .array(fc.constantFrom(...WORDS, ...requests.flatMap((request) => request.split(' '))), {
        maxLength: 30,
      })
      .map((words) => words.join(' '));
    const sentence = fc.oneof(
      { weight: 3, arbitrary: mutatedText(fc.constantFrom(...requests), WORDS) },
      { weight: 2, arbitrary: salad },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...WORDS), fc.constantFrom(50, 400))
          .map(([word, times]) => word.repeat(times)),
      },
    );
    return fc.tuple(sentence, sentence, fc.constantFrom('minimal', 'desktop'));
  },
  open: async () => {
    const { baseHost, index } = await import('../../../tests/compile/host.ts');
    const play = ([sentence = '', next = '', name = 'minimal']: Input): Ending => {
      const { facts } = baseHost(name);
      const read = (text: string) => understand(text, index, facts);
      const understood = read(sentence);
      const users = [...facts.users];
      if (understood.kind === 'change') {
        const plan = { sentence, edits: understood.edits, applied: false };
        readFollowUp(next, { plan }, { read, users });
      } else if (understood.kind === 'ask')
        readFollowUp(next, { question: { choices: understood.choices } }, { read, users });
      splitLine(sentence);
      const proposal = propose(sentence, index, facts);
      // What we write ourselves has to be a runbook.
      if (
        proposal.kind === 'runbook' &&
        endingOf(parseRunbook(proposal.text, 'made.yaml', 'generated')) === 'refused'
      )
        throw new Error(`the runbook made of it does not parse\n${proposal.text}`);
      return proposal.kind === 'refuse' ? 'refused' : 'taken';
    };
    return { play };
  },
};

function requestsIn(text: string): readonly string[] {
  const data: unknown = parse(text);
  return Array.isArray(data)
    ? data.flatMap((row: unknown) =>
        typeof row === 'object' && row !== null && 'request' in row ? [String(row.request)] : [],
      )
    : [];
}
