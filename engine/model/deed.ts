/**
 * What a run did to its host, as far as it came.
 *
 * `look`: nothing. `steps`: commands or files outside of the configuration. `garbage`: it deleted what nothing needs.
 * `reboot`: it rebooted the host, or decided to. `text`: the configuration's files, and what ran already is what they
 * say. `change`: the files and what runs. `apply`: what runs, from files that a person wrote. `trial`: what runs, but not
 * what boots. `boot`: what boots, and what runs once it is booted. `undo`: it took another run back, or tried to.
 * `stuck`: it could not put back all of what it had done.
 */
export type RunDeed = (typeof RUN_DEEDS)[number];

export const RUN_DEEDS = [
  'look',
  'steps',
  'garbage',
  'reboot',
  'text',
  'change',
  'apply',
  'trial',
  'boot',
  'undo',
  'stuck',
] as const;
