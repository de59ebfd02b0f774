import { ONLY_LOOKS } from '../../kinds/sinks.ts';

/** The essentials of schemas/runbook.schema.json for who writes a generated runbook. */
export const FORMAT = `Format of a runbook (YAML 1.2; no anchors, no tags, no templates in strings; write values out):
runbook: NAME       lower-case words joined by single dashes
version: 1
description: TEXT   one sentence
steps:              each has an id (like NAME) and one of edit, verify, approve, wait, notify, call, run; edits come first
The engine itself snapshots, builds, switches and rolls back; do not write steps for that.
edit: a list of
  { set: OPTION, to: VALUE }
  { unset: OPTION }
  { add: OPTION, items: [VALUE, ...] }       to a list: packages, ports, groups
  { remove: OPTION, items: [VALUE, ...] }
OPTION is dotted text, or a list of names where a name holds dots: [services, nginx, virtualHosts, "a.org", root]
VALUE is plain data of the option's type; a map for attribute sets; { pkgs: htop } for a package, also within lists
verify: a list of, each with 'within: 30s' where it may take a while
  { option: OPTION, equals: VALUE }          always possible, the default
  { unit: NAME.service, is: active }         or inactive, failed; only where the name is certain
  { tcp: { port: 80 }, is: open }            or closed; on the host itself
  { http: { url: "http://127.0.0.1/" }, status: 200, contains: TEXT }
  { file: /etc/NAME, exists: true, contains: TEXT }
  { command: [id, alice], exit: 0 }          programs: ${[...ONLY_LOOKS].join(', ')}
approve: TEXT       a person must agree before what follows
wait: 5s
notify: TEXT
call: { runbook: NAME, with: { PARAMETER: VALUE } }    one of the library
run: { argv: [PROGRAM, ARG], effect: read, exit: 0 }   effect change needs undo: [..], irreversible needs an approve
                    before it; no shell; only what no option can do
Any step may have timeout: 60s, retry: { attempts: 2, delay: 5s }, on-failure: rollback | continue | needs-human.`;

/** Two runbooks that show most of the format; a test checks them against a real host's options. */
export const EXAMPLES: readonly string[] = [
  `runbook: enable-docker-for-alice
version: 1
description: Run Docker, and let alice use it.
steps:
  - id: change
    edit:
      - { set: virtualisation.docker.enable, to: true }
      - { add: users.users.alice.extraGroups, items: [docker] }
  - id: check
    verify:
      - { unit: docker.service, is: active, within: 30s }
`,
  `runbook: serve-example-org
version: 1
description: Serve /srv/www as example.org over HTTP.
steps:
  - id: change
    edit:
      - { set: services.nginx.enable, to: true }
      - { set: [services, nginx, virtualHosts, "example.org", root], to: /srv/www }
      - { add: networking.firewall.allowedTCPPorts, items: [80] }
      - { add: environment.systemPackages, items: [{ pkgs: curl }] }
  - id: check
    verify:
      - { option: services.nginx.enable, equals: true }
      - { tcp: { port: 80 }, is: open, within: 30s }
`,
];
