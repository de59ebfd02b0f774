import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { wordsOfEdits } from '../../../engine/compile/follow-up/edit-words.ts';
import { atomsOf, isPhraseWithin } from '../../../engine/compile/follow-up/edits.ts';
import { readFollowUp } from '../../../engine/compile/follow-up/follow-up.ts';
import type { FollowUp } from '../../../engine/compile/follow-up/said.ts';
import { understand } from '../../../engine/compile/understand.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import { renderEdit } from '../../../engine/report/run/why.ts';
import { hosts, index } from '../host.ts';
import { draws } from '../../lib/scope.ts';

const host = hosts.desktop;
const read = (sentence: string) => understand(sentence, index, host);
const facts = { read, users: host.users };

function planOf(sentence: string, applied = false) {
  const meant = read(sentence);
  if (meant.kind !== 'change') throw new Error(`'${sentence}' is no change: ${JSON.stringify(meant)}`);
  return { sentence, edits: meant.edits, applied };
}

/** A sentence as it is; an action in brackets; a question with its choices. */
function show(meant: FollowUp | undefined): string {
  if (meant === undefined) return '-';
  switch (meant.kind) {
    case 'sentence':
      return meant.sentence;
    case 'action':
      return `[${meant.action}]`;
    case 'ask':
      return ['?', ...meant.choices].join(' | ');
    case 'unsure':
      return '??';
    default:
      return assertNever(meant);
  }
}

/** The last sentence, and what each line means after it. */
const AFTER_A_PLAN: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'enable docker': [
    ['also nginx', 'enable docker, then enable nginx'],
    ['and nginx', 'enable docker, then enable nginx'],
    ['and podman as well', 'enable docker, then enable podman'],
    ['podman too', 'enable docker, then enable podman'],
    ['also enable nginx', 'enable docker, then enable nginx'],
    ['enable nginx too', 'enable docker, then enable nginx'],
    ['and open port 80', 'enable docker, then open port 80'],
    ['yes, and also install htop', 'enable docker, then install htop'],
    ['use podman instead', 'enable podman'],
    ['podman instead', 'enable podman'],
    ['instead podman', 'enable podman'],
    ['no, podman instead', 'enable podman'],
    ['rather podman', 'enable podman'],
    ['without docker', '? | never mind'],
    ['yes but without docker', '? | never mind'],
    ['without nginx', '??'],
    // What being in its group means is asked then.
    ['also for bob', 'enable docker, then enable docker for bob'],
    ['also 443', '??'],
    ['also foobarbaz', '??'],
    ['use port 8080 instead', '??'],
    ['enable podman instead', 'enable podman'],
    ['install htop', '-'],
    ['use podman instead of docker', '-'],
    ['what runs on port 80?', '-'],
    ['also docker', '?'],
    ['docker instead', '??'],
    ['then reboot', '??'],
    ['and why?', '??'],
    ['and apply it', '??'],
    ['make it so that everybody is happy', '??'],
    ['why did nginx fail?', '-'],
  ],
  'install htop': [
    ['also git', 'install htop, then install git'],
    ['and git', 'install htop, then install git'],
    ['tmux and git as well', 'install htop, then install tmux and git'],
    ['for bob too', 'install htop, then install htop for bob'],
    ['for bob instead', 'install htop for bob'],
    ['only for bob', 'install htop for bob'],
    ['for me too', '??'],
    ['vim instead', 'install vim'],
    ['skip htop', '? | never mind'],
  ],
  'install htop for alice': [
    ['also for bob', 'install htop for alice, then install htop for bob'],
    ['for bob too', 'install htop for alice, then install htop for bob'],
    ['and bob as well', 'install htop for alice, then install htop for bob'],
    ['bob too', 'install htop for alice, then install htop for bob'],
    ['bob instead', 'install htop for bob'],
    ['also for dave', 'install htop for alice, then install htop for dave'],
    [
      'also git',
      '? | install htop for alice, then install git | install htop for alice, then install git for alice',
    ],
    ['not for alice', '? | never mind'],
    ['not for bob', '??'],
  ],
  'install htop, vim and vlc': [
    ['but not vlc', 'install htop, vim'],
    ['without htop', 'install vim and vlc'],
    ['not vim', 'install htop and vlc'],
    ['without the vlc', 'install htop, vim'],
    ['without emacs', '??'],
    ['without v', '??'],
    ['emacs instead', '??'],
  ],
  'open port 80': [
    ['also 443', 'open port 80, then open port 443'],
    ['443 too', 'open port 80, then open port 443'],
    ['and port 443', 'open port 80, then open port 443'],
    ['use port 8080 instead', 'open port 8080'],
    ['instead on port 8080', 'open port 8080'],
    ['make it 8080', 'open port 8080'],
    ['8080 instead', 'open port 8080'],
    ['make it 80', '??'],
    ['without 80', '? | never mind'],
    ['for bob too', '??'],
  ],
  'enable docker and open ports 80 and 443': [
    ['also 8080', 'enable docker and open ports 80 and 443, then open port 8080'],
    ['without 443', 'enable docker and open ports 80'],
    ['not port 80', 'enable docker and open ports 443'],
    ['without docker', 'open ports 80 and 443'],
    [
      'use port 8080 instead',
      '? | enable docker and open ports 8080 and 443 | enable docker and open ports 80 and 8080',
    ],
  ],
  'add alice and bob to the docker group': [
    ['not for alice', 'add bob to the docker group'],
    ['without bob', 'add alice to the docker group'],
    ['not for carol', '??'],
  ],
  'create user carol': [
    ['and dave too', 'create user carol, then create user dave'],
    ['also for dave', 'create user carol, then create user dave'],
    ['dave instead', 'create user dave'],
  ],
  'install docker and enable nginx': [
    ['without docker', 'enable nginx'],
    ['without nginx', 'install docker'],
    ['also git', 'install docker and enable nginx, then install git'],
  ],
};

