// Looks into the accounts of a root: `getent.mjs ROOT passwd|group [NAME…]`. Exits 2 when a name is not there.
import { accounts } from './lib/accounts.mjs';

const [root, database, ...keys] = process.argv.slice(2);
if (!['passwd', 'group'].includes(database)) {
  console.error(`Unknown database: ${database}`);
  process.exit(1);
}
const entries = accounts(root, database);
const found =
  keys.length === 0
    ? entries
    : keys.map((key) => entries.find(([name, , number]) => name === key || number === key));
for (const entry of found) if (entry) console.log(entry.join(':'));
process.exit(found.includes(undefined) ? 2 : 0);
