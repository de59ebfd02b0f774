import { readFile, statfs } from 'node:fs/promises';

/** How full a file system is, in per cent, as df(1) counts: of what others than root may use. */
export async function readDiskUse(path: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(path);
  const used = blocks - bfree;
  return used + bavail === 0 ? 0 : (used / (used + bavail)) * 100;
}

/** How full memory is, in per cent; what the kernel can give back at once counts as free. */
export async function readMemoryUse(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8');
  const kibibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0);
  const total = kibibytes('MemTotal');
  return total === 0 ? 0 : (1 - kibibytes('MemAvailable') / total) * 100;
}
