import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NixosMachine } from './support/machine.ts';
import { ON_NIXOS } from './support/needed.ts';
import { until } from '../../lib/until.ts';

const MADE_MS = 900_000;
const CASE_MS = 240_000;

/** What an administrator wrote of them before, where a service that is on alone has nothing to do. */
const WRITTEN = `
  services.nginx.virtualHosts.localhost.root = pkgs.writeTextDir "index.html" "served by nginx";
  # Debian's would write where the unit of NixOS may not.
  services.nginx.appendHttpConfig = ''
    client_body_temp_path /var/cache/nginx/body;
    proxy_temp_path /var/cache/nginx/proxy;
    fastcgi_temp_path /var/cache/nginx/fastcgi;
    uwsgi_temp_path /var/cache/nginx/uwsgi;
    scgi_temp_path /var/cache/nginx/scgi;
  '';
  services.caddy.virtualHosts.":8080".extraConfig = "respond \\"served by caddy\\"";
  services.haproxy.config = ''
    defaults
      mode http
      timeout client 5s
      timeout connect 5s
      timeout server 5s
    frontend all
      bind 127.0.0.1:8081
      http-request return status 200 content-type text/plain string "served by haproxy"
  '';
  services.mosquitto.listeners = [
    {
      address = "127.0.0.1";
      acl = [ "topic readwrite #" ];
      omitPasswordAuth = true;
      settings.allow_anonymous = true;
    }
  ];
  services.vsftpd.localUsers = true;
  # Nobody is outside who could be asked for it.
  services.unbound.enableRootTrustAnchor = false;
  # Debian's sshd asks for it.
  systemd.tmpfiles.rules = [ "d /run/sshd 0755 root root - -" ];
`;

const get = (url: string): string => `curl --silent --max-time 5 ${url}`;
const speak = (text: string, port: number): string => `printf '${text}' | nc -w 2 127.0.0.1 ${port}`;

/** Sentence, what somebody does with the service, what they get. */
const SERVICES = [
  ['enable nginx', get('http://localhost/'), /served by nginx/u],
  ['enable caddy', get('http://localhost:8080/'), /served by caddy/u],
  ['enable haproxy', get('http://127.0.0.1:8081/'), /served by haproxy/u],
  ['enable openssh', speak('', 22), /^SSH-2\.0-/u],
  ['enable memcached', speak('version\\r\\nquit\\r\\n', 11211), /^VERSION/u],
  ['enable mosquitto', '/usr/bin/mosquitto_pub -h 127.0.0.1 -t a -m b && echo said', /said/u],
  ['enable dnsmasq', '/usr/bin/dig +short @127.0.0.1 localhost', /^127\.0\.0\.1$/mu],
  ['enable unbound', '/usr/bin/dig +short @127.0.0.1 localhost', /^127\.0\.0\.1$/mu],
  ['enable prometheus', get('http://127.0.0.1:9090/-/healthy'), /[Hh]ealthy/u],
  ['enable the prometheus node exporter', get('http://127.0.0.1:9100/metrics'), /node_load1/u],
  ['enable vsftpd', speak('QUIT\\r\\n', 21), /^220 /u],
  ['enable syncthing', get('http://127.0.0.1:8384/rest/noauth/health'), /OK/u],
] as const;

describe('a service that is switched on by a sentence, on NixOS', ON_NIXOS, () => {
  let machine: NixosMachine;
  beforeAll(async () => {
    machine = await NixosMachine.make(WRITTEN);
    await machine.nixosAi(['options', 'refresh']);
  }, MADE_MS);
  afterAll(async () => machine.end());

  it.each(SERVICES)(
    '%s: it is of use, and is taken back',
    { timeout: CASE_MS },
    async (sentence, use, gets) => {
      const { generation: _, ...before } = machine.state();
      const changed = await machine.nixosAi([sentence, '--yes']);
      expect([changed.exitCode, changed.stderr]).toEqual([0, expect.any(String)]);
      const said = await until(
        () => {
          const { stdout } = machine.run(['bash', '-c', use]);
          return gets.test(stdout) ? stdout : undefined;
        },
        `an answer like ${gets.source}`,
        { within: 20_000, every: 500 },
      );
      expect(said).toMatch(gets);

      const back = await machine.nixosAi(['rollback', '--yes']);
      expect([back.exitCode, back.stderr]).toEqual([0, expect.any(String)]);
      expect(gets.test(machine.run(['bash', '-c', use]).stdout)).toBe(false);
      const { generation: __, ...after } = machine.state();
      expect(after).toEqual(before);
    },
  );
});
