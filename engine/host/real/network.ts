import type { Network } from '../../model/host/network.ts';
import { readServedCertificate } from '../certificate.ts';
import { getHttp, greet } from '../probe.ts';

export const realNetwork: Network = { get: getHttp, greet, certificate: readServedCertificate };
