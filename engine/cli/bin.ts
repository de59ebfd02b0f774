#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { printAtOnce } from '../host/program/print.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import { isVersion, versionLine } from './version.ts';

/** The major release of Node that the program is built for; an older one lacks what it uses. */
const OLDEST_NODE = 24;

const [first, ...rest] = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `nixos-ai: it needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}\n` +
      '  install a newer one, or start it by scripts/nixos-ai, which brings one along\n',
  );
  process.exitCode = EXIT_CODES.usage;
} else if (rest.length === 0 && isVersion(first ?? '')) printAtOnce(versionLine());
else {
  // Compiled code is kept where only its owner writes: a directory of everybody's would let others choose what runs.
  const home = process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? '', '.cache');
  if (home.startsWith('/')) enableCompileCache(join(home, 'nixos-ai', 'compiled'));
  void import('./main.ts').then(({ main }) => main());
}
