import type { ArgumentFacts, CommandFacts, FlagFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

/** Flags of every command that edits Nix files. */
const editFlags = {
  ...hostFlags,
  file: {
    type: 'option',
    description: 'Edit this file alone; no host is needed.',
    helpValue: 'FILE',
    completes: 'files',
  },
  diff: { type: 'boolean', description: 'Print the change and make none.' },
  'no-check': { type: 'boolean', description: "Do not hold the edit against the host's options." },
} as const satisfies Readonly<Record<string, FlagFacts>>;

/** Of those that take values, too. */
const valueFlags = {
  ...editFlags,
  text: { type: 'boolean', description: 'Take every VALUE as text, whatever it looks like.' },
} as const satisfies Readonly<Record<string, FlagFacts>>;

const optionArgument = {
  description: 'The option: `services.nginx.enable`.',
  required: true,
  completes: 'options',
} as const satisfies ArgumentFacts;

const VALUES =
  'A VALUE is JSON, YAML in brackets, or a word: `true`, `80`, `Europe/Paris`, `[a, b]`. `pkgs.htop` is a package. ' +
  'Nothing is built or switched; what is there already is left as it is. Values that begin with `-` come after `--`.';

export const editAdd = {
  name: 'edit add',
  summary: 'Add items to a list option in the configuration files.',
  description: VALUES,
  examples: [
    'nixos-ai edit add environment.systemPackages pkgs.htop pkgs.git',
    'nixos-ai edit add users.users.alice.extraGroups docker --diff',
  ],
  args: {
    option: optionArgument,
    value: { description: 'The items to add.', multiple: true },
  },
  flags: valueFlags,
} as const satisfies CommandFacts;

export const editRemove = {
  name: 'edit remove',
  summary: 'Take items out of a list option in the configuration files.',
  description: VALUES,
  examples: [
    'nixos-ai edit remove environment.systemPackages pkgs.htop',
    'nixos-ai edit remove networking.firewall.allowedTCPPorts 80 443 --diff',
  ],
  args: {
    option: optionArgument,
    value: { description: 'The items to take out.', multiple: true },
  },
  flags: valueFlags,
} as const satisfies CommandFacts;

export const editRename = {
  name: 'edit rename',
  summary: 'Rename an option in the configuration files, with everything below it.',
  description:
    'Where it is defined and where it is read as `config.OLD`. Nothing is built or switched. An option that is not defined is left as it is.',
  examples: ['nixos-ai edit rename services.xserver.layout services.xserver.xkb.layout --diff'],
  args: {
    old: optionArgument,
    new: { description: 'Its new name.', required: true },
  },
  flags: editFlags,
} as const satisfies CommandFacts;

export const editSet = {
  name: 'edit set',
  summary: 'Give an option a value in the configuration files.',
  description: VALUES,
  examples: [
    'nixos-ai edit set services.nginx.enable true',
    'nixos-ai edit set networking.firewall.allowedTCPPorts "[80, 443]" --diff',
    'nixos-ai edit set time.timeZone Europe/Paris --file ./configuration.nix',
  ],
  args: {
    option: optionArgument,
    value: { description: 'Its value.', required: true },
  },
  flags: valueFlags,
} as const satisfies CommandFacts;

export const editUnset = {
  name: 'edit unset',
  summary: 'Take the definition of an option out of the configuration files.',
  description:
    'With everything defined below it. Nothing is built or switched; an option that is not defined is left as it is.',
  examples: ['nixos-ai edit unset services.nginx.enable'],
  args: { option: optionArgument },
  flags: editFlags,
} as const satisfies CommandFacts;
