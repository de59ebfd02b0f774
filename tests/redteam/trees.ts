import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What must never be read: the content of a file beside the configuration. */
export const OUTSIDE = 'root:$6$outside$0123456789abcdef:19000:0:99999:7:::';

/** A configuration directory as a real one, and what is beside it. */
export interface Tree {
  readonly configuration: string;
  readonly outside: string;
}

/** What somebody who may write into the directory could leave there. */
export interface TreeCase {
  readonly id: string;
  readonly why: string;
  readonly make: (tree: Tree) => Promise<void> | void;
}

export const TREES: readonly TreeCase[] = [
  { id: 'link-out', why: 'a link to a secret', make: link('evil.nix', 'shadow') },
  {
    id: 'link-entry',
    why: 'the configuration itself is a link to a secret',
    make: link('configuration.nix', 'shadow'),
  },
  { id: 'link-directory', why: 'a directory is a link out of the tree', make: link('modules', '.') },
  { id: 'link-dangling', why: 'a link to nothing', make: link('evil.nix', 'nothing.nix') },
  {
    id: 'link-loop',
    why: 'two links that lead to each other',
    make: ({ configuration }) => {
      symlinkSync('b.nix', join(configuration, 'a.nix'));
      symlinkSync('a.nix', join(configuration, 'b.nix'));
    },
  },
  {
    id: 'link-up',
    why: 'a link to the directory above',
    make: ({ configuration }) => {
      symlinkSync('..', join(configuration, 'up'));
    },
  },
  {
    id: 'pipe',
    why: 'a read of it never ends',
    make: ({ configuration }) => {
      execFileSync('mkfifo', [join(configuration, 'evil.nix')]);
    },
  },
  { id: 'socket', why: 'it is not a file', make: socket },
  {
    id: 'directory',
    why: 'a directory with the name of a module',
    make: ({ configuration }) => {
      mkdirSync(join(configuration, 'evil.nix'));
    },
  },
  {
    id: 'device',
    why: 'a link to a device without an end',
    make: ({ configuration }) => symlinkSync('/dev/zero', join(configuration, 'evil.nix')),
  },
  {
    id: 'huge',
    why: 'more than memory should hold',
    make: write('evil.nix', `{ x = "${'a'.repeat(8 * 1024 * 1024)}"; }`),
  },
  {
    id: 'deep',
    why: 'deeper than a stack',
    make: write('evil.nix', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`),
  },
  {
    id: 'binary',
    why: 'bytes that are no text',
    make: write('evil.nix', Buffer.from([0, 255, 254, 1, 2, 3, 192, 128])),
  },
  { id: 'name-newline', why: 'a name of two lines', make: write('a\nb.nix', '{ }') },
  { id: 'name-escape', why: 'a name that wipes the screen', make: write('a\u001B[2Jb.nix', '{ }') },
  { id: 'name-quote', why: 'a name that ends its quotes', make: write('a"; x = 1; "b.nix', '{ }') },
  { id: 'name-option', why: 'a name that a program takes for an option', make: write('--help.nix', '{ }') },
  { id: 'name-dollar', why: 'a name with a substitution', make: write('$(id)${x}`id`.nix', '{ }') },
];

function link(name: string, to: string): TreeCase['make'] {
  return ({ configuration, outside }) => {
    rmSync(join(configuration, name), { force: true });
    symlinkSync(join(outside, to), join(configuration, name));
  };
}

function write(name: string, content: string | Buffer): TreeCase['make'] {
  return ({ configuration }) => {
    writeFileSync(join(configuration, name), content);
  };
}

/** A socket stays where it is when who listens is gone. */
async function socket({ configuration }: Tree): Promise<void> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(join(configuration, 'evil.nix'), settle));
  server.unref();
}

/** A fresh directory of a plain configuration, with a secret beside it. `end` removes both. */
export function makeTree(): Tree & { readonly end: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'redteam-'));
  const [configuration, outside] = [join(root, 'nixos'), join(root, 'outside')];
  for (const directory of [configuration, outside]) mkdirSync(directory);
  writeFileSync(join(outside, 'shadow'), OUTSIDE);
  writeFileSync(
    join(configuration, 'configuration.nix'),
    '{ pkgs, ... }:\n\n{\n  services.openssh.enable = true;\n}\n',
  );
  return { configuration, outside, end: () => rmSync(root, { recursive: true, force: true }) };
}
