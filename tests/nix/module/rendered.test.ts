import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, FAILED, moduleSets, PROJECT } from './module-sets.ts';

const EXPECTED = join(PROJECT, 'tests/nix/module/expected');
const EXAMPLE = `{ imports = [ ${PROJECT}nix/example.nix ]; services.nixos-ai.package = pkgs.hello; }`;
const FILES = [
  'config.yaml',
  'policy.yaml',
  'runbooks/restart-web.yaml',
  'runbooks/weekly-cleanup.yaml',
  'service.yaml',
];
const UNITS = [
  'nixos-ai-daemon.service',
  'nixos-ai-resume.service',
  'nixos-ai-schedule-firewall.service',
  'nixos-ai-schedule-firewall.timer',
  'nixos-ai-schedule-weekly-cleanup.service',
  'nixos-ai-schedule-weekly-cleanup.timer',
];

interface Rendered {
  readonly failed: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly etc: readonly string[];
  readonly services: Readonly<Record<string, { readonly serviceConfig: Readonly<Record<string, unknown>> }>>;
  readonly timers: Readonly<Record<string, { readonly timerConfig: Readonly<Record<string, unknown>> }>>;
}

const OURS = `lib: set: builtins.listToAttrs (map (name: { inherit name; value = set.\${name}; }) (builtins.filter (name: builtins.match "nixos-ai.*" name != null) (builtins.attrNames set)))`;

const RENDERED = `let ours = (${OURS}) null; in {
  failed = ${FAILED};
  files = builtins.mapAttrs (_: each: each.text) config.services.nixos-ai.files;
  units = if config.systemd ? units then builtins.mapAttrs (_: each: each.text) (ours config.systemd.units) else { };
  etc = builtins.attrNames (ours config.environment.etc);
  services = builtins.mapAttrs (_: each: { inherit (each) serviceConfig; }) (ours config.systemd.services);
  timers = builtins.mapAttrs (_: each: { inherit (each) timerConfig; }) (ours config.systemd.timers);
}`;

describe.each(moduleSets('tests/nix/module/rendered.test.ts'))('the module in $name', (set) => {
  let rendered: Rendered;
  beforeAll(() => {
    const result = evaluate(set, EXAMPLE, RENDERED);
    if ('error' in result) throw new Error(result.error);
    rendered = result.value as Rendered;
  });

  it('takes the example: every assertion holds', () => {
    expect(rendered.failed).toEqual([]);
  });

  it('writes exactly the expected files, and links them below /etc', () => {
    expect(Object.keys(rendered.files)).toEqual(FILES);
    expect(rendered.etc).toEqual(FILES.map((file) => `nixos-ai/${file}`));
  });

  it.each(FILES)('renders %s as expected', (file) => {
    expect(rendered.files[file]).toBe(expected(file, rendered.files[file]));
  });

  it.each(set.makesUnits ? UNITS : [])('renders %s as expected', (unit) => {
    const text = plainUnit(rendered.units[unit] ?? '');
    expect(text).toBe(expected(unit, text));
  });

  it('makes a service and a timer of each schedule, the daemon, and what resumes', () => {
    const names = (suffix: string): readonly string[] =>
      UNITS.filter((unit) => unit.endsWith(suffix)).map((unit) => unit.replace(suffix, ''));
    expect(Object.keys(rendered.services)).toEqual(names('.service'));
    expect(Object.keys(rendered.timers)).toEqual(names('.timer'));
    expect(rendered.timers['nixos-ai-schedule-weekly-cleanup']?.timerConfig).toEqual({
      OnCalendar: 'Sun 03:00',
      Persistent: true,
      RandomizedDelaySec: '30m',
    });
  });
});

/** The committed text; with UPDATE_EXPECTED=1 it is written first. */
function expected(name: string, text: string | undefined): string {
  const file = join(EXPECTED, name);
  if (process.env['UPDATE_EXPECTED'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text ?? '');
  }
  return readFileSync(file, 'utf8');
}

/** A unit without what differs between two versions of NixOS: the environment, hashes, the order of lines. */
function plainUnit(text: string): string {
  const sections = text
    .replaceAll(/\/nix\/store\/[a-z0-9]{32}-[^/\s"]+/gu, '/nix/store/…')
    .replaceAll(/^(X-Restart-Triggers)=.*$/gmu, '$1=…')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Environment='))
    .join('\n')
    .split(/\n(?=\[)/u)
    .map((section) => {
      const [head = '', ...lines] = section.split('\n');
      return [head, ...lines.sort()].join('\n');
    });
  return `${sections.join('\n\n')}\n`;
}
