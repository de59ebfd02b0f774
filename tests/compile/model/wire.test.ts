import { afterEach, describe, expect, test } from 'vitest';
import type { Drafted } from '../../../engine/compile/model/drafted.ts';
import { draftWithModel } from '../../../engine/compile/model/loop.ts';
import { makeCompleteInOrder } from '../../../engine/llm/complete.ts';
import { fakeClock, KEY, PROTOCOLS, settingsFor, type Protocol } from '../../llm/support/calls.ts';
import type { Reply, Script, ScriptedServer } from '../../llm/support/servers.ts';
import { answer, DOCKER, factsFor, judgeWith, runbookAnswer, runbookOf } from './support.ts';
import { until } from '../../lib/until.ts';

const facts = factsFor('install docker and enable it');
const WRONG = runbookAnswer(runbookOf('{ set: virtualisation.dokcer.enable, to: true }'));

const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

interface Played {
  readonly drafted: Drafted;
  readonly servers: readonly ScriptedServer[];
}

/** A whole draft, with servers in the order in which they are asked. */
async function play(steps: readonly (readonly [Protocol, Script])[], signal?: AbortSignal): Promise<Played> {
  const servers = await Promise.all(steps.map(async ([protocol, script]) => protocol.start(script)));
  open.push(...servers);
  const list = steps.map(([protocol], at) => settingsFor(protocol, servers[at]?.url ?? ''));
  const deps = { env: { TEST_KEY: KEY }, clock: fakeClock(), random: () => 0.5 };
  const drafted = await draftWithModel({
    facts,
    complete: makeCompleteInOrder(list, deps),
    judge: judgeWith(facts),
    rounds: 3,
    signal: signal ?? new AbortController().signal,
  });
  return { drafted, servers };
}

function says(text: string): Reply {
  return { kind: 'answer', text, pieces: 7 };
}

/** What one server was sent, as text. */
function sent(server: ScriptedServer | undefined, at: number): string {
  return JSON.stringify(server?.requests[at]?.body);
}

describe.each(PROTOCOLS.map((protocol) => [protocol.name, protocol] as const))(
  'over %s',
  (name, protocol) => {
    test('a hallucinated option is mended in the second round', async () => {
      const { drafted, servers } = await play([[protocol, [says(WRONG), says(runbookAnswer(DOCKER))]]]);
      expect(drafted).toMatchObject({
        kind: 'runbook',
        text: DOCKER,
        value: { runbook: { origin: 'generated' } },
      });
      expect(drafted.calls).toMatchObject([
        { round: 1, provider: name, outcome: 'sent-back', findings: ['OPT001'], usage: { outputTokens: 30 } },
        { round: 2, provider: name, outcome: 'accepted', findings: [] },
      ]);
      const [server] = servers;
      expect(server?.requests).toHaveLength(2);
      expect(sent(server, 0)).not.toContain('OPT001');
      expect(sent(server, 1)).toContain("OPT001 7:16 option 'virtualisation.dokcer.enable' does not exist");
      expect(sent(server, 1)).toContain("did you mean 'virtualisation.docker.enable'");
    });

    test('an answer that is not JSON is repaired', async () => {
      const { drafted } = await play([[protocol, [says('Here you are: {'), says(runbookAnswer(DOCKER))]]]);
      expect(drafted).toMatchObject({ kind: 'runbook', text: DOCKER });
      expect(drafted.calls[0]?.findings).toEqual(['ANS001']);
    });

    test('the schema of the answer and the request go out, and no key but in its header', async () => {
      const { drafted, servers } = await play([
        [protocol, [says(answer({ kind: 'task', task: 'upgrade' }))]],
      ]);
      expect(drafted).toMatchObject({ kind: 'task', task: 'upgrade' });
      expect(sent(servers[0], 0)).toContain('look_up');
      expect(sent(servers[0], 0)).toContain('install docker and enable it');
      expect(sent(servers[0], 0)).not.toContain(KEY);
    });

    test('a server that is down is gone past, and both calls are told', async () => {
      const other = PROTOCOLS.find((one) => one !== protocol) ?? protocol;
      const { drafted } = await play([
        [protocol, [{ kind: 'status', status: 503 }]],
        [other, [says(runbookAnswer(DOCKER))]],
      ]);
      expect(drafted).toMatchObject({ kind: 'runbook', text: DOCKER });
      expect(drafted.calls).toMatchObject([
        { round: 1, provider: name, outcome: 'failed', attempts: 3 },
        { round: 1, provider: other.name, outcome: 'accepted' },
      ]);
    });

    test('when nobody answers, it says why', async () => {
      const { drafted } = await play([[protocol, [{ kind: 'status', status: 401 }]]]);
      expect(drafted).toMatchObject({ kind: 'failed', failure: { kind: 'unauthorized', provider: name } });
      expect(JSON.stringify(drafted)).not.toContain(KEY);
    });

    test('an interrupt ends it at once', async () => {
      const abort = new AbortController();
      const playing = play([[protocol, [{ kind: 'hang' }]]], abort.signal);
      await until(() => open[0]?.requests[0], 'a request');
      abort.abort();
      const { drafted } = await playing;
      expect(drafted).toMatchObject({ kind: 'failed', failure: { kind: 'aborted' } });
    });
  },
);
