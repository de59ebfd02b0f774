/**
 * Parses the text of an nginx configuration into directives `{ name, args, line, block? }`. Throws an Error with nginx's
 * wording: unknown directives, missing semicolons and braces.
 */
export function parseNginx(text, file) {
  const tokens = tokenize(text, file);
  const [directives, rest] = block(tokens, file, false);
  if (rest.length > 0) throw new Error(`[emerg] unexpected "}" in ${file}:${rest[0].line}`);
  return directives;
}

const known = new Set(
  `daemon events http server listen server_name root index location return proxy_pass stub_status user worker_processes
  pid error_log access_log include default_type sendfile tcp_nopush tcp_nodelay keepalive_timeout types_hash_max_size gzip
  gzip_types gzip_proxied gzip_comp_level gzip_vary ssl_protocols ssl_ciphers ssl_certificate ssl_certificate_key client_max_body_size proxy_set_header
  add_header try_files autoindex alias rewrite worker_connections server_tokens map upstream expires`.split(
    /\s+/u,
  ),
);

function block(tokens, file, nested) {
  const directives = [];
  let rest = tokens;
  while (rest.length > 0 && rest[0].text !== '}') {
    const end = rest.findIndex((token) => !token.quoted && [';', '{', '}'].includes(token.text));
    const stop = rest[end];
    const { text: name, line } = rest[0];
    if (!known.has(name)) throw new Error(`[emerg] unknown directive "${name}" in ${file}:${line}`);
    if (end < 0) throw new Error(`[emerg] unexpected end of file, expecting ";" or "}" in ${file}:${line}`);
    if (stop.text === '}') throw new Error(`[emerg] unexpected "}" in ${file}:${stop.line}`);
    const directive = { name, args: rest.slice(1, end).map((token) => token.text), line };
    rest = rest.slice(end + 1);
    if (stop.text === '{') [directive.block, rest] = block(rest, file, true);
    directives.push(directive);
  }
  if (!nested) return [directives, rest];
  if (rest.length === 0) throw new Error(`[emerg] unexpected end of file, expecting "}" in ${file}`);
  return [directives, rest.slice(1)];
}

function tokenize(text, file) {
  const tokens = [];
  const pattern =
    /(\n)|[ \t\r]+|#[^\n]*|([;{}])|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|([^\s;{}"']+)|(["'])/gu;
  let line = 1;
  for (const match of text.matchAll(pattern)) {
    const [whole, newline, mark, double, single, word, open] = match;
    if (newline) line += 1;
    else if (open) throw new Error(`[emerg] unexpected end of file, expecting "${open}" in ${file}:${line}`);
    else if (mark ?? word) tokens.push({ text: mark ?? word, line, quoted: false });
    else if ((double ?? single) !== undefined) {
      tokens.push({ text: unescape(double ?? single), line, quoted: true });
      line += whole.split('\n').length - 1;
    }
  }
  return tokens;
}

function unescape(text) {
  return text.replaceAll(
    /\\(.)/gsu,
    (_, character) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character,
  );
}
