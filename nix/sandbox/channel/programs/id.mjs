// Who somebody is, by the accounts of a root: `id.mjs ROOT [-u|-g|-un|-gn|-Gn] NAME`.
import { accounts } from './lib/accounts.mjs';

const [root, ...words] = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith('-')).join('');
const name = words.find((word) => !word.startsWith('-'));
const user = accounts(root, 'passwd').find(([login, , number]) => login === name || number === name);
if (!user) {
  console.error(`id: ‘${name}’: no such user`);
  process.exit(1);
}
const [login, , uid, gid] = user;
const groups = accounts(root, 'group');
const primary = groups.find(([, , number]) => number === gid)?.[0] ?? gid;
const further = groups
  .filter(([, , , members]) => (members ?? '').split(',').includes(login))
  .map(([group]) => group);
const all = [...new Set([primary, ...further])];
if (flags.includes('G')) console.log(all.join(' '));
else if (flags.includes('g')) console.log(flags.includes('n') ? primary : gid);
else if (flags.includes('u')) console.log(flags.includes('n') ? login : uid);
else console.log(`uid=${uid}(${login}) gid=${gid}(${primary}) groups=${all.join(',')}`);
