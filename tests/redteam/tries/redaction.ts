import { buildRedactor } from '../../../engine/redact/redactor.ts';
import { redactByForm } from '../../../engine/run/host-redactor.ts';
import { ifSo, type Try } from './try.ts';

const SECRET = 'vK9xQ2mW7pLs4TzR';
const GONE = 'nothing of the secret is left';

const BY_COMMAND = 'what clients say to servers is known by its commands';
const BY_READING = 'a name is what it reads as, whatever it is spelled with';

/** A line of a program that holds the secret, which is known by nothing but what stands around it. */
const BY_FORM: readonly (readonly [what: string, text: string, mended?: string])[] = [
  ['a variable of Docker', `docker run -e MYSQL_ROOT_PASSWORD=${SECRET} mysql`],
  ['a variable of systemd', `Environment="API_TOKEN=${SECRET}"`],
  ['a credential of systemd', `SetCredential=db-password:${SECRET}`],
  ['a line of .netrc', `machine git.example login eve password ${SECRET}`],
  ['a line of .pgpass', `db.example:5432:app:eve:${SECRET}`],
  ['a line of crypttab', `luks-key PASSWORD=${SECRET}`],
  [
    'an HTTP header of basic login',
    `Authorization: Basic ${Buffer.from(`eve:${SECRET}`).toString('base64')}`,
  ],
  ['an HTTP header in a command', `curl -H "X-Api-Key: ${SECRET}" https://api.example`],
  ['an URL of a database', `postgresql://eve:${SECRET}@db.example/app`],
  ['an URL of rsync', `rsync://eve:${SECRET}@backup.example/data`],
  ['an URL with a query', `GET /v1?access_token=${SECRET}&page=2`],
  ['a query in percent', `GET /v1?client%5Fsecret=${SECRET}`],
  ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ password: SECRET }) })],
  ['a list of pairs', JSON.stringify([{ name: 'DB_PASSWORD', value: SECRET }])],
  [
    'pairs the other way round',
    JSON.stringify([{ value: SECRET, name: 'DB_PASSWORD' }]),
    'the value before its name is looked for',
  ],
  ['a map of Kubernetes', `stringData:\n  password: ${SECRET}\n`],
  ['a block of YAML', `password: >-\n  ${SECRET}\n`],
  ['a table of TOML', `[auth]\nsecret_key = '${SECRET}'\n`],
  ['a value of INI with a colon', `smtp_password : ${SECRET}`],
  ['an attribute of XML', `<login password="${SECRET}"/>`],
  ['an element of XML', `<entry key="password">${SECRET}</entry>`],
  ['a property of Java', `spring.datasource.password=${SECRET}`],
  ['an option of Java', `java -Djavax.net.ssl.keyStorePassword=${SECRET} -jar a.jar`],
  ['a flag with =', `restic --password=${SECRET} backup`],
  ['a flag of mysql', `mysql -u eve -p${SECRET} app`],
  ['a flag of sshpass', `sshpass -p ${SECRET} ssh eve@host`],
  ['a flag of openssl', `openssl enc -pass pass:${SECRET} -in a`],
  ['a flag of ldapsearch', `ldapsearch -D cn=admin -w ${SECRET} -b dc=a`],
  ['a key of WireGuard', 'PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk='],
  ['a key of WPA', `network={\n ssid="a"\n psk="${SECRET}"\n}`],
  ['a statement of SQL', `CREATE USER eve IDENTIFIED BY '${SECRET}';`],
  ['a role of PostgreSQL', `ALTER ROLE eve WITH PASSWORD '${SECRET}';`],
  ['a setting of redis', `requirepass ${SECRET}`],
  ['a secret of RADIUS', `client 10.0.0.1 {\n secret = ${SECRET}\n}`],
  ['a community of SNMP', `rocommunity ${SECRET} 10.0.0.0/8`],
  ['PHP', `define('DB_PASSWORD', '${SECRET}');`],
  ['Python', `conn = connect(user="eve", passwd="${SECRET}")`],
  ['Ruby', `{ :password => "${SECRET}" }`],
  ['Nix in a log', `error: services.a.password = "${SECRET}";`],
  ['two escapes', `"password\\":\\"${SECRET}\\"`],
  ['capitals with dots', `DB.PASSWORD=${SECRET}`],
  ['a name of another language', `contraseña=${SECRET}`, 'the name is known with its own letters, too'],
  ['a name in German', `Passwort: ${SECRET}`],
  ['a full-width colon', `password：${SECRET}`, 'the full-width colon assigns, too'],
  ['a command of redis', `AUTH default ${SECRET}`, BY_COMMAND],
  ['a command of redis without a name', `127.0.0.1:6379> AUTH tr0ub4dor`, BY_COMMAND],
  ['a command of redis as it is sent', `*2\r\n$4\r\nAUTH\r\n$9\r\ntr0ub4dor\r\n`, BY_COMMAND],
  ['a user of redis', `ACL SETUSER eve on >${SECRET} ~* +@all`, BY_COMMAND],
  ['a login of IMAP', 'a1 LOGIN eve tr0ub4dor\r\n', BY_COMMAND],
  ['a login of FTP', 'USER eve\r\n331 Password required\r\nPASS tr0ub4dor\r\n', BY_COMMAND],
  ['a login of SMTP', `AUTH PLAIN ${Buffer.from(`\0eve\0${SECRET}`).toString('base64')}`, BY_COMMAND],
  ['a name of IRC', '/msg NickServ IDENTIFY tr0ub4dor', BY_COMMAND],
  ['a name with a character in it that nobody sees', `pass\u200Bword=${SECRET}`, BY_READING],
  ['a name with a letter of another alphabet', `p\u0430ssword=${SECRET}`, BY_READING],
  ['a name in full-width letters', `ｐａｓｓｗｏｒｄ=${SECRET}`, BY_READING],
  ['a name with a colour in it', `pass\u001B[0mword=${SECRET}`, BY_READING],
  ['a name in escapes of JSON', String.raw`{"\u0070asswor\u0064":"${SECRET}"}`, BY_READING],
  ['a name in entities of XML', `<a p&#97;ssword="${SECRET}"/>`, BY_READING],
  ['a name in percents', `GET /?p%61sswor%64=${SECRET}`, BY_READING],
  ['a name behind a mark of direction', `\u202Epassword\u202C=${SECRET}`, BY_READING],
  ['a block of letters that nobody sees', `pass\u{E0041}\u{E0042}word: ${SECRET}`, BY_READING],
  ['colours between name and value', `password=\u001B[31m${SECRET}\u001B[0m`],
];

