#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code is kept where only its owner writes: a directory of everybody's would let others choose what runs.
const home = process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? '', '.cache');
if (home.startsWith('/')) enableCompileCache(join(home, 'nixos-ai', 'compiled'));

await import('./main.ts');
