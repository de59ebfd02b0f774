import { stringify } from 'yaml';

/** Settings as they are written: the shape of schemas/host.schema.json. */
export function renderHostSettings(written: object): string {
  const heading = '# Settings of this host. Anything not set here has its documented default.\n';
  return heading + stringify(written, { lineWidth: 0 });
}
