import { code } from '../docs/markdown.ts';
import {
  codeOf,
  isNode,
  nameOf,
  nodesIn,
  propertyOf,
  valueBehind,
  type Call,
  type ParsedFile,
  type SyntaxNode,
} from './syntax.ts';

/** A process that the program can start. */
export interface ChildStart {
  readonly file: string;
  readonly line: number;
  readonly within: string;
  readonly starter: string;
  /** The first words of its argv, or what makes them. */
  readonly argv: string;
  readonly uid: string;
  readonly environment: string;
  readonly input: string;
  readonly limit: string;
}

/** The files that may name what starts a process, and what that is. Everybody else asks them. */
export const STARTERS: Readonly<Record<string, string>> = {
  'engine/host/process/child.ts': 'execa',
  'engine/host/process/lasting.ts': 'node:child_process',
  'engine/host/tree/git.ts': 'simple-git',
};
const PACKAGES: ReadonlySet<string> = new Set(Object.values(STARTERS));

/** Functions that start one, by the name they are called by; `exec` is handed on as a value. */
const CALLED: ReadonlySet<string> = new Set([
  'exec',
  'execWithoutFaults',
  'mustExec',
  'ask',
  'startLasting',
  'gitIn',
]);
/** Who only hands on what it was asked for. */
const HANDS_ON: ReadonlySet<string> = new Set([
  'engine/app/nix-progress.ts',
  'engine/cli/screen/progress-view.ts',
  'engine/host/health/look.ts',
  'engine/host/process/exec.ts',
]);

/** Every process that a file starts, in its order. */
export function childStartsOf(file: ParsedFile): readonly ChildStart[] {
  if (HANDS_ON.has(file.file) || file.file.startsWith('engine/host/simulated/')) return [];
  return file.calls.flatMap((call) => {
    const starter = nameOf(call.callee) ?? '';
    if (!CALLED.has(starter) || !isStart(call, starter)) return [];
    return [describe(file, call, starter)];
  });
}

/** What is wrong with how processes are started, a line each: nothing, as the tests hold. */
export function childProblemsOf(file: ParsedFile): readonly string[] {
  const strange = [...file.imports.values()].flatMap(({ module }) =>
    PACKAGES.has(module) && STARTERS[file.file] !== module
      ? [`${file.file}: starts processes by ${module}, which only ${placeOf(module)} may`]
      : [],
  );
  const late = /\bimport\('(?<module>node:child_process|execa|simple-git)'\)/u.exec(file.text)?.groups?.[
    'module'
  ];
  const hidden = late === undefined || STARTERS[file.file] === late ? [] : [`${file.file}: loads ${late}`];
  return [...strange, ...hidden, ...sessionProblems(file)];
}

/** Each call of a starter itself gives the process a session of its own, whoever it runs as. */
function sessionProblems(file: ParsedFile): readonly string[] {
  const module = STARTERS[file.file];
  return file.calls.flatMap(({ callee, args, line }) => {
    const name = nameOf(callee) ?? '';
    const bound = file.imports.get(name)?.module;
    if (name !== 'simpleGit' && (bound === undefined || bound !== module)) return [];
    const options = args.find(({ type }) => type === 'ObjectExpression');
    const own =
      name === 'simpleGit'
        ? /\[\s*'setsid', 'git'\s*\]/u.test(codeOfProperty(file, options, 'binary'))
        : codeOfProperty(file, options, 'detached') === 'true';
    return own ? [] : [`${file.file}:${line}: starts a process without a session of its own`];
  });
}

function placeOf(module: string): string {
  return Object.entries(STARTERS).find(([, one]) => one === module)?.[0] ?? 'nobody';
}

/** Not a pattern's `exec(text)`, nor SQL: a command is an object, or made by a function. */
function isStart({ callee, args }: Call, starter: string): boolean {
  const [first] = args;
  if (first === undefined) return false;
  if (callee.type === 'MemberExpression' && starter === 'exec')
    return /\bhost$/u.test(nameOf(callee['object']) ?? '');
  if (starter === 'ask') return propertyOf(first, 'argv') !== undefined;
  return first.type === 'ObjectExpression' || first.type === 'CallExpression' || first.type === 'Identifier';
}

