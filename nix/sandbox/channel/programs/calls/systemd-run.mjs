// `systemd-run` of a sandbox host, within its supervisor: makes a transient service, or a timer for one.
import { parseArguments } from '../lib/arguments.mjs';

const syntax = {
  valued: [
    'unit',
    'service-type',
    'property',
    'setenv',
    'on-active',
    'on-calendar',
    'description',
    'working-directory',
    'timer-property',
    'slice',
    'uid',
    'gid',
  ],
  aliases: {
    '-p': 'property',
    '-u': 'unit',
    '-E': 'setenv',
    '-G': 'collect',
    '-q': 'quiet',
    '-r': 'remain-after-exit',
  },
  stopAtWord: true,
};

/**
 * Answers one command line; `caller` is the environment it was given in, `serial` a number for a unit without a name.
 * The rest is as for `systemctl`.
 */
export async function systemdRun({ argv, caller, serial, ask, err }) {
  const { options, rest } = parseArguments(argv, syntax);
  if (rest.length === 0) {
    err('Command line to execute required.');
    return 1;
  }

  const stem = (options.unit?.at(-1) ?? `run-u${serial()}`).replace(/\.(?:service|timer)$/u, '');
  const timed = options['on-active'] !== undefined || options['on-calendar'] !== undefined;
  const message = {
    op: 'transient',
    service: service(),
    ...(timed ? { timer: timer() } : {}),
    noBlock: options['no-block'] !== undefined,
  };
  return report(await ask(message));

  function service() {
    const [properties, sections] = [options.property ?? [], { Unit: {}, Service: {} }];
    const set = (section, key, value) => (sections[section][key] ??= []).push(value);
    set('Unit', 'Description', options.description?.at(-1) ?? rest.join(' '));
    set('Service', 'Type', options['service-type']?.at(-1) ?? 'exec');
    if (options.collect) set('Unit', 'CollectMode', 'inactive-or-failed');
    if (options['remain-after-exit']) set('Service', 'RemainAfterExit', 'yes');
    if (options['working-directory']) set('Service', 'WorkingDirectory', options['working-directory'].at(-1));
    for (const property of properties) {
      const [key, value] = cut(property);
      set(isUnitKey(key) ? 'Unit' : 'Service', key, value);
    }
    return { name: `${stem}.service`, sections: { ...sections, argv: rest, environment: environment() } };
  }

  function isUnitKey(key) {
    return /^(?:After|Before|Wants|Requires|BindsTo|PartOf|Conflicts|Description|CollectMode|StartLimit.*)$/u.test(
      key,
    );
  }

  function environment() {
    const pairs = (options.setenv ?? []).map((text) =>
      text.includes('=') ? cut(text) : [text, caller[text] ?? ''],
    );
    return Object.fromEntries(pairs);
  }

  function timer() {
    const given = (name) => (options[name] === undefined ? undefined : options[name].map(String));
    const entries = {
      OnActiveSec: given('on-active'),
      OnCalendar: given('on-calendar'),
      RemainAfterElapse: ['no'],
      Unit: [`${stem}.service`],
    };
    const Timer = Object.fromEntries(Object.entries(entries).filter(([, values]) => values !== undefined));
    return { name: `${stem}.timer`, sections: { Unit: { Description: [rest.join(' ')] }, Timer } };
  }

  function cut(text) {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)];
  }

  function report({ taken, results }) {
    if (taken) {
      err(
        `Failed to start transient ${taken.endsWith('.timer') ? 'timer' : 'service'} unit: Unit ${taken} was already loaded or has a fragment file.`,
      );
      return 1;
    }
    if (!options.quiet) {
      if (timed) err(`Running timer as unit: ${stem}.timer\nWill run service as unit: ${stem}.service`);
      else err(`Running as unit: ${stem}.service`);
    }
    const [name, result] = Object.entries(results)[0];
    if (result === 'done') return 0;
    err(
      `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" for details.`,
    );
    return 1;
  }
}
