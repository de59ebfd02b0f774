import type { Network } from '../../model/host/network.ts';
import { readServedCertificate } from '../certificate.ts';
import { getHttp, greet } from '../probe.ts';
import { resolveName } from '../resolve-name.ts';

export const realNetwork: Network = {
  get: getHttp,
  greet,
  resolve: resolveName,
  certificate: readServedCertificate,
};
