export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** What a check needs to know of a certificate. */
export interface CertificateFacts {
  readonly until: Date;
  readonly fingerprint: string;
  readonly isFor: (host: string) => boolean;
}

/** A certificate, or why there is none. */
export type Certificate = CertificateFacts | { readonly error: string };

/** What answers on the network, seen from the host. Timeouts are milliseconds; nothing here throws. */
export interface Network {
  /** GETs a URL, over a unix socket where one is given. Redirects are not followed. */
  get(
    url: string,
    options: { readonly socket?: string; readonly timeout: number },
  ): Promise<HttpAnswer | { readonly error: string }>;
  /**
   * Connects, and with `wanted` reads what the server says first until it holds that: the text; '' when it says nothing.
   * Undefined when no connection is accepted.
   */
  greet(
    address: string,
    port: number,
    timeout: number,
    wanted: string | undefined,
  ): Promise<string | undefined>;
  /**
   * The addresses of a name: by what programs of the host are told, or by the DNS server at an address. Sorted.
   */
  resolve(
    name: string,
    options: { readonly server?: string; readonly timeout: number },
  ): Promise<readonly string[] | { readonly error: string }>;
  /** The certificate that a TLS server shows to who asks for `name`. It is looked at, not trusted. */
  certificate(address: string, port: number, name: string, timeout: number): Promise<Certificate>;
}
