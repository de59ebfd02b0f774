import { expect, test } from 'vitest';
import { relevantOptions } from '../../../engine/compile/model/relevant.ts';
import { topicOptions } from '../../../engine/compile/model/topics.ts';
import { splitOptionPath } from '../../../engine/model/options/option.ts';
import { hosts, index } from '../host.ts';
import { readRows, type Row } from '../score.ts';
import { factsFor } from './support.ts';

/** Options named so that a model is told of them at all: past these a prompt is likely to be cut. */
const TOLD = 60;

test('a model is told of what the known requests need', () => {
  const rows = [...readRows('../data/requests/requests.yaml'), ...readRows('sentences.yaml')];
  const judged = rows.flatMap((row) => {
    const needs = needsOf(row);
    const facts = told(row);
    return needs.map((need) => ({
      need: `${row.request}: ${need.name}`,
      isTold: facts[need.kind].has(need.name),
    }));
  });
  const missed = judged.filter(({ isTold }) => !isTold);
  console.log(`${judged.length - missed.length} of ${judged.length} options and packages are told`);
  expect(judged.length).toBeGreaterThan(200);
  expect(missed.map(({ need }) => need)).toEqual([]);
}, 180_000);

test.each([
  ['let bob use sudo', ['bob'], 'users.users.<name>.extraGroups'],
  ['open 8080', [], 'networking.firewall.allowedTCPPorts'],
  ['install htop for bob', ['bob'], 'users.users.<name>.packages'],
  ['stop people from guessing my password over ssh', [], 'services.openssh.passwordAuthentication'],
  ['encrypt dns', [], 'networking.nameservers'],
])('%s is about options that have none of its words', (sentence, users, name) => {
  expect(topicOptions(sentence, users, index).map((option) => option.name)).toContain(name);
});

test('what is no topic adds nothing, and what the host does not have is not told', () => {
  expect(topicOptions('install htop', ['bob'], index)).toEqual([]);
  const names = topicOptions('stop password login over ssh', [], index).map((option) => option.name);
  expect(names.filter((name) => index.find(splitOptionPath(name)) === undefined)).toEqual([]);
  expect(names).not.toContain('services.openssh.settings.PasswordAuthentication');
});

interface Need {
  readonly kind: 'options' | 'packages';
  readonly name: string;
}

/** What the right change of a row names: declared options, and packages of the index. */
function needsOf(row: Row): readonly Need[] {
  return (row.change ?? []).flatMap((edit) => {
    const dotted = edit.set ?? edit.add ?? edit.remove ?? edit.unset ?? '';
    const option = index.find(splitOptionPath(dotted))?.declaration.name;
    const attrs = [edit.to, ...(edit.items ?? [])].flatMap((value) =>
      typeof value === 'string' && value.startsWith('pkgs.') ? [value.slice('pkgs.'.length)] : [],
    );
    const packages = attrs
      .filter((attr) => index.package(attr) !== undefined)
      .map((name): Need => ({ kind: 'packages', name }));
    // The one option for packages is in the format itself.
    return option === undefined || option === 'environment.systemPackages'
      ? packages
      : [{ kind: 'options', name: option }, ...packages];
  });
}

function told(row: Row): Readonly<Record<Need['kind'], ReadonlySet<string>>> {
  const { users } = hosts[row.on];
  const base = factsFor(row.request);
  const facts = { ...base, host: { ...base.host, users } };
  return {
    options: new Set(
      relevantOptions(facts)
        .slice(0, TOLD)
        .map(({ name }) => name),
    ),
    packages: new Set(facts.packages.map(({ attr }) => attr)),
  };
}
