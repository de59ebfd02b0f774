import * as fc from 'fast-check';
import { parseHostSettings } from '../../../engine/config/host-settings.ts';
import { parseService } from '../../../engine/watch/service.ts';
import { schemaNamed } from '../inputs/corpus.ts';
import { yamlDocuments } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const HOST = `host: { root: /, configuration: /etc/nixos, style: flake, attribute: atlas }
nix: { path: { nixpkgs: /nix/store/x }, options: { cores: '2' } }
limits: { evaluate: 600, build: 3600, approval: 60 }
keep: 5
policy: { package: automatic, boot: forbidden }
policy-file: /etc/nixos-ai/policy.yaml
providers:
  local: { kind: ollama, base-url: 'http://127.0.0.1:11434', model: qwen3 }
  far: { kind: anthropic, key-file: /run/keys/anthropic, timeout: 60 }
planner: { order: [offline, local], rounds: 3, budget: 8000 }
`;

const SERVICE = `service: 1
operators: [ops]
viewers: [users]
schedules:
  - { name: nightly, runbook: upgrade, calendar: '*-*-* 03:00:00', window: '03:00-05:00', jitter: 10m, approved: true }
triggers:
  - { name: disk, when: { disk-full: { path: /, above: 90 } }, run: clean, with: { what: disk }, cooldown: 1h }
  - { name: web, when: { unit-failed: nginx.service }, run: restart, budget: { runs: 3, per: 1h } }
  - name: health
    when: { health: { checks: [{ tcp: { port: 80 }, is: open }], every: 1m, failures: 3 } }
    run: restart
notifications:
  - { name: hook, on: [failed], webhook: { url: 'https://example.org/hook' } }
`;

const DICTIONARY = [
  'http://x',
  'file:///etc/shadow',
  '/nix/store/../..',
  '0s',
  '99999999h',
  '{{what}}',
  '{{',
] as const;

/** Settings of a host and of its service: the same text is tried as both. */
export const settingsTarget: Target = {
  name: 'settings',
  about: 'host settings and service files as YAML',
  inputs: () =>
    fc.tuple(
      yamlDocuments(
        [HOST, SERVICE],
        fc.oneof(fromSchema(schemaNamed('host')), fromSchema(schemaNamed('service'))),
        DICTIONARY,
      ),
    ),
  open: () => ({
    play: ([text = '']: Input): Ending => {
      const endings = [
        endingOf(parseHostSettings(text, 'fuzz.yaml', 'channel')),
        endingOf(parseService(text, 'fuzz.yaml')),
      ];
      return endings.includes('taken') ? 'taken' : 'refused';
    },
  }),
};
