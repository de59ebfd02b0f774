import type { Paint } from '../text/paint.ts';
import { NOTHING_IS_SENT, type ProviderStatus } from './providers.ts';

/** Settings that show everything there is; a test reads them as settings. */
export const EXAMPLE_SETTINGS = `providers:
  claude:
    kind: anthropic
    key-file: /run/secrets/anthropic
    price: { input: 3, output: 15 }
  local:
    kind: ollama
    model: qwen3
    timeout: 300
  vllm:
    kind: openai
    base-url: https://models.example.org/v1
    model: Qwen/Qwen3-32B
    key-env: VLLM_API_KEY
planner:
  order: [offline, claude, local]
`;

export interface Guide {
  /** The settings file of the host, or the one it would have. */
  readonly file: string;
  readonly order: readonly string[];
  readonly providers: readonly ProviderStatus[];
}

/** What a person should know before they let a model plan: what is sent, keys, order, how to configure. */
export function renderGuide(guide: Guide, paint: Paint): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['What is sent', [NOTHING_IS_SENT, ...SENT]],
    ['What is never sent', NEVER],
    ['Keys', [...KEYS, ...guide.providers.flatMap((one) => keyLine(one))]],
    ['Order', orderLines(guide)],
    [
      'How to configure',
      [
        `In ${guide.file}:`,
        '',
        ...EXAMPLE_SETTINGS.trimEnd()
          .split('\n')
          .map((line) => `    ${line}`),
      ],
    ],
  ];
  return sections
    .map(([title, lines]) => [paint.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'))
    .join('\n\n');
}

const SENT: readonly string[] = [
  'When a model is asked, it gets: your sentence and what was said before it; the rules of runbooks; the options,',
  'packages and shipped runbooks that may fit; the lines of the configuration about them; the version of NixOS, the',
  'names of the host, its users and groups; what policy forbids; and, when a plan did not pass, the findings.',
  'All of it goes through redaction first. OpenAI is asked not to store it (store: false).',
];

const NEVER: readonly string[] = [
  'Secrets, as far as they can be known: passwords and their hashes, private keys, tokens, what secret options hold.',
  'Files outside the configuration; the journal; variables of the environment; anything of the Nix store.',
  'A key goes to its own provider only, in a header, over https or within this computer. Redirects are not followed.',
];

const KEYS: readonly string[] = [
  'key-file: a file that only you can read, or the name of one of systemd’s credentials (LoadCredential=).',
  'key-env: a variable of the environment, where there is no such file. No other variable is read for keys or addresses.',
  'A key in the Nix store is refused: everybody on this computer could read it.',
];

function keyLine({ name, key, kind }: ProviderStatus): readonly string[] {
  if (kind === 'offline') return [];
  if (key.state === 'none needed') return [`${name}: needs none.`];
  if (key.state === 'found') return [`${name}: found in ${key.from}.`];
  return [`${name}: missing; looked in ${key.from.join(', then in ')}.`];
}

function orderLines({ order }: Guide): readonly string[] {
  const asked = order.join(', then ');
  const models = order.filter((name) => name !== 'offline');
  const here =
    models.length === 0
      ? `On this host: ${asked}. No model is asked.`
      : `On this host: ${asked}. A sentence may be sent to ${models.join(' and ')}.`;
  return [
    here,
    'offline is the built-in planner: what it understands is planned without any model.',
    'The next model is asked when one is unreachable, slow, busy, out of quota, misconfigured, or cuts its answer off.',
    'Nobody else is asked when a model declines, or when you interrupt.',
    'Whoever is asked gets the same prompt: name only providers that may see it.',
  ];
}
