import type { CertificateFacts } from '../model/host/network.ts';
import { X509Certificate } from 'node:crypto';
import { readIfThere } from './tree/files.ts';

/**
 * The certificate that a TLS server shows to who asks for `name`, or why there is none. Whether somebody vouches for it
 * is not asked: it is looked at, not trusted. Protocols that begin without TLS are not spoken.
 *
 * @param timeout - Milliseconds.
 * @example
 * await readServedCertificate('127.0.0.1', 443, 'example.org', 5_000)
 */
export async function readServedCertificate(
  address: string,
  port: number,
  name: string,
  timeout: number,
): Promise<CertificateFacts | { readonly error: string }> {
  const { connect } = await import('node:tls');
  return new Promise((settle) => {
    const servername = /^[\d.:]+$/u.test(name) ? {} : { servername: name };
    const socket = connect({ host: address, port, rejectUnauthorized: false, ...servername });
    const end = (found: CertificateFacts | { readonly error: string }): void => {
      socket.destroy();
      settle(found);
    };
    socket.setTimeout(timeout, () => end({ error: `no answer within ${timeout} ms` }));
    socket.once('error', (error) => end({ error: error.message === '' ? error.name : error.message }));
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate();
      end(shown === undefined ? { error: 'the server shows no certificate' } : factsOf(shown));
    });
  });
}

/** The first certificate of a file in PEM or DER form, or why there is none. */
export async function readCertificateFile(
  path: string,
): Promise<CertificateFacts | { readonly error: string }> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return { error: 'there is no such file' };
  try {
    return factsOf(new X509Certificate(bytes));
  } catch {
    return { error: 'it is no certificate' };
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    until: certificate.validToDate,
    fingerprint: certificate.fingerprint256,
    isFor: (host) => (certificate.checkHost(host) ?? certificate.checkIP(host)) !== undefined,
  };
}
