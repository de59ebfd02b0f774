import { failed, hasErrors, ok, type Finding, type Result } from '../model/finding.ts';
import type { Channel, Notification, Schedule, Service, Trigger, When } from '../model/service/service.ts';
import { NOTICE_MEMBERS } from '../model/service/notice.ts';
import { KINDS } from '../kinds/kinds.ts';
import { readChecks } from '../kinds/read-checks.ts';
import { parseWait, parseWindow } from '../document/window.ts';
import { SERVICE_DEFAULTS } from './defaults.ts';
import {
  readServiceDocument,
  type ServiceDocument,
  type WrittenNotification,
  type WrittenSchedule,
  type WrittenTrigger,
} from './service-document.ts';

/**
 * The text of a service file → what the service does. Durations become milliseconds, and every member has a value.
 *
 * Findings: SRV001 not plain YAML, SRV002 not as schemas/service.schema.json says, SRV003 two of one name, SRV005 a template names what is not there; RB… a check
 * of a health trigger is none.
 *
 * @example
 * parseService('service: 1\ntriggers: [{ name: web, when: { unit-failed: nginx.service }, run: restart-web }]\n', 'service.yaml')
 */
export function parseService(text: string, file: string): Result<Service> {
  const read = readServiceDocument(text, file);
  if (!read.ok) return read;
  const { written } = read.value;
  const findings: Finding[] = ['schedules', 'triggers', 'notifications'].flatMap((list) =>
    findRepeated(read.value, list as 'schedules' | 'triggers' | 'notifications'),
  );
  const triggers = (written.triggers ?? []).flatMap((trigger, index) => {
    const when = resolveWhen(read.value, trigger, index, findings);
    return when === undefined ? [] : [resolveTrigger(trigger, when)];
  });
  findings.push(...findUnknownMembers(read.value));
  if (hasErrors(findings)) return failed(...findings);
  return ok({
    file,
    operators: written.operators ?? [],
    viewers: written.viewers ?? [],
    schedules: (written.schedules ?? []).map(resolveSchedule),
    triggers,
    notifications: (written.notifications ?? []).map(resolveNotification),
  });
}

/** The service of a host that has no file: it watches nothing, and answers root. */
export function emptyService(file: string): Service {
  return { file, operators: [], viewers: [], schedules: [], triggers: [], notifications: [] };
}

function resolveSchedule(written: WrittenSchedule): Schedule {
  const { name, runbook, calendar } = written;
  const window = written.window === undefined ? undefined : parseWindow(written.window);
  return {
    name,
    runbook,
    calendar,
    with: written.with ?? {},
    approved: written.approved ?? false,
    jitter: milliseconds(written.jitter, SERVICE_DEFAULTS.jitter.value),
    persistent: written.persistent ?? SERVICE_DEFAULTS.persistent.value,
    ...(window === undefined ? {} : { window }),
  };
}

function resolveTrigger(written: WrittenTrigger, when: When): Trigger {
  const { runs, per } = SERVICE_DEFAULTS;
  return {
    name: written.name,
    when,
    runbook: written.run,
    with: written.with ?? {},
    approved: written.approved ?? false,
    cooldown: milliseconds(written.cooldown, SERVICE_DEFAULTS.cooldown.value),
    budget: {
      runs: written.budget?.runs ?? runs.value,
      per: milliseconds(written.budget?.per, per.value),
    },
  };
}

function resolveWhen(
  { source }: ServiceDocument,
  { when }: WrittenTrigger,
  index: number,
  findings: Finding[],
): When | undefined {
  if (when['unit-failed'] !== undefined) return { kind: 'unit-failed', unit: when['unit-failed'] };
  if (when['path-changed'] !== undefined) return { kind: 'path-changed', path: when['path-changed'] };
  if (when['disk-full'] !== undefined) return { kind: 'disk-full', ...when['disk-full'] };
  if (when['memory-full'] !== undefined) return { kind: 'memory-full', ...when['memory-full'] };
  const { health } = when;
  if (health === undefined) return undefined;
  const pointer = `/triggers/${index}/when/health/checks`;
  const checks = readChecks({ value: health.checks, pointer, source, findings }, KINDS);
  if (checks === undefined) return undefined;
  const every = milliseconds(health.every, SERVICE_DEFAULTS.every.value);
  return { kind: 'health', checks, every, failures: health.failures ?? SERVICE_DEFAULTS.failures.value };
}

function resolveNotification(written: WrittenNotification): Notification {
  const { title, body } = written.template ?? {};
  return {
    name: written.name,
    on: written.on,
    template: { title: title ?? SERVICE_DEFAULTS.title.value, body: body ?? SERVICE_DEFAULTS.body.value },
    channel: resolveChannel(written),
  };
}

function resolveChannel({ webhook, ntfy, smtp }: WrittenNotification): Channel {
  if (webhook !== undefined) {
    const url = webhook.url ?? { file: webhook['url-file'] ?? '' };
    return { kind: 'webhook', url, ...secret('token', webhook['token-file']) };
  }
  if (ntfy !== undefined) {
    const { topic, server = SERVICE_DEFAULTS.ntfy.value, priority = SERVICE_DEFAULTS.priority.value } = ntfy;
    return { kind: 'ntfy', server, topic, priority, ...secret('token', ntfy['token-file']) };
  }
  if (smtp === undefined) return { kind: 'desktop' };
  const { host, from, to, user, tls = 'starttls' } = smtp;
  const port = smtp.port ?? SERVICE_DEFAULTS.smtpPort[tls];
  const login = { ...(user === undefined ? {} : { user }), ...secret('password', smtp['password-file']) };
  return { kind: 'smtp', host, port, tls, from, to, ...login };
}

function secret<K extends string>(key: K, file: string | undefined): { [name in K]?: { file: string } } {
  const found: { [name in K]?: { file: string } } = {};
  if (file !== undefined) found[key] = { file };
  return found;
}

function milliseconds(written: string | undefined, otherwise: number): number {
  return written === undefined ? otherwise : (parseWait(written) ?? otherwise);
}

function findRepeated(
  { written, source }: ServiceDocument,
  list: 'schedules' | 'triggers' | 'notifications',
): readonly Finding[] {
  const names = (written[list] ?? []).map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: 'SRV003',
            severity: 'error' as const,
            message: `service: ${list} has two entries named '${name}'`,
            position: source.locate(`/${list}/${index}/name`),
            fix: 'give it another name',
          },
        ],
  );
}

function findUnknownMembers({ written, source }: ServiceDocument): readonly Finding[] {
  return (written.notifications ?? []).flatMap(({ template = {} }, index) =>
    Object.entries(template).flatMap(([part, text]) => {
      const named = [...text.matchAll(/\{([a-z]+)\}/gu)].map((match) => match[1] ?? '');
      const unknown = named.filter((name) => !NOTICE_MEMBERS.some((member) => member === name));
      return unknown.map((name) => ({
        code: 'SRV005',
        severity: 'error' as const,
        message: `service: '{${name}}' is not a template variable`,
        position: source.locate(`/notifications/${index}/template/${part}`),
        fix: `use one of ${NOTICE_MEMBERS.join(', ')}`,
      }));
    }),
  );
}
