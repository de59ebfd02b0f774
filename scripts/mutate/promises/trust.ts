import type { Broken } from './broken.ts';

/** Whom root believes, and what an approval is for. */
export const TRUST: readonly Broken[] = [
  {
    promise:
      'An approval is for what was shown, a called runbook and the content of files included, and for one run.',
    test: 'tests/steps/change/plan-hash.test.ts',
    title: 'an approval is bound to %s',
    file: 'engine/steps/change/plan-hash.ts',
    code: 'const bound = { ...compiled, runbook: { ...compiled.runbook, file: undefined } };',
    to: 'const bound = { ...compiled, runbook: undefined, graph: undefined };',
    why: 'what a called runbook runs is not part of it',
  },
  {
    promise: 'What the steps do is shown before anybody is asked, whatever their author calls it.',
    test: 'tests/steps/states/consent.test.ts',
    title: 'shows what each step does before it asks, whatever its author calls it',
    file: 'engine/steps/states/consent.ts',
    code: "if (acts.length > 0) context.note(say('consent.acts', { acts }));",
    to: '',
    why: 'a yes is asked for without saying for what',
  },
  {
    promise:
      'Root goes by no settings, policy, service file, runbook or state that somebody else may write to.',
    test: 'tests/host/tree/who-decides.test.ts',
    title: 'is %s',
    file: 'engine/host/tree/who-decides.ts',
    code: 'if (uid !== 0 && uid !== process.geteuid?.()) return `belongs to the user with the id ${uid}`;',
    to: '',
    why: 'whose a file is does not matter',
  },
  {
    promise: 'Root loads no compiled code from the home of somebody else.',
    test: 'tests/cli/start.test.ts',
    title: 'root takes no compiled code from the %s of somebody else, and leaves none there',
    file: 'engine/host/program/compiled-code.ts',
    code: 'const own = isRoot ? ofRoot : inHome(env);',
    to: 'return inHome(env);',
    why: 'the environment says where it lies',
  },
  {
    promise: 'An audit says who else could have written the journal.',
    test: 'tests/cli/trust.test.ts',
    title: 'does not call whole %s that others may write to',
    file: 'engine/journal/ownership.ts',
    code: 'return [...new Set(others)].map(say.otherWriter);',
    to: 'return [];',
    why: 'nobody hears of it',
  },
  {
    promise: 'A proof of who asks is made for a service of root alone, and for one request.',
    test: 'tests/host/socket/client.test.ts',
    title: 'makes no proof for %s',
    file: 'engine/host/socket/proof.ts',
    code: 'return whoElseWrites(socket, shared) ?? whoElseWrites(proofs, shared);',
    to: 'return undefined;',
    why: 'it is made for whoever listens',
  },
  {
    promise: 'What an activation prints is for root alone, and is removed at its end.',
    test: 'tests/host/system/launch.test.ts',
    title: 'what an activation prints is for its own user alone while it runs, and is removed at its end',
    file: 'engine/host/system/launch.ts',
    code: "await writeFile(log, '', { flag: 'wx', mode: 0o600 });",
    to: "await writeFile(log, '', { flag: 'wx', mode: 0o644 });",
    why: 'everybody may read it',
  },
  {
    promise: 'No desktop notification is shown as root.',
    test: 'tests/host/notify/desktop.test.ts',
    title: 'is not shown %s',
    file: 'engine/host/notify/desktop.ts',
    code: 'return found?.isSocket() === true && found.uid === uid;',
    to: 'return found !== undefined;',
    why: 'whose the bus is does not matter',
  },
];
