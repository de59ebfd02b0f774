import { LOGIN_SHELLS } from '../names/shells.ts';
import { reference } from '../names/package-names.ts';
import { checkGroup, checkNewUser, checkUser } from '../names/user-names.ts';
import type { Context } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import type { FrameRole } from './frame-data.ts';
import type { SpottedWords } from './spotted-words.ts';
import { eachToken, type FillRole, filled, onlyToken } from './role.ts';
import { isPlaced } from './roles-of-values.ts';

/** Users of the host, or whom a pronoun stands for; a stranger in their place is asked about. */
export const users: FillRole = (role, words, context) => {
  const plain = words.free.filter(({ kind }) => kind === 'word');
  const known = plain.filter(
    ({ word }) => context.users.has(word) || (word === 'root' && role.of === 'root'),
  );
  const found = known.filter(({ word }) => word !== 'root' || known.length === 1);
  if (found.length > 0) return filled(found, ...found.map(({ word }) => word));
  const pronoun = plain.filter(({ word }) => /^(?:him|her|them|his|their|he|she|they)$/u.test(word));
  if (pronoun.length > 0 && context.lastUsers.length > 0) return filled(pronoun, ...context.lastUsers);
  const self = plain.find(({ word }) => /^(?:me|myself)$/u.test(word));
  if (self !== undefined) return askQuestion('Which user is "me"?', asUsers(context));
  if (role.known === true) return undefined;
  const [stranger, ...more] = words.strange.filter((token) => isPlaced(role, words, token));
  return stranger?.kind !== 'word' || more.length > 0 ? undefined : checkUser(stranger.word, context);
};

function asUsers({ users: names, sentence }: Context): readonly string[] {
  return [...names].map((user) => sentence.replace(/\b(?:me|myself)\b/iu, user));
}

/** Names that new users get. */
export const newUsers: FillRole = (_role, words, context) => {
  const found = words.strange;
  // "My colleague Sybil" says who it is as well.
  if (!found.every((token, at) => at === 0 || areListed(words.clause, found[at - 1], token)))
    return undefined;
  for (const { text } of found) {
    const problem = checkNewUser(text.toLowerCase());
    if (problem !== undefined) return problem;
    if (context.facts.users.includes(text.toLowerCase()))
      return askQuestion(`The user '${text}' already exists. Give it more rights, or use another name?`, [
        `give ${text} sudo rights`,
      ]);
  }
  return found.length === 0
    ? undefined
    : filled(found, ...found.map(({ word, text }) => (word === '' ? text : word)));
};

/** Whether only what joins a list stands between two words. */
function areListed(clause: Clause, left: WordToken | undefined, right: WordToken): boolean {
  const between = clause.slice(left === undefined ? 0 : clause.indexOf(left) + 1, clause.indexOf(right));
  return between.length > 0 && between.every(({ kind }) => kind === 'separator');
}

export const shell: FillRole = (role, words, context) => {
  const said = words.free.filter(({ word }) => LOGIN_SHELLS.has(word));
  const [last] = context.last;
  const it = words.free.filter(({ word }) => word === 'it');
  const meant = last?.map(({ word }) => word).join(' ') ?? '';
  const found = said.length > 0 ? said : LOGIN_SHELLS.has(meant) ? it : [];
  const [token, ...more] = found;
  if (token !== undefined && more.length === 0) {
    const attr = context.index.package(said.length > 0 ? token.word : meant)?.attr;
    if (attr !== undefined) return filled(found, reference(attr));
  }
  const [stranger, ...others] =
    role.known === true ? [] : words.strange.filter(({ word }) => !context.users.has(word));
  if (stranger === undefined || others.length > 0) return undefined;
  const known = [...LOGIN_SHELLS].filter((name) => context.index.package(name) !== undefined);
  return refuseRequest(
    'invalid',
    `'${stranger.text.slice(0, 40)}' is not a login shell that this host knows`,
    known,
  );
};

/** Groups of the host or of its modules. */
export const group: FillRole = (role, words, context) => {
  const found = words.free.filter(
    (token) =>
      token.kind === 'word' &&
      !words.isVocabulary(token) &&
      !context.users.has(token.word) &&
      checkGroup(token.word, context) === undefined &&
      isPlacedInList(role, words, token),
  );
  if (found.length > 0) return eachToken(found);
  if (role.known === true) return undefined;
  const [stranger, ...more] = words.strange.filter(({ word }) => !context.users.has(word));
  return stranger === undefined || more.length > 0 ? undefined : checkGroup(stranger.word, context);
};

/** "In the wheel and docker groups": a marker before the first is one before each. */
function isPlacedInList(role: FrameRole, words: SpottedWords, token: WordToken): boolean {
  if (role.after === undefined) return true;
  const at = words.clause.indexOf(token);
  return words.clause.slice(0, at).some(({ word }) => (role.after ?? '').split(' ').includes(word));
}

/** "full name Maria Santos": the words with capitals behind it. */
export const fullName: FillRole = (_role, words) => {
  const at = words.clause.findIndex(
    ({ word }, place) => word === 'name' && /^(?:full|real)$/u.test(words.clause[place - 1]?.word ?? ''),
  );
  const names =
    at < 0
      ? []
      : words.clause.slice(at + 1).filter(({ kind, text }) => kind === 'quoted' || /^\p{Lu}/u.test(text));
  return names.length === 0 ? undefined : filled(names, names.map(({ text }) => text).join(' '));
};

const SSH_KEY =
  /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{16,}={0,3}(?: [\w.@+-]+)?$/u;

/** A whole public key: quoted, or its words side by side. */
export const key: FillRole = (_role, words) => {
  const quoted = words.free.filter(({ kind, text }) => kind === 'quoted' && SSH_KEY.test(text));
  if (quoted.length > 0) return onlyToken(quoted);
  for (const run of words.spans(3)) {
    const text = run.map((token) => token.text).join(' ');
    if (SSH_KEY.test(text)) return filled(run, text);
  }
  return askQuestion(
    'That does not look like a whole SSH public key (type, key, comment). Which key do you mean?',
  );
};
