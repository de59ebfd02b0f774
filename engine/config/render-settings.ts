import { stringify } from 'yaml';

/** Settings as they are written: the shape of schemas/host.schema.json. */
export function renderHostSettings(written: object): string {
  const heading = '# The settings of this host; everything not said here has its documented default.\n';
  return heading + stringify(written, { lineWidth: 0 });
}
