import { completeLine } from '../../../engine/cli/interactive/complete.ts';
import { buildNames } from '../../../engine/cli/interactive/names.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';

const MODULES = 900;
const NOTHING = { users: [], runbooks: [], runs: [], providers: [] };

/** Completes a line where there are so many options and five times as many packages. */
export function complete(line: string, count: number): () => unknown {
  const options = Array.from({ length: count }, (_, at) => ({
    name: at < MODULES ? `services.module${at}.enable` : settingOf(at),
    tree: { name: 'bool' },
    type: 'boolean',
  }));
  const packages = Array.from({ length: count * 5 }, (_, at) => ({
    attr: `package${at}`,
    name: 'p',
    version: '1',
  }));
  const names = buildNames(buildOptionIndex(options, packages), NOTHING);
  return () => completeLine(line, names);
}

function settingOf(at: number): string {
  return `services.module${at % MODULES}.settings.group${at % 7}.option${at}`;
}
