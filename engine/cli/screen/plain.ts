/** The environment variable that says the same as `--plain`. */
export const PLAIN = 'NIXOS_AI_PLAIN';

/** Whether text is to be words alone: no colours, no symbols, nothing that is drawn over. */
export function isPlain(): boolean {
  const said = process.env[PLAIN];
  return said !== undefined && said !== '' && said !== '0';
}
