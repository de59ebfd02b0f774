#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { placeOfCompiledCode } from '../host/program/compiled-code.ts';
import { goByOwnEnvironment } from '../host/program/own-environment.ts';
import { printAtOnce } from '../host/program/print.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import { isVersion, versionLine } from './version.ts';

/** The major release of Node that the program is built for; an older one lacks what it uses. */
const OLDEST_NODE = 24;

const [first, ...rest] = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `nixos-ai needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}\n` +
      '  install a newer one, or use scripts/nixos-ai, which brings its own\n',
  );
  process.exitCode = EXIT_CODES.usage;
} else if (rest.length === 0 && isVersion(first ?? '')) printAtOnce(versionLine());
else {
  goByOwnEnvironment(process.env);
  const place = placeOfCompiledCode(process.env);
  if (place !== undefined) enableCompileCache(place);
  void import('./main.ts').then(({ main }) => main());
}