const ROWS = Object.entries(AFTER_A_PLAN).flatMap(([last, lines]) =>
  lines.map(([line, meaning]) => [last, line, meaning] as const),
);

describe('after a plan', () => {
  it.each(ROWS)('%s: "%s" means %s', (last, line, meaning) => {
    expect(show(readFollowUp(line, { plan: planOf(last) }, facts))).toBe(meaning);
  });

  it.each([
    ['apply it', '[apply]'],
    ['Apply it!', '[apply]'],
    ['do it', '[apply]'],
    ['yes', '[apply]'],
    ['Yes, please.', '[apply]'],
    ['ok, go ahead', '[apply]'],
    ['go ahead', '[apply]'],
    ['ok', '?'],
    ['looks good', '?'],
    ['thanks', '?'],
    ['no', '[drop]'],
    ['cancel', '[drop]'],
    ['never mind', '[drop]'],
    ["don't do it", '[drop]'],
    ['do not apply it', '[drop]'],
    ['why?', '[why]'],
    ['why that?', '[why]'],
    ['why is it network?', '[why]'],
    ['explain it', '[why]'],
    ['show it again', '[show]'],
    ['what would it do?', '[show]'],
    ['undo that', '? | never mind | go back to the previous generation'],
  ])('"%s" means %s', (line, meaning) => {
    expect(show(readFollowUp(line, { plan: planOf('install htop') }, facts))).toBe(meaning);
  });

  it.each([
    ['apply it', '?'],
    ['undo that', '[undo]'],
    ['take it back', '[undo]'],
    ['why?', '[why]'],
    ['also git', 'install git'],
    ['also for bob', 'install htop for bob'],
    ['vim instead', '? | install vim | undo that'],
    ['without htop', '? | undo that'],
  ])('that is applied, "%s" means %s', (line, meaning) => {
    expect(show(readFollowUp(line, { plan: planOf('install htop', true) }, facts))).toBe(meaning);
  });

  it('that a model made, what the words do not tell is left to a model', () => {
    const plan = { sentence: 'make this a web server', edits: planOf('enable nginx').edits, applied: false };
    for (const line of ['also for bob', 'without nginx', 'use port 8080 instead', 'also git'])
      expect(`${line}: ${readFollowUp(line, { plan }, facts)?.kind}`).toMatch(/unsure|ask/u);
  });
});

describe('after a question', () => {
  const choices = [
    'create user dave, then install htop for dave',
    'install htop for alice',
    'install htop for bob',
  ];
  const [first = '', second = '', third = ''] = choices;
  it.each([
    ['1', first],
    ['2.', second],
    ['#3', third],
    ['number two', second],
    ['the second one', second],
    ['second', second],
    ['the last one', third],
    ['option 1', first],
    [second.toUpperCase(), second],
    ['for alice', second],
    ['bob', third],
    ['4', `? | ${choices.join(' | ')}`],
    ['0', `? | ${choices.join(' | ')}`],
    ['yes', `? | ${choices.join(' | ')}`],
    ['ok', `? | ${choices.join(' | ')}`],
    ['no', '[drop]'],
    ['none of them', '[drop]'],
    ['install htop', '-'],
    ['htop', '-'],
    ['enable docker', '-'],
  ])('"%s" means %s', (line, meaning) => {
    expect(show(readFollowUp(line, { question: { choices } }, facts))).toBe(meaning);
  });

  it('with one choice, yes is that choice', () => {
    expect(show(readFollowUp('yes', { question: { choices: ['never mind'] } }, facts))).toBe('never mind');
  });

  it('yes approves no plan that was shown before the question', () => {
    const plan = planOf('install htop');
    const meant = readFollowUp('apply it', { plan, question: { choices: ['a', 'b'] } }, facts);
    expect(meant?.kind).toBe('ask');
  });
});

