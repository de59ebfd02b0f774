import type { Task, Topic } from '../../model/proposal.ts';
import type { ClauseReading, Context } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { askQuestion } from '../understanding.ts';

/**
 * Questions and look-ups. They change nothing, so that not every word of one must be known: what it is about is told by
 * the words that stand in it.
 */
export function readLookUp(clause: Clause, context: Context): ClauseReading | undefined {
  return answerTo(textOf(clause, context), context);
}

/** How a question, or an order to show something, begins; and what is one without any verb. */
const BEGINS =
  /^(?:what|which|who|whose|when|where|why|how|is|are|am|was|were|does|do|did|has|have i|show|check|display|print|list|see|report|tell me|give me|find|search|look|lookup|(?:status|history|help|memory|disk|uptime|generations?)(?!.*\b(?:is|are)\b))\b/u;

interface Kind {
  readonly task: Task;
  readonly topic: Topic;
  /** The first that fits decides. A named group \`query\` is what is asked for. */
  readonly words: readonly RegExp[];
}

const KINDS: readonly Kind[] = [
  {
    task: 'status',
    topic: 'help',
    words: [
      /^(?:show |print |give me )?help$/u,
      /^what (?:can|could|do) (?:you|i|we) (?:do|ask|say|understand)(?: here| for me)?$/u,
      /^(?:how (?:do|does) (?:you|this|it) work|who are you|what are you)$/u,
    ],
  },
  {
    task: 'status',
    topic: 'installed',
    words: [
      /^(?:which|what|list|show|how many)\b.*\b(?:packages?|programs?|software|apps?|applications?)\b.*\binstalled\b/u,
      /^(?:list|show|what are|which are) (?:me )?(?:the |all |my )*installed (?:packages|programs|software)/u,
      /^(?:what|which) (?:is|are) installed/u,
      /^is (?<query>.+?) (?:already )?installed\b/u,
      /^(?:do|have) (?:i|we) (?:have |got )?(?<query>.+?) installed\b/u,
    ],
  },
  {
    task: 'search',
    topic: 'packages',
    words: [
      /^(?:which|what|is there|are there|find|search|look|list|show)\b.*?\bpackages?\b(?: is| are| for| that| about| with| named| called| which)*(?<query>.*)$/u,
    ],
  },
  {
    task: 'history',
    topic: 'history',
    words: [
      /^(?:what|who|when|which|how|show|list|print|display|see|give me|tell me|report|check|has|have|did|was)\b.*?\b(?:changed?|changes|happened|history|runs|modified|edited|touched)\b(?<query>.*)$/u,
      /^what (?:did|have) (?:you|i|we|somebody|someone|anyone)\b.*?\b(?:do|done|did)?(?<query>(?: (?:today|yesterday|last|this|in|on|since|before|recently)\b.*)?)$/u,
      /^(?:who|when)\b.*\b(?:installed|enabled|disabled|removed|added|opened|closed|created|uninstalled|upgraded|updated|rolled back|switched|set)\b(?<query>.*)$/u,
      /^(?:tell me |show me )?(?:what|which)\b.*\b(?:was|were|got|has been|have been)\b.*\b(?:installed|enabled|disabled|removed|added|opened|closed|uninstalled|upgraded|updated)\b(?<query>.*)$/u,
      /^history\b(?<query>.*)$/u,
      /^(?:show|list|see|print|check)\b.*\b(?:log|journal of changes)\b(?<query>.*)$/u,
    ],
  },
  {
    task: 'history',
    topic: 'generations',
    words: [
      /^(?:list|show|display|print|see|give me)\b.*\bgenerations\b/u,
      /^(?:what|which|how many) generations\b/u,
      /^generations$/u,
    ],
  },
  {
    task: 'status',
    topic: 'value',
    words: [
      /^(?:what|show|tell me|print|display|check|how)\b.*\bvalues? of (?:the )?(?:options? )?(?<query>\S+)/u,
      /^(?:what|show|tell me|print|display)(?: me)? (?:is |are )?(?:the )?(?<query>[a-z][\w-]*(?:\.[\w"'<>*-]+)+)(?: set to| now| right now)?$/iu,
    ],
  },
  {
    task: 'search',
    topic: 'options',
    words: [
      /^(?:which|what|is there|are there|find|search|look|list|show|tell me)\b.*?\b(?:options?|settings?|modules?)\b(?: to| that| for| about| of| is| are| turns?| sets?| enables?| controls?| called| which)*(?<query>.*)$/u,
      /^what does (?<query>[a-z][\w-]*(?:\.[\w"'<>*-]+)+) do/u,
      /^(?:how|where) (?:do|can|could|should|would|to|must|might)(?: i| we| you| one)?(?<query>.*)$/u,
      /^(?:find|search|look up|look for|lookup|search for|find me)\b(?<query>.*)$/u,
      /^is there (?:a|an|any)\b(?<query>.*)$/u,
    ],
  },
  {
    task: 'status',
    topic: 'value',
    words: [/^(?:what|which)(?: is)?(?: the)? (?<query>ports? (?:of|for) [\w-]+)$/u],
  },
  {
    task: 'status',
    topic: 'open-ports',
    words: [/^(?:what|which|list|show|are|is|how many|check)\b.*\bports?\b(?<query>.*)$/u],
  },
  {
    task: 'status',
    topic: 'disk',
    words: [/\b(?:disk|disks|space|storage|partitions?|file ?systems?|drive|hard drive|inodes)\b/u],
  },
  { task: 'status', topic: 'memory', words: [/\b(?:memory|ram|swap)\b/u] },
  {
    task: 'status',
    topic: 'generations',
    words: [/\bgenerations?\b/u],
  },
  {
    task: 'status',
    topic: 'value',
    words: [
      /^(?:is|are) (?:the |my )?(?<query>.+?) (?:enabled|disabled|on|off|turned on|turned off|switched on|switched off|configured|set up|activated|allowed|forbidden|blocked)(?: here| at the moment| right now| now| currently)?$/u,
      /^(?:what|which) (?:login |default )?shell (?:does|is|has) (?<query>\S+)/u,
      /^(?:what|which|show|tell me)(?: me)?(?: is| are)?(?: the| my| our)* (?<query>host ?name|time ?zone|time zone|locale|language|keyboard(?: layout)?|keymap|kernel(?: version)?|domain|dns(?: servers?)?|nameservers?|desktop|display manager|state version)\b/u,
      /^(?:does|has) (?<query>\S+) (?:have|use|got)?/u,
    ],
  },
  {
    task: 'status',
    topic: 'users',
    words: [
      /^(?:who|which|what|list|show|how many)\b.*\b(?:users?|accounts?|logins?|admins?|administrators?|sudo|root|wheel|groups?)\b(?<query>.*)$/u,
      /^(?:which|what) groups?\b(?<query>.*)$/u,
      /^who (?:is|can|has|may)\b(?<query>.*)$/u,
    ],
  },
  {
    task: 'status',
    topic: 'units',
    words: [
      /^(?:is|are) (?:the |my )?(?<query>.+?) (?:running|active|up|alive|working|started|healthy|failed|failing|down|dead|broken)\b/u,
      /\b(?:services?|units?|daemons?)\b/u,
      /^(?:what|which)(?: things)? (?:is|are)(?: currently)? running$/u,
      /\b(?:failed|failing)\b/u,
    ],
  },
  {
    task: 'status',
    topic: 'status',
    words: [
      /\b(?:status|health|healthy|uptime|load|cpu|temperature|version|nixos|host ?name|ip address|ip|kernel|info|information|system|machine|computer|host|server|box|everything)\b/u,
      /^how (?:are you|is it going|is it)/u,
    ],
  },
];

function answerTo(text: string, context: Context): ClauseReading | undefined {
  if (!BEGINS.test(text) || /\b(?:on|at|after|before|during) (?:login|boot|startup|start)\b/u.test(text))
    return undefined;
  if (/^(?:is|are) there (?:any |an? )?(?:new |pending |available )?(?:updates?|upgrades?)\b/u.test(text)) {
    return askQuestion('Only an upgrade shows what is new. Upgrade the system?', ['upgrade the system']);
  }
  for (const { task, topic, words } of KINDS) {
    for (const pattern of words) {
      const match = pattern.exec(text);
      if (match !== null) return { kind: 'task', task, topic, ...queryOf(match, context) };
    }
  }
  return undefined;
}

/** What is asked for, else the whole question. */
function queryOf(match: RegExpExecArray, context: Context): { readonly query: string } {
  const query = (match.groups?.['query'] ?? '').trim();
  return { query: query === '' ? bare(context.sentence) : bare(query) };
}

function bare(text: string): string {
  return text.replace(/[\s.?!]+$/u, '').trim();
}

function textOf(tokens: Clause, context: Context): string {
  const start = tokens[0]?.start ?? 0;
  return bare(
    context.sentence.slice(start, tokens.at(-1)?.end).toLowerCase().replaceAll("what's", 'what is'),
  );
}
