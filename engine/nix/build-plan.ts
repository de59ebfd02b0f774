import type { BuildPlan } from '../model/plan.ts';

/**
 * The standard error of `nix-store --realise --dry-run` → what would be built and fetched. Nix 2.3 to 2.28 print the
 * same two headings; where neither is there, everything is built already.
 *
 * @example
 * parseBuildPlan('this derivation will be built:\n  /nix/store/…-etc.drv\n').build   // ['/nix/store/…-etc.drv']
 */
export function parseBuildPlan(stderr: string): BuildPlan {
  const build: string[] = [];
  const fetch: string[] = [];
  let target: string[] | undefined;
  let downloadBytes: number | undefined;
  for (const line of stderr.split('\n')) {
    if (/(?:derivation|derivations) will be built:/u.test(line)) target = build;
    else if (/(?:path|paths) will be fetched/u.test(line)) {
      target = fetch;
      downloadBytes = parseDownload(line);
    } else if (/^ {2}\/nix\/store\/|^ {2}\/.*\/store\//u.test(line)) target?.push(line.trim());
    else if (/^\S/u.test(line)) target = undefined;
  }
  return { build, fetch, ...(downloadBytes === undefined ? {} : { downloadBytes }) };
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

function parseDownload(line: string): number | undefined {
  const match = /\((?<size>[\d.]+) (?<unit>[KMGT]?i?B) download/u.exec(line);
  const size = Number(match?.groups?.['size']);
  const unit = UNITS[match?.groups?.['unit'] ?? ''];
  return unit === undefined || Number.isNaN(size) ? undefined : Math.round(size * unit);
}
