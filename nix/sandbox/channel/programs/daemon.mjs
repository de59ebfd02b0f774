// A daemon of which only its running matters: `daemon.mjs ROOT NAME`.
import { notifyReady } from './lib/notify.mjs';

console.error(`${process.argv[3]} started`);
setInterval(() => {}, 2 ** 30);
notifyReady();
