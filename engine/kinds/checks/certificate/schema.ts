import { DEFAULTS } from '../../../config/defaults.ts';
import type { CheckSchema } from '../../check-kind.ts';
import { map, refer, REFERENCES } from '../../schema.ts';
import { MOST_DAYS } from './parse.ts';

const subject = map(
  'Certificate',
  'A TLS certificate: presented by a server on a port, or in a file. Its issuer is not checked.',
  {
    port: refer('port', 'Port', 'TCP port of a server that starts with TLS.'),
    address: {
      ...refer('text', 'Address', 'IP address to connect to.'),
      default: DEFAULTS.tcpAddress.value,
    },
    file: refer('text', 'File', 'Absolute path of a file in PEM or DER form.'),
    name: refer('text', 'Name', 'Host name or IP address that it must be for, also sent to the server.'),
  },
  ['name'],
);

const days = {
  title: 'Days',
  description: 'Days for which the certificate must still be valid.',
  default: 0,
  anyOf: [
    {
      title: 'Days',
      description: `0 to ${MOST_DAYS}.`,
      type: 'integer',
      minimum: 0,
      maximum: MOST_DAYS,
    },
    ...REFERENCES,
  ],
};

export const certificateSchema: CheckSchema = {
  subject: {
    ...subject,
    oneOf: [{ required: ['port'] }, { required: ['file'], not: { required: ['address'] } }],
  },
  keys: { days },
};
