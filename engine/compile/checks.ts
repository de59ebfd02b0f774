import type { PlannerFacts } from '../model/proposal.ts';
import { joinOptionPath } from '../model/options/option.ts';
import type { Edit } from '../model/options/value.ts';
import type { DraftCheck } from '../kinds/check-kind.ts';
import { UNITS } from './names/units.ts';

/** Milliseconds a unit may take to come up or go down. */
const SETTLE = 30_000;

/** The health checks that belong to the edits: units, sockets and ports where they are known, else the value itself. */
export function checksFor(edits: readonly Edit[], facts: PlannerFacts): readonly DraftCheck[] {
  const checks = edits.flatMap((edit) => checksOf(edit, edits, facts));
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

function checksOf(edit: Edit, edits: readonly Edit[], facts: PlannerFacts): readonly DraftCheck[] {
  if (edit.op !== 'set') {
    return [];
  }
  const name = joinOptionPath(edit.path);
  const unit = unitOf(name, facts);
  if (unit !== undefined && typeof edit.value === 'boolean') {
    const state: DraftCheck = { kind: 'unit', unit, is: edit.value ? 'active' : 'inactive', within: SETTLE };
    return edit.value ? [state, ...answers(name, edits, facts)] : [state];
  }
  const stopped = /^services\.([\w-]+)\.enable$/u.exec(name)?.[1];
  if (edit.value === false && stopped !== undefined) {
    // That a unit does not run holds whether or not there is one of that name, so the usual name will do.
    return [{ kind: 'unit', unit: `${stopped}.service`, is: 'inactive', within: SETTLE }];
  }
  return [...valueCheck(edit), ...sshStillUp(name, edits, facts)];
}

function valueCheck(edit: Edit & { op: 'set' }): readonly DraftCheck[] {
  const { value } = edit;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [{ kind: 'option', path: edit.path, equals: value }]
    : [];
}

function unitOf(name: string, facts: PlannerFacts): string | undefined {
  if (name === 'services.openssh.enable' && facts.value('services.openssh.startWhenNeeded') === true) {
    return 'sshd.socket';
  }
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
}

function answers(name: string, edits: readonly Edit[], facts: PlannerFacts): readonly DraftCheck[] {
  switch (name) {
    case 'virtualisation.docker.enable':
      return [
        {
          kind: 'http',
          url: 'http://localhost/_ping',
          socket: '/run/docker.sock',
          status: 200,
          contains: 'OK',
          within: SETTLE,
        },
      ];
    case 'services.nginx.enable':
      return hasSites(edits, facts)
        ? [listens(portValue('services.nginx.defaultHTTPListenPort', facts, 80))]
        : [];
    case 'services.openssh.enable':
      return sshPorts(edits, facts).map(listens);
    default:
      return [];
  }
}

/** Without a virtual host nginx runs and listens nowhere. */
function hasSites(edits: readonly Edit[], facts: PlannerFacts): boolean {
  const declared = facts.value('services.nginx.virtualHosts');
  return (
    (typeof declared === 'object' && declared !== null && Object.keys(declared).length > 0) ||
    edits.some((edit) => edit.path.slice(0, 3).join('.') === 'services.nginx.virtualHosts')
  );
}

/** A change of how SSH works must leave it reachable. */
function sshStillUp(name: string, edits: readonly Edit[], facts: PlannerFacts): readonly DraftCheck[] {
  const running = name.startsWith('services.openssh.') && facts.value('services.openssh.enable') === true;
  const unit = unitOf('services.openssh.enable', facts);
  return running && unit !== undefined
    ? [{ kind: 'unit', unit, is: 'active', within: SETTLE }, ...sshPorts(edits, facts).map(listens)]
    : [];
}

function sshPorts(edits: readonly Edit[], facts: PlannerFacts): readonly number[] {
  const edit = edits.find((one) => joinOptionPath(one.path) === 'services.openssh.ports');
  const ports: unknown = edit?.op === 'set' ? edit.value : facts.value('services.openssh.ports');
  const numbers = Array.isArray(ports) ? ports.filter((port) => typeof port === 'number') : [];
  return numbers.length > 0 ? numbers : [22];
}

function portValue(name: string, facts: PlannerFacts, usual: number): number {
  const value = facts.value(name);
  return typeof value === 'number' ? value : usual;
}

function listens(port: number): DraftCheck {
  return { kind: 'tcp', address: '127.0.0.1', port, is: 'open', within: SETTLE };
}
