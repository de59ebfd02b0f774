/**
 * The figures of docs/STYLE.md, of engine/ as it is: `npm run figures`. Functions are counted in the syntax tree, by lines.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

process.chdir(new URL('..', import.meta.url).pathname);

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function_declaration',
]);

const files = globSync('engine/**/*.ts');
const texts = files.map((file) => readFileSync(file, 'utf8'));
const lines = texts.map((text) => text.split('\n').length - 1);
const functions = await functionLines(texts);
const folders = [...Map.groupBy(files, (file) => dirname(file)).values()].map((one) => one.length);

const rows: readonly (readonly [string, string])[] = [
  ['files', `${files.length}, ${total(lines)} lines`],
  ['lines of a file: median, nine in ten, most', spread(lines)],
  ['functions', String(functions.length)],
  ['lines of a function: median, nine in ten, most', spread(functions)],
  ['files of a folder: median, nine in ten, most', spread(folders)],
];
process.stdout.write(rows.map(([what, figure]) => `| ${what} | ${figure} |\n`).join(''));

async function functionLines(sources: readonly string[]): Promise<readonly number[]> {
  await Parser.init();
  const { resolve } = createRequire(import.meta.url);
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(resolve('@cursorless/tree-sitter-wasms/out/tree-sitter-typescript.wasm')),
  );
  return sources.flatMap((text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('a file of the engine cannot be parsed');
    return collect(tree.rootNode);
  });
}

/** A function that is the argument of a call counts when it has a body of its own. */
function collect(node: Node): readonly number[] {
  const own =
    FUNCTIONS.has(node.type) && node.childForFieldName('body')?.type === 'statement_block'
      ? [node.endPosition.row - node.startPosition.row + 1]
      : [];
  return [...own, ...node.namedChildren.flatMap((child) => (child === null ? [] : collect(child)))];
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return `${at(0.5)}, ${at(0.9)}, ${sorted.at(-1) ?? 0}`;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
