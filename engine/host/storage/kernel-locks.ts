/** A lock for writing, as the kernel lists it. */
export interface KernelLock {
  readonly pid: number;
  /** Major and minor number, hexadecimal. */
  readonly device: string;
  readonly inode: number;
}

/**
 * The locks for writing of /proc/locks; who waits for one (`->`) does not hold it.
 *
 * @example
 * parseLocks('6: FLOCK  ADVISORY  WRITE 16395 fe:00:9473133 0 EOF')
 * // [{ pid: 16395, device: 'fe:00', inode: 9473133 }]
 */
export function parseLocks(table: string): readonly KernelLock[] {
  const rows = table.matchAll(
    /^\d+: (?:FLOCK|POSIX|OFDLCK) +\w+ +WRITE (?<pid>-?\d+) (?<device>[0-9a-f]+:[0-9a-f]+):(?<inode>\d+) /gmu,
  );
  return [...rows].map(({ groups = {} }) => ({
    pid: Number(groups['pid']),
    device: groups['device'] ?? '',
    inode: Number(groups['inode']),
  }));
}

/** A device as /proc/locks writes it. */
export function deviceName(device: number): string {
  const number = BigInt(device);
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n);
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n);
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':');
}