/** A secret that the configuration names, in another spelling. */
const SPELLINGS: readonly (readonly [what: string, spelled: (secret: string) => string, mended?: string])[] =
  [
    ['as it is', (secret) => secret],
    ['in base64', (secret) => Buffer.from(secret).toString('base64')],
    ['in base64 behind three letters', (secret) => Buffer.from(`abc${secret}`).toString('base64')],
    ['in base64 for URLs, without padding', (secret) => Buffer.from(secret).toString('base64url')],
    ['in hexadecimal', (secret) => Buffer.from(secret).toString('hex')],
    ['in capitals of hexadecimal', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
    [
      'in percent, every letter of it',
      (secret) => Buffer.from(secret).toString('hex').replaceAll(/../gu, '%$&'),
      'that spelling is looked for',
    ],
    ['as JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret))],
    ['in shell quotes', (secret) => `'${secret.replaceAll("'", String.raw`'\''`)}'`],
  ];

export const REDACTION: readonly Try[] = [
  ...BY_FORM.map(([what, text, mended]): Try => ({
    kind: 'redaction',
    tried: `a secret in ${what}`,
    expected: GONE,
    ...(mended === undefined ? {} : { mended }),
    play: () => {
      const hidden = hiddenIn(what, text);
      const left = redactByForm(text);
      return ifSo(!left.includes(hidden), GONE, left);
    },
  })),
  ...SPELLINGS.map(([what, spelled, mended]): Try => ({
    kind: 'redaction',
    tried: `a secret of the configuration ${what}, in the output of a program`,
    expected: GONE,
    ...(mended === undefined ? {} : { mended }),
    play: () => {
      const value = `${SECRET}&d'q"`;
      const text = `{ services.a.password = ${JSON.stringify(value)}; }`;
      const redactor = buildRedactor(new Map([['a.nix', text]]), { privateAddresses: false });
      const left = redactor.redact(`seen: ${spelled(value)} end`);
      return ifSo(!left.includes(spelled(value)), GONE, left);
    },
  })),
];

function hiddenIn(what: string, text: string): string {
  if (what === 'a key of WireGuard') return 'yAnz5TF';
  const encoded = /(?:Basic|PLAIN) (\S+)/u.exec(text)?.[1];
  return encoded ?? (text.includes(SECRET) ? SECRET : 'tr0ub4dor');
}
