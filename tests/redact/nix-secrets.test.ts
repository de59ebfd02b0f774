import { expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { findNixSecrets } from '../../engine/redact/nix-secrets.ts';

/** What a text gives as secret, each with its kind, and that each stands where it is told. */
function secretsOf(text: string): readonly string[] {
  const parsed = parseNix(text, 'x.nix');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return findNixSecrets(parsed.value).map(({ kind, value, start, end }) => {
    expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
    return `${kind} ${value}`;
  });
}

test.each<[string, string, readonly string[]]>([
  ['a value', '{ password = "blue7fish"; }', ['password blue7fish']],
  ['a value of a longer path', '{ services.x.password = "blue7fish"; }', ['password blue7fish']],
  ['a value of another name', '{ greeting = "blue7fish"; }', []],
  ['a value that is a path', '{ password = "/run/secrets/x"; }', []],
  ['lines', "{ password = ''\n    blue7fish\n  ''; }", ['password blue7fish']],
  ['a value under a priority', '{ lib }: { password = lib.mkForce "blue7fish"; }', ['password blue7fish']],
  [
    'a value under a condition',
    '{ lib }: { password = lib.mkIf "red8bird" "blue7fish"; }',
    ['password blue7fish'],
  ],
  ['a value in parentheses', '{ password = ("blue7fish"); }', ['password blue7fish']],
  [
    'a list of them',
    '{ password = [ "blue7fish" "red8bird" ]; }',
    ['password blue7fish', 'password red8bird'],
  ],
  [
    'either of two',
    '{ a }: { password = if a then "blue7fish" else "red8bird"; }',
    ['password blue7fish', 'password red8bird'],
  ],
  ['what is put together', '{ a }: { password = a + "blue7fish"; }', ['password blue7fish']],
  [
    'lists that are put together',
    '{ a }: { password = [ "red8bird" ] ++ [ "blue7fish" ]; }',
    ['password red8bird', 'password blue7fish'],
  ],
  ['what another function takes', '{ greet }: { x = greet "db-password" "blue7fish"; }', []],
  ['what is compared', '{ a }: { password = a == "blue7fish"; }', []],
  ['what is asserted', '{ a }: { password = assert a; "blue7fish"; }', ['password blue7fish']],
  ['what a function gives', '{ password = x: "blue7fish"; }', ['password blue7fish']],
  ['what a with gives', '{ a }: { password = with a; "blue7fish"; }', ['password blue7fish']],
  ['what a let gives', '{ password = let a = "blue7fish"; in a; }', ['password blue7fish']],
  ['what a name stands for', 'let mine = "blue7fish"; in { password = mine; }', ['password blue7fish']],
  ['a name that stands for itself', 'let mine = mine; in { password = mine; }', []],
  [
    'a member of a set',
    'let all = { a = "blue7fish"; b = "red8bird"; }; in { password = all.a; }',
    ['password blue7fish'],
  ],
  [
    'two members of a set',
    'let all = { a = "blue7fish"; b = "red8bird"; }; in { password = all.a; token = all.b; }',
    ['password blue7fish', 'token red8bird'],
  ],
  [
    'what is there where a member is not',
    '{ all }: { password = all.a or "blue7fish"; }',
    ['password blue7fish'],
  ],
  ['a member further down', 'let all.x.a = "blue7fish"; in { password = all.x.a; }', []],
  [
    'the text around what is not known',
    '{ a }: { password = "${a}blue7fish-red8bird"; }',
    ['password blue7fish-red8bird'],
  ],
  ['what is only read', '{ password = builtins.readFile "blue7fish"; }', []],
  ['what ends the evaluation', '{ password = throw "blue7fish"; }', []],
  ['a file that is made', '{ password = builtins.toFile "red8bird" "blue7fish"; }', ['password blue7fish']],
  [
    'a file by its name',
    '{ pkgs }: { x = pkgs.writeText "db-password" "blue7fish"; }',
    ['password blue7fish'],
  ],
  ['a file of another name', '{ pkgs }: { x = pkgs.writeText "greeting" "blue7fish"; }', []],
  [
    'a file by its name and ending',
    '{ pkgs }: { x = pkgs.writeText "password.txt" "blue7fish"; }',
    ['password blue7fish'],
  ],
  [
    'a file for an option that wants one',
    '{ pkgs }: { passwordFile = pkgs.writeText "x" "blue7fish"; }',
    ['password blue7fish'],
  ],
  [
    'such a file in parentheses',
    '{ pkgs }: { passwordFile = (pkgs.writeText "x" "blue7fish"); }',
    ['password blue7fish'],
  ],
  [
    'such a file in a text',
    '{ pkgs }: { passwordFile = "${pkgs.writeText "x" "blue7fish"}"; }',
    ['password blue7fish'],
  ],
  [
    'such a file under a name',
    '{ pkgs }: let f = pkgs.writeText "x" "blue7fish"; in { passwordFile = f; }',
    ['password blue7fish'],
  ],
  [
    'such a file handed on',
    '{ pkgs }: { passwordFile = toString (pkgs.writeText "x" "blue7fish"); }',
    ['password blue7fish'],
  ],
  ['the name of a file', '{ passwordFile = "blue7fish"; }', []],
  [
    'a pair of name and value',
    '{ env = { name = "DB_PASSWORD"; value = "blue7fish"; }; }',
    ['password blue7fish'],
  ],
  ['a pair of another name', '{ env = { name = "GREETING"; value = "blue7fish"; }; }', []],
  ['a pair without a value', '{ env = { name = "DB_PASSWORD"; text = "blue7fish"; }; }', []],
  [
    'members of a plural',
    '{ tokens = { web = "blue7fish"; mail = "red8bird"; }; }',
    ['token blue7fish', 'token red8bird'],
  ],
  ['lines of a plural', "{ tokens = { web = ''blue7fish''; }; }", ['token blue7fish']],
  ['members of a plural that only say whose', '{ tokens = { user = "blue7fish"; file = "red8bird"; }; }', []],
  [
    'a plural that takes from elsewhere',
    '{ web }: { tokens = { inherit web; a.b = "blue7fish"; c = 1; d = "red8bird"; }; }',
    ['token red8bird'],
  ],
  ['members of a set of one', '{ token = { web = "blue7fish"; }; }', []],
  ['a set put over another', '{ a }: { tokens = "blue7fish"; }', ['token blue7fish']],
])('of %s', (_, text, secrets) => {
  expect(secretsOf(text)).toEqual(secrets);
});
