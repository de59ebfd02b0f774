import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

/** A node of the syntax tree: a type, and whatever that type has. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A call or a `new`, and the function that it stands in. */
export interface Call {
  readonly file: string;
  readonly line: number;
  /** The nearest function with a name; '' at the top of a file. */
  readonly within: string;
  readonly callee: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  readonly isNew: boolean;
}

/** A file's calls, and what its imports bind: local name → module and the name there. */
export interface ParsedFile {
  readonly file: string;
  readonly text: string;
  readonly calls: readonly Call[];
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
  /** What variables begin as, in their order. */
  readonly values: readonly { readonly name: string; readonly line: number; readonly value: SyntaxNode }[];
}

/** Without one of these words a file does nothing that is looked for, and is not worth parsing. */
const WORTH =
  /\b(?:fs|sqlite|net|child_process|execa?|execWithoutFaults|mustExec|ask|startLasting|gitIn|simple-?[gG]it)\b/u;

/** @param root - What `file` is relative to. */
export function parseSource(root: string, file: string): ParsedFile {
  const text = readFileSync(`${root}${file}`, 'utf8');
  if (!WORTH.test(text)) return { file, text, calls: [], imports: new Map(), values: [] };
  const { program } = parse(text, {
    sourceType: 'module',
    plugins: ['typescript'],
  });
  const calls: Call[] = [];
  const imports = new Map<string, { readonly module: string; readonly name: string }>();
  const values: { name: string; line: number; value: SyntaxNode }[] = [];
  const top: unknown = program;
  visit(top, '', (node, within) => {
    if (node.type === 'ImportDeclaration') bind(node, imports);
    const { id, init } = node;
    const name = node.type === 'VariableDeclarator' ? nameOf(id) : undefined;
    if (name !== undefined && isNode(init)) values.push({ name, line: lineOf(node), value: init });
    const isNew = node.type === 'NewExpression';
    if (node.type !== 'CallExpression' && !isNew) return;
    const { callee } = node;
    if (!isNode(callee)) return;
    calls.push({ file, line: lineOf(node), within, callee, args: nodesIn(node['arguments']), isNew });
  });
  return { file, text, calls, imports, values };
}

/** The name of an identifier, or of the last part of `a.b.c`; undefined of anything else. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier' && typeof node['name'] === 'string') return node['name'];
  return node.type === 'MemberExpression' ? nameOf(node['property']) : undefined;
}

/** A property of an object literal; undefined where it has none by that name. */
export function propertyOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const own = nodesIn(node['properties']).find((one) => nameOf(one['key']) === name);
  const value = own?.['value'];
  return isNode(value) ? value : undefined;
}

/** What a name stands for: the last value that it was given before a line; the node itself where that is not known. */
export function valueBehind(file: ParsedFile, node: SyntaxNode, line: number): SyntaxNode {
  if (node.type === 'TSAsExpression' && isNode(node['expression']))
    return valueBehind(file, node['expression'], line);
  if (node.type !== 'Identifier') return node;
  const found = file.values.findLast((one) => one.name === nameOf(node) && one.line <= line);
  return found === undefined ? node : valueBehind(file, found.value, found.line - 1);
}

/** The code of a node as it is written, on one line. */
export function codeOf(file: ParsedFile, node: SyntaxNode): string {
  const code = file.text.slice(Number(node['start']), Number(node['end']));
  return code.replaceAll(/\s+/gu, ' ');
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function nodesIn(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function visit(node: unknown, within: string, act: (node: SyntaxNode, within: string) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, within, act);
    return;
  }
  if (!isNode(node)) return;
  const inside = functionName(node) ?? within;
  act(node, inside);
  for (const [field, value] of Object.entries(node)) {
    if (field === 'loc' || field === 'extra' || field.endsWith('Comments')) continue;
    if (typeof value === 'object' && value !== null) visit(value, inside, act);
  }
}

/** Of a function, a method, or a variable or property that is a function. */
function functionName(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return nameOf(node['id']);
    case 'ClassMethod':
    case 'ClassPrivateMethod': {
      const { key } = node;
      return nameOf(isNode(key) && key.type === 'PrivateName' ? key['id'] : key);
    }
    case 'VariableDeclarator':
      return isFunction(node['init']) ? nameOf(node['id']) : undefined;
    case 'ObjectProperty':
      return isFunction(node['value']) ? nameOf(node['key']) : undefined;
    default:
      return undefined;
  }
}

function isFunction(value: unknown): boolean {
  return isNode(value) && ['ArrowFunctionExpression', 'FunctionExpression'].includes(value.type);
}

function bind(
  node: SyntaxNode,
  imports: Map<string, { readonly module: string; readonly name: string }>,
): void {
  const { source } = node;
  const module = isNode(source) && typeof source['value'] === 'string' ? source['value'] : '';
  if (node['importKind'] === 'type') return;
  for (const one of nodesIn(node['specifiers'])) {
    const local = nameOf(one['local']);
    if (local !== undefined) imports.set(local, { module, name: nameOf(one['imported']) ?? '*' });
  }
}

function lineOf(node: SyntaxNode): number {
  const { loc } = node;
  if (typeof loc !== 'object' || loc === null || !('start' in loc)) return 0;
  const { start } = loc;
  if (typeof start !== 'object' || start === null || !('line' in start)) return 0;
  return Number(start.line);
}
