import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';

export interface Taken {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real HTTP server that answers with the given codes in turn, then with the last of them. */
export async function httpServer(codes: readonly number[]) {
  const taken: Taken[] = [];
  const server = createHttp((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      response.statusCode = codes[Math.min(taken.length, codes.length - 1)] ?? 200;
      if (response.statusCode === 302) response.setHeader('location', '/elsewhere');
      taken.push({ path: request.url ?? '', headers: request.headers, body });
      response.end();
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, port, taken, close: () => server.close() };
}

/** A real SMTP server (RFC 5321), without STARTTLS; it keeps what it is told. */
export async function smtpServer() {
  const letters: { readonly from: string; readonly to: readonly string[]; readonly text: string }[] = [];
  const said: string[] = [];
  const server = createTcp((socket) => {
    let [rest, from, data] = ['', '', ''];
    let to: string[] = [];
    let reading = false;
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (reading && line === '.') {
          reading = false;
          letters.push({ from, to, text: data });
          [data, to] = ['', []];
          socket.write('250 taken\r\n');
        } else if (reading) data += `${line}\n`;
        else {
          said.push(line);
          if (/^EHLO/iu.test(line)) socket.write('250-here\r\n250 8BITMIME\r\n');
          else if (/^MAIL FROM:<(.*?)>/iu.test(line)) [from = ''] = [/<(.*?)>/u.exec(line)?.[1]];
          else if (/^RCPT TO:/iu.test(line)) to.push(/<(.*?)>/u.exec(line)?.[1] ?? '');
          else if (/^DATA/iu.test(line)) reading = true;
          if (/^(?:MAIL|RCPT|RSET|NOOP)/iu.test(line)) socket.write('250 ok\r\n');
          else if (reading) socket.write('354 go on\r\n');
          else if (/^QUIT/iu.test(line)) socket.end('221 bye\r\n');
          else if (!/^EHLO/iu.test(line)) socket.write('502 not known\r\n');
        }
      }
    });
    socket.on('error', () => undefined);
    socket.write('220 here ESMTP\r\n');
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  return { port, letters, said, close: () => server.close() };
}
