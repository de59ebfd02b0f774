import { expect, test } from 'vitest';
import { splitClauses } from '../../../engine/compile/grammar/clauses.ts';
import { buildTokens, cleanSentence } from '../../../engine/compile/grammar/tokens.ts';

test.each([
  ['install docker and enable it', ['enable docker']],
  ['install and enable postgresql', ['enable postgresql']],
  ['disable and uninstall docker', ['disable docker', 'uninstall docker']],
  ['install vlc, obs-studio and audacity', ['install vlc , obs-studio and audacity']],
  ['install gcc, make and gdb', ['install gcc , make and gdb']],
  ['install vim and open port 80', ['install vim', 'open port 80']],
  ['Enable docker. Open port 80!', ['Enable docker', 'Open port 80']],
  ['enable docker; nginx', ['enable docker', 'nginx']],
  ['please could you install the vim', ['install vim']],
  ['now enable vim, next', ['enable vim , next']],
  ["don't open port 80", ['do not open port 80']],
  ["set alice's shell to zsh", ["set alice 's shell to zsh"]],
  ['set hostname to a', ['set hostname to a']],
  ['install “vim” and ‘git’', ['install vim and git']],
  ['install ht\u200Bop\u0000now', ['install htop']],
  ['upgrade and undo', ['upgrade', 'undo']],
  [' , and ;', []],
])("'%s' has the clauses %j", (sentence, expected) => {
  const clauses = splitClauses(buildTokens(cleanSentence(sentence)));
  expect(clauses.map((clause) => clause.map((token) => token.text).join(' '))).toEqual(expected);
});