function describe(file: ParsedFile, call: Call, starter: string): ChildStart {
  const { line, within, args, callee } = call;
  const behind = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
    node === undefined ? undefined : valueBehind(file, node, line);
  const [command, options] = args.map(behind);
  const at = { file: file.file, line, within, starter };
  if (starter === 'gitIn') {
    const isOwners = /\bowner\b/u.test(wholeCode(file, command ?? callee, line));
    return { ...at, argv: 'setsid git', uid: isOwners ? "the repository's owner" : 'own', ...OF_GIT };
  }
  const source = starter === 'startLasting' ? command : options;
  const text = source === undefined ? '' : wholeCode(file, source, line);
  return {
    ...at,
    argv: argvOf(file, command, line),
    uid: /\bowner\b/u.test(text) ? 'the owner' : 'own',
    environment: environmentOf(file, command, text),
    input: /\binput\b/u.test(text) ? 'text' : 'none',
    limit: limitOf(file, source, line),
  };
}

/** The code of an object, and of what is spread into it. */
function wholeCode(file: ParsedFile, node: SyntaxNode, line: number): string {
  const spread = nodesIn(node['properties']).flatMap(({ type, argument }) =>
    type === 'SpreadElement' && isNode(argument) ? [codeOf(file, valueBehind(file, argument, line))] : [],
  );
  return [codeOf(file, node), ...spread].join(' ');
}

const OF_GIT = {
  environment: 'its own (git-environment.ts)',
  input: 'text or none',
  limit: '`limit`, 2 min',
} as const;

function argvOf(file: ParsedFile, command: SyntaxNode | undefined, line: number): string {
  const written = propertyOf(command, 'argv');
  if (written === undefined) return command === undefined ? '' : shorten(codeOf(file, command));
  const argv = valueBehind(file, written, line);
  const [head, next] = wordsOf(argv);
  if (head === undefined) return shorten(codeOf(file, argv));
  return [head, next].flatMap((word) => (word === undefined ? [] : [plain(codeOf(file, word))])).join(' ');
}

function wordsOf(argv: SyntaxNode): readonly SyntaxNode[] {
  const { expression, elements } = argv;
  if (isNode(expression)) return wordsOf(expression);
  return nodesIn(elements);
}

function environmentOf(file: ParsedFile, command: SyntaxNode | undefined, options: string): string {
  if (/\bonlyOwnEnvironment\b/u.test(options)) return 'its own alone';
  const env = codeOfProperty(file, command, 'env');
  if (env === '') return 'ours';
  return /process\.env/u.test(env) ? 'ours and its own' : 'its own';
}

function limitOf(file: ParsedFile, options: SyntaxNode | undefined, line: number): string {
  const life = propertyOf(options, 'life');
  if (life !== undefined) return lifeOf(file, valueBehind(file, life, line));
  const text = options === undefined ? '' : codeOf(file, options);
  const timeout = codeOfProperty(file, options, 'timeout');
  if (timeout !== '') return code(timeout);
  if (/\btimeout\b/u.test(text)) return code('timeout');
  if (file.file.startsWith('engine/host/health/')) return 'that of the look (`engine/host/health/look.ts`)';
  return /\bsignal\b/u.test(text) ? 'a signal, a day' : '10 min';
}

function lifeOf(file: ParsedFile, life: SyntaxNode): string {
  const within = codeOfProperty(file, life, 'within');
  return within === '' ? plain(codeOfProperty(file, life, 'endedBy')) : code(within);
}

function codeOfProperty(file: ParsedFile, node: SyntaxNode | undefined, name: string): string {
  const value = propertyOf(node, name);
  return value === undefined ? '' : codeOf(file, value);
}

function plain(code: string): string {
  return /^'[^']*'$/u.test(code) ? code.slice(1, -1) : code.replace(/^\.\.\./u, '');
}

function shorten(code: string): string {
  return code.length > 60 ? `${code.slice(0, 57)}…` : code;
}
