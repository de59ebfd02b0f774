#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { isVersion } from './arguments.ts';
import { versionLine } from './version.ts';

const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && isVersion(first ?? '')) writeSync(1, versionLine());
else {
  // Compiled code is kept where only its owner writes: a directory of everybody's would let others choose what runs.
  const home = process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? '', '.cache');
  if (home.startsWith('/')) enableCompileCache(join(home, 'nixos-ai', 'compiled'));
  void import('./main.ts').then(({ main }) => main());
}
