/** How this program is started again. */
export const SELF = [process.execPath, process.argv[1] ?? 'nixos-ai'] as const;
