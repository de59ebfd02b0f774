import fc from 'fast-check';

/** One module: its text, and the options it defines with their values. */
export interface GeneratedModule {
  readonly text: string;
  readonly options: ReadonlyMap<string, number>;
  /** Sets that are defined, but empty. */
  readonly empties: readonly string[];
}

type Tree = Map<string, Tree | number>;

const names = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', '"x y"', 'with-dash');
const paths = fc.uniqueArray(fc.array(names, { minLength: 1, maxLength: 4 }), {
  maxLength: 9,
  selector: (path) => path.join('.'),
});
const heads = fc.constantFrom(
  '',
  '{ ... }:\n',
  '{ config, lib, ... }:\n\n',
  '# head\n{ pkgs, ... }:\nlet x = 1; in\n',
  'with { };\n',
);
const endings = fc.constantFrom('\n', '', '\n\n', '\n# end\n');
const styles = fc.infiniteStream(fc.nat(99));

/** Modules in mixed styles: dotted and nested, one-line and not, with comments and blank lines anywhere. */
export const generatedModule: fc.Arbitrary<GeneratedModule> = fc
  .record({ paths, head: heads, ending: endings, styles, stateVersion: fc.boolean() })
  .map(({ paths: chosen, head, ending, styles: stream, stateVersion }) => {
    const tree: Tree = new Map();
    const options = new Map<string, number>();
    chosen.forEach((path, index) => define(tree, options, path, index));
    const writer = new Writer(stream);
    const body = writer.root(tree, stateVersion);
    return { text: `${head}${body}${ending}`, options, empties: writer.empties };
  });

function define(tree: Tree, options: Map<string, number>, path: readonly string[], value: number): void {
  let table = tree;
  for (const name of path.slice(0, -1)) {
    const inner = table.get(name) ?? new Map();
    if (typeof inner === 'number') return;
    table.set(name, inner);
    table = inner;
  }
  const last = path.at(-1) ?? '';
  if (table.has(last)) return;
  table.set(last, value);
  options.set(path.join('.'), value);
}

class Writer {
  readonly empties: string[] = [];
  private readonly stream: IterableIterator<number>;

  constructor(stream: IterableIterator<number>) {
    this.stream = stream;
  }

  root(tree: Tree, stateVersion: boolean): string {
    const empty = this.pick(['{ }', '{}', '{\n}', '{\n\n}', '{\n  # nothing\n}']);
    if (tree.size === 0 && !stateVersion) return empty;
    const version = stateVersion
      ? `${this.pick(['', '\n'])}${this.pick(['', '  # keep\n'])}  system.stateVersion = "20.09";\n`
      : '';
    return `{\n${this.bindings(tree, '', '', '  ')}${version}}`;
  }

  /** `outside` is the path of the set that is written into, `prefix` what its bindings begin with. */
  private bindings(tree: Tree, outside: string, prefix: string, indent: string): string {
    const written = [...tree]
      .map(([name, value]) => this.binding(outside, `${prefix}${name}`, value, indent))
      .join('');
    if (this.next() % 8 !== 0) return written;
    this.empties.push(`${outside}${prefix}empty`);
    return `${written}${indent}${prefix}empty = ${this.pick(['{ }', '{}', '{\n}'])};\n`;
  }

  private binding(outside: string, path: string, value: Tree | number, indent: string): string {
    const above = this.pick(['', '', '', '\n', `${indent}# above\n`, `\n${indent}/* block\n${indent}*/\n`]);
    const comment = this.pick(['', '', '', ' # note', ' /* note */']);
    if (typeof value === 'number') return `${above}${indent}${path} = ${value};${comment}\n`;
    const style = this.next() % 4;
    if (style < 2) return this.bindings(value, outside, `${path}.`, indent);
    if (style === 2) return `${above}${indent}${path} = ${this.oneLine(value)};${comment}\n`;
    return `${above}${indent}${path} = {\n${this.bindings(value, `${outside}${path}.`, '', `${indent}  `)}${indent}};${comment}\n`;
  }

  private oneLine(tree: Tree): string {
    const inside = [...tree].map(
      ([name, value]) => `${name} = ${typeof value === 'number' ? value : this.oneLine(value)};`,
    );
    return `{ ${inside.join(' ')} }`;
  }

  private next(): number {
    const next = this.stream.next();
    return next.done === true ? 0 : next.value;
  }

  private pick(choices: readonly string[]): string {
    return choices[this.next() % choices.length] ?? '';
  }
}
