import type { Letter } from '../../model/service/notice.ts';
import type { Channel } from '../../model/service/service.ts';
import { NotTaken } from './post.ts';
import { readSecret } from './secret-file.ts';

const TIMEOUT_MS = 10_000;

/** Sends a letter as an e-mail of plain text. The library is loaded with the first. */
export async function sendMail(
  { host, port, tls, from, to, user, password }: Extract<Channel, { kind: 'smtp' }>,
  { title, body }: Letter,
): Promise<void> {
  const auth =
    user === undefined
      ? {}
      : { auth: { user, pass: password === undefined ? '' : await readSecret(password) } };
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // What is said comes from us, and never from a file or an address that it names.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...auth,
  });
  try {
    await transport.sendMail({ from, to: [...to], subject: title, text: body });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
    throw new NotTaken(message, code < 500);
  } finally {
    transport.close();
  }
}
