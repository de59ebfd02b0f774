import { readConfiguration } from '../host/tree/config-tree.ts';
import type { HostPlace } from '../model/host/place.ts';
import type { Redact } from '../redact/redact-data.ts';
import { buildRedactor, type Redactor } from '../redact/redactor.ts';

/** Takes secrets out by their form alone. */
export const redactByForm: Redact = (text) => {
  byForm ??= buildRedactor(new Map(), { privateAddresses: false });
  return byForm.redact(text);
};

let byForm: Redactor | undefined;

/**
 * Takes out what a host's configuration says is secret. The files are read now and looked into when there is something
 * to redact; where they cannot be read, secrets are known by their form alone.
 */
export async function hostRedact(place: HostPlace): Promise<Redact> {
  const files = await readConfiguration(place).then(
    (configuration) => configuration.files,
    () => undefined,
  );
  if (files === undefined) return redactByForm;
  let redactor: Redactor | undefined;
  return (text) => {
    redactor ??= buildRedactor(files, { privateAddresses: false });
    return redactor.redact(text);
  };
}
