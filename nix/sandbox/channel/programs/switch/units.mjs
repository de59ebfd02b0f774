import { request } from '../lib/client.mjs';

/** Asks the supervisor; where none runs (a host that is being installed), there are no units to change. */
export async function systemctl(root, message) {
  try {
    return await request(root, message);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return { units: [], results: {} };
    throw error;
  }
}

/** Name → properties, of the units that come from the configuration. */
export function unitStates(root, { units }) {
  const directory = `${root}/etc/systemd/system/`;
  const ours = units.filter((unit) => unit.Transient === 'no' || unit.FragmentPath.startsWith(directory));
  return new Map(ours.map((unit) => [unit.Id, unit]));
}