test('after nothing, what refers to something is asked, and the rest is a sentence', () => {
  for (const line of ['yes', 'apply it', 'why?', 'no'])
    expect(readFollowUp(line, {}, facts)?.kind).toBe('ask');
  for (const line of ['undo', 'also nginx', 'for bob too', '1', 'install htop'])
    expect(readFollowUp(line, {}, facts)).toBeUndefined();
});

test('whatever is said, no line but one of the words for it applies a plan', () => {
  const plan = planOf('install htop');
  const words = fc.constantFrom(
    'apply',
    'it',
    'not',
    'yes',
    'but',
    'no',
    'why',
    'and',
    'git',
    'later',
    'undo',
    '?',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), (said) => {
      const line = said.join(' ');
      const meant = readFollowUp(line, { plan }, facts);
      if (meant?.kind !== 'action' || meant.action !== 'apply') return;
      expect(line.replaceAll(/ ?\?/gu, '').trim()).toMatch(/^(?:yes )?apply(?: it)?$|^yes$/u);
    }),
    { numRuns: 300 },
  );
});

describe('whatever is said after whatever plan', () => {
  const plans = fc.constantFrom(
    ...Object.keys(AFTER_A_PLAN),
    'install htop and git for alice, then open port 443',
    'run ssh on port 2222 and forbid root login',
    'let alice use docker',
    'remove gimp',
    'set the timezone to Europe/Berlin',
  );
  const objects = fc.constantFrom(
    'nginx',
    'docker',
    'htop',
    'vim',
    'git',
    'alice',
    'bob',
    'carol',
    '80',
    '443',
    'port 8080',
    'emacs',
    'gimp',
    'vlc',
    'for bob',
    'for alice',
    'install tmux',
    'open port 22',
    'enable docker',
    'htop and vim',
    'the thing',
    'ssh',
    'UTC',
  );
  const after = (
    forms: readonly string[],
    holds: (before: ReadonlySet<string>, after: ReadonlySet<string>) => boolean,
  ) => {
    let sentences = 0;
    fc.assert(
      fc.property(plans, fc.constantFrom(...forms), objects, (last, form, object) => {
        const plan = planOf(last);
        const meant = readFollowUp(form.replace('…', object), { plan }, facts);
        if (meant?.kind !== 'sentence') return true;
        const next = read(meant.sentence);
        // A question of the planner changes nothing.
        if (next.kind !== 'change') return next.kind === 'ask' || next.kind === 'refuse';
        sentences += 1;
        return holds(atomsOf(plan.edits), atomsOf(next.edits));
      }),
      // One line in twenty is of use; with few runs it may by chance be too few to say anything.
      { numRuns: draws(300, 1_500) },
    );
    return sentences;
  };

  it('"also" keeps all that was planned', () => {
    const forms = ['also …', 'and …', '… too', '… as well', 'and … as well'];
    const held = after(forms, (before, next) => isPhraseWithin(before, next) && next.size > before.size);
    expect(held).toBeGreaterThan(10);
  });

  it('"without" only takes away, and not everything', () => {
    const forms = ['without …', 'but not …', 'not …', 'except …', 'skip …'];
    const less = (before: ReadonlySet<string>, next: ReadonlySet<string>): boolean =>
      next.size > 0 && next.size < before.size && isPhraseWithin(next, before);
    expect(after(forms, less)).toBeGreaterThan(10);
  });

  it('"instead" plans something else', () => {
    const forms = ['… instead', 'use … instead', 'instead …', 'make it …'];
    expect(after(forms, (before, next) => !isPhraseWithin(before, next))).toBeGreaterThan(10);
  });
});

describe('the words that led to an edit', () => {
  it.each([
    [
      'enable docker and open port 80',
      [
        'enable docker → virtualisation.docker.enable = true',
        'open port 80 → networking.firewall.allowedTCPPorts += 80',
      ],
    ],
    [
      'install htop, vim and git',
      ['htop', 'vim', 'git'].map(
        (name) => `install htop, vim and git → environment.systemPackages += pkgs.${name}`,
      ),
    ],
    [
      'create user carol and add her to the wheel group',
      [
        'create user carol → users.users.carol.isNormalUser = true',
        'add her to the wheel group → users.users.carol.extraGroups += "wheel"',
      ],
    ],
  ])('of "%s"', (sentence, expected) => {
    const found = wordsOfEdits(sentence, planOf(sentence).edits, read);
    expect(found.map(({ words, edit }) => `${words} → ${renderEdit(edit)}`)).toEqual(expected);
  });

  it('are none where the sentence does not say it', () => {
    const found = wordsOfEdits('make this a web server', planOf('enable nginx').edits, read);
    expect(found.map(({ words }) => words)).toEqual([undefined]);
  });
});
