import { wordList } from './word-list.ts';

/**
 * The words of requests. A word stands here for its role, never for an outcome: what a name means is looked up in the
 * host's own option index.
 */

/** Classes that a pattern names with `@class`. An entry may be several words. */
export const WORD_CLASSES: Readonly<Record<string, readonly string[]>> = {
  enable: wordList(`
  enable, activate, turn on, switch on, start, start up, run, set up, setup, launch, fire up, bring up, boot up
`),
  disable: wordList('disable, deactivate, turn off, switch off, stop, shut off, shut down, kill, deactivate'),
  install: ['install', 'get'],
  remove: ['uninstall', 'remove', 'delete', 'get rid of', 'deinstall'],
  open: ['open', 'open up', 'allow', 'unblock', 'permit', 'expose', 'let'],
  close: ['close', 'block', 'shut', 'stop allowing', 'no longer allow'],
  set: ['set', 'change', 'switch', 'use', 'configure', 'update', 'make'],
  create: ['create', 'add', 'make', 'set up', 'setup', 'new'],
  forbid: wordList(`
  disable, deactivate, turn off, switch off, stop, forbid, disallow, deny, prohibit, block, prevent,
  do not allow, do not permit, never allow, do not let, never let, no
`),
  allow: ['allow', 'permit', 'enable', 'turn on', 'let'],
  let: ['let', 'allow', 'permit'],
  clean: ['clean up', 'clean', 'collect', 'delete', 'remove', 'purge', 'prune', 'clear out', 'clear'],
  upgrade: ['upgrade', 'update'],
  sshway: [
    'over ssh',
    'via ssh',
    'with ssh',
    'through ssh',
    'for ssh',
    'in ssh',
    'on ssh',
    'using ssh',
    'by ssh',
  ],
  show: ['show', 'check', 'display', 'print', 'list', 'see', 'give', 'report'],
  pronoun: ['it', 'them', 'that', 'this', 'those', 'these', 'both'],
};

/** Words that begin a new clause, besides the first words of the classes above. */
const OTHER_STARTS: readonly string[] = wordList(`
  keep, leave, give, turn, want, unwant, get, bring, promote, drop, limit, log, trust, blacklist, mount, optimise, optimize, deduplicate, force, grant, do, not, never, unset, reset, undo, revert, rollback, roll, what, which,
  how, is, are, when, search, find, look, free, go, harden, secure, serve, restore, append, put,
  automatically, assign, host, without, if, unless, only, does, who, where, tell, rename, enforce,
  require, ensure, schedule, have, replace, restart, reboot, move, can, should, use
`);

const START_CLASSES: readonly string[] = wordList(`
  enable, disable, install, remove, open, close, set, create, forbid, let, clean, upgrade, show
`);

/** First words by which a clause is known to begin. */
export const CLAUSE_STARTS: ReadonlySet<string> = new Set([
  ...START_CLASSES.flatMap((name) => (WORD_CLASSES[name] ?? []).map((entry) => entry.split(' ')[0] ?? entry)),
  'turn',
  'garbage',
  ...OTHER_STARTS,
]);

/** Politeness and articles: dropped wherever they stand. Nothing that could turn a meaning round belongs here. */
export const FILLER: readonly string[] = wordList(`
  please, pls, plz, kindly, also, thank you, the, my, our, your, for me, for us, go ahead, can you, both, could
  you, would you, will you, i want you to, i want to, i would like you to, i would like to, i need you
  to, i need to, we want to, we need to, make sure to, you, on this machine, on this computer, on this
  host, on this server, on this system, on this box, on machine, on computer, on laptop, on my machine,
  on my computer, on my laptop, on my server, on my system, on the server, on the machine, on the system, on the box,
  from this machine, from this computer, from this system, from my system, from my computer, from my machine, from the
  system, from system, to this machine, to my system, to my machine, to the system, on this laptop, on this pc, on the pc, on my pc, on this thing, again
`);

/** Dropped, except where they may be a value: right after "to", "called" and the like. */
export const ARTICLES: readonly string[] = ['a', 'an'];

/** Dropped only before a verb or a comma: `next` is a program, too. */
export const LEADING_FILLER: readonly string[] = wordList(`
  first, next, just, finally, now, ok, okay, hey, hi, hello, after that, dear, so, would it be possible to, is it possible to,
  would you be so kind as to, i would be grateful if you could, i would be glad if you could, i would be happy if you could,
  i would appreciate it if you could, it would be great if you could, it would be nice if you could, it would be good if
  you could, i would like to, i am going to, it is time to, we should, you should, we must, you must, i should, i must,
  we have to, i have to, would like to, would you be able to, are you able to, see that you, let us, we would like to,
  i would love to, we are going to, be so kind and, be so good and, try to, would you mind, do you mind, may i ask you to, can i ask you to, could i ask you to, i ask you to, i would ask you to,
  i would like to ask you to, it would be great to, it would be nice to, it would be good to, how about, could we
`);

/** Dropped only at the end of a part of the request. */
export const TRAILING_FILLER: readonly string[] = [
  'now',
  'right now',
  'too',
  'as well',
  'thanks',
  'thx',
  'again',
  'completely',
  'entirely',
  'fully',
  'permanently',
  'for good',
  'immediately',
  'asap',
  'right away',
  'altogether',
  'here',
  'already',
  'if possible',
  'if you can',
  'if you could',
  'if you would',
  'if that is possible',
  'from now on',
  'if that is alright',
  'if that is all right',
  'if that is ok',
  'if that is okay',
  'if that is fine',
  'if you like',
  'if you please',
  'in this office',
  'as soon as possible',
];

/**
 * Words that carry structure: where one stands in a name, the name was not understood. They are what keeps
 * `install vim without docs` from becoming a package search for "vim".
 */
export const STRUCTURE: ReadonlySet<string> = new Set(
  wordList(`
  not, no, never, without, except, unless, if, when, while, until, or, either, neither, nor, instead,
  than, only, with, to, from, in, on, at, for, of, by, as, so, because, every, into, over, via,
  through, using, but, like, all, everything, anything, do, does, should, 's, =, is, are, be, will,
  can, after, before, which, what, who, how, why, i, me
`),
);

/** Nouns that only say what kind of thing a name is: `docker service`, `flatpak support`. */
export const KIND_NOUNS: readonly string[] = wordList(`
  service, services, daemon, server, support, module, program, feature, desktop, system, desktop environment, window
  manager, display manager, login manager, client, package, app, application, tool, editor, browser, database, shell,
  container engine, packages, agent, wm, broker, mqtt broker, vpn, access, message broker, web server, webserver, http
  server, virtualization, virtualisation, hypervisor, engine, web browser, text editor, player, programming language,
  language, command line tool, cli tool, command, programme, programs, utility, compiler, tools, reverse proxy, time server, software
`);
