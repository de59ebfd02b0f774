import { wordList } from '../grammar/word-list.ts';
import { stem } from './stem.ts';

/**
 * Words that name one idea in the names and texts of options, and in what people say. One group a line; a group says
 * nothing about any option.
 */
const GROUPS: readonly string[] = [
  'memory, ram',
  'directory, dir, folder, path, location, home, root',
  'listen, bind, address, host, interface, reachable, available',
  'maximum, max, most, limit, cap, restrict',
  'minimum, min, least',
  'automatic, auto, automatically, itself, unattended',
  'optimise, deduplicate, dedupe, hardlink',
  'answer, respond, reply, allow, react',
  'allow, accept, permit, let, enable',
  'wifi, wireless, wlan',
  'touchpad, libinput, trackpad',
  'log, logging, journal',
  'clean, clear, empty, wipe, delete, prune, purge',
  'prune, remove, delete',
  'sleep, suspend',
  'graphics, gpu, opengl, video',
  'sound, audio',
  'mail, email',
  'database, databases, db',
  'certificate, cert',
  'compression, compress, gzip',
  'delay, timeout, wait, time out',
  'menu, loader, bootloader',
  'entries, generations, configurations',
  'interval, dates, date, schedule, calendar, period, frequency, at, when',
  'data, state, storage, store',
  'user, account',
  'address, addr, ip',
  'key, keys, pubkey',
  'keymap, keyboard, layout',
  'web, http, webui, website, interface, ui',
  'password, passphrase',
  'firewall, ports, port',
  'background, wallpaper',
  'colour, color',
  'boot, startup, start, booting',
  'login, log in, sign in, logon',
  'name, called, named',
  'peers, peer',
  'retention, keep, kept, retain',
  'upload, uploads',
  'download, downloads',
  'workers, worker, processes, threads',
  'connections, connection, clients',
  'domain, hostname, fqdn',
  'font, fonts',
  'theme, style, look',
  'join, networks, network',
  'virtual, vm, guest',
  'update, upgrade, refresh',
  'temperature, temp',
  'disk, drive, ssd, hdd',
  'cache, caching',
  'alias, aliases, compat, compatibility',
  'emulation, emulated, emulate, emulator',
  'proxy, proxies',
  'recommended, sensible, default, defaults',
  'tls, ssl, https',
  'description, full',
  'simultaneous, concurrent, parallel, once',
];

/** The stems that say the same as a stem, itself among them. */
export function alike(stemmed: string): ReadonlySet<string> {
  table ??= makeTable();
  return table.get(stemmed) ?? new Set([stemmed]);
}

let table: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function makeTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const group of GROUPS) {
    const stems = wordList(group).map(stem);
    for (const one of stems) made.set(one, new Set([...(made.get(one) ?? [one]), ...stems]));
  }
  return made;
}
