import type { HostPlace } from './place.ts';

/** Who starts and stops the units of a host: systemd itself, or the sandbox's own stand-in for it. */
export type ServiceManager = 'systemd' | 'sandbox';

/** Which host it is. */
export interface HostIdentity {
  /** What people call it: the name of this computer, or the directory that stands for a host. */
  readonly id: string;
  /** Whether it is this computer itself, and not a directory that stands for a host. */
  readonly isLocal: boolean;
  readonly manager: ServiceManager;
  /** The arguments that name it to this program again; none for this computer. */
  readonly named: readonly string[];
}

/** Whether the host is this computer itself. The one place that knows by what. */
export function isLocal({ root }: Pick<HostPlace, 'root'>): boolean {
  return root === '/';
}

/** A host in a directory has a stand-in for systemd. */
export function serviceManager(place: Pick<HostPlace, 'root'>): ServiceManager {
  return isLocal(place) ? 'systemd' : 'sandbox';
}

/** The arguments that name a host to this program: `--host DIR`, or none for this computer. */
export function hostArguments(place: Pick<HostPlace, 'root'>): readonly string[] {
  return isLocal(place) ? [] : ['--host', place.root];
}

/**
 * @param computer - The name of this computer.
 * @example
 * identifyHost({ root: '/srv/trial' }, 'atlas') // { id: '/srv/trial', isLocal: false, … }
 */
export function identifyHost(place: Pick<HostPlace, 'root'>, computer: string): HostIdentity {
  const local = isLocal(place);
  return {
    id: local ? computer : place.root,
    isLocal: local,
    manager: serviceManager(place),
    named: hostArguments(place),
  };
}
