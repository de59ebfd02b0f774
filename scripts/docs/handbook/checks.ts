import type { DriftKind, Written, WrittenCheck } from '../../../engine/model/runbook.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import { renderDuration } from '../../../engine/document/duration.ts';
import { sayCommand, sayPath, sayValue } from './words.ts';

/** What must be so, and how long it may take to become so. */
export function sayCheck(check: WrittenCheck): string {
  const within = check.within === 0 ? '' : `, within ${renderDuration(check.within)}`;
  return `${sayState(check)}${within}`;
}

function sayState(check: WrittenCheck): string {
  switch (check.kind) {
    case 'unit':
      return `unit ${sayValue(check.unit)} is ${check.is}`;
    case 'http': {
      const socket = check.socket === undefined ? '' : ` on the socket ${sayValue(check.socket)}`;
      return `${sayValue(check.url)}${socket} answers ${check.status}${sayContains(check.contains)}`;
    }
    case 'tcp': {
      const said = check.contains === undefined ? '' : `, and the server says ${sayValue(check.contains)}`;
      return `port ${sayValue(check.port)} of ${sayValue(check.address)} is ${check.is}${said}`;
    }
    case 'command':
      return `${sayCommand(check.argv)} exits ${check.exit}${sayContains(check.contains)}`;
    case 'file': {
      const there = check.exists ? 'is there' : 'is not there';
      return `${sayValue(check.path)} ${there}${sayContains(check.contains)}${sayNewer(check.newerThan)}`;
    }
    case 'option': {
      const order = check.anyOrder ? ', in any order' : '';
      return `the configuration gives ${sayPath(check.path)} the value ${sayValue(check.equals)}${order}`;
    }
    case 'drift':
      return DRIFT[check.of];
    default:
      return sayOperation(check);
  }
}

type Operation = Extract<WrittenCheck, { kind: 'certificate' | 'newest' | 'restore' | 'login' | 'ssh' }>;

function sayOperation(check: Operation): string {
  switch (check.kind) {
    case 'certificate': {
      const { source } = check;
      const where =
        source.kind === 'file'
          ? `in ${sayValue(source.path)}`
          : `that port ${sayValue(source.port)} of ${sayValue(source.address)} shows`;
      const days = check.days === 0 ? 'has not ended' : `holds for ${sayValue(check.days)} days`;
      const newer =
        check.newerThan === undefined ? '' : `, longer than the one of before (${sayValue(check.newerThan)})`;
      return `the certificate ${where} is for ${sayValue(check.name)} and ${days}${newer}`;
    }
    case 'newest': {
      const least = check.bytes === 0 ? '' : `, of ${sayValue(check.bytes)} bytes at least`;
      return `there is a file ${sayValue(check.match)} in ${sayValue(check.directory)}${least}${sayNewer(check.newerThan)}`;
    }
    case 'restore':
      return `the newest ${sayValue(check.match)} in ${sayValue(check.directory)} unpacks, and every file of ${sayValue(check.compare)} that did not change since is in it and the same`;
    case 'login':
      return check.is === 'possible'
        ? `the SSH server would let ${sayValue(check.user)} log in with a key`
        : `there is no account ${sayValue(check.user)}, and no key of it`;
    case 'ssh':
      return `the port of this SSH session, or without one a port of the server, is among ${sayValue(check.ports)}`;
    default:
      return assertNever(check);
  }
}

const DRIFT: Readonly<Record<DriftKind, string>> = {
  configuration: 'the configuration gives the system that runs',
  boot: 'the system that runs is the one that boots next',
  units: 'no unit has failed',
};

function sayContains(contains: Written | undefined): string {
  return contains === undefined ? '' : `, with ${sayValue(contains)} in it`;
}

function sayNewer(than: Written | undefined): string {
  return than === undefined ? '' : `, newer than ${sayValue(than)}`;
}
