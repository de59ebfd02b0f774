import type { Edit, PkgsReference } from '../../../model/options/value.ts';
import { findModule } from '../../names/module-names.ts';
import { reference } from '../../names/package-names.ts';
import type { Context } from '../../context.ts';
import type { Frame } from './frame.ts';

/** What a group gives leave to do, by the words for it. */
const LEAVE: readonly (readonly [RegExp, string])[] = [
  [/^(?:network|networks|networking|wifi|connections|networkmanager)$/u, 'networkmanager'],
  [/^(?:sound|audio|microphone)$/u, 'audio'],
  [/^(?:webcam|camera|video)$/u, 'video'],
  [/^(?:serial|modem|dialout)$/u, 'dialout'],
  [/^(?:scanner|scanners|scan)$/u, 'scanner'],
  [/^(?:docker|containers)$/u, 'docker'],
  [/^(?:libvirt|libvirtd|vms)$/u, 'libvirtd'],
  [/^(?:virtualbox)$/u, 'vboxusers'],
  [/^(?:wireshark)$/u, 'wireshark'],
  [/^(?:sudo|root|admin|administrator)$/u, 'wheel'],
  [/^(?:journal|logs)$/u, 'systemd-journal'],
];

export const PEOPLE_FRAMES: readonly Frame[] = [
  {
    name: 'what somebody may use',
    says: ['use|manage|control|access|configure|run|read|change|administer|start'],
    may: 'give grant gain get group service socket daemon able allow allowed let permit right rights may can must should longer more any device devices port ports settings machine machines virtual connection manager needs have both to without being root',
    negatable: true,
    build: (spotted, context) => {
      const users = spotted.all(({ kind, word }) => kind === 'word' && context.users.has(word));
      const groups = groupsIn(spotted.clause.map(({ word }) => word));
      const [group, ...more] = groups;
      if (users.length === 0 || group === undefined || more.length > 0) return undefined;
      spotted.take(spotted.clause.filter(({ word }) => LEAVE.some(([form]) => form.test(word))));
      // Who is not in the group is kept from it already, and something else may be meant.
      if (spotted.negated && !users.every(({ word }) => isMember(word, group, context))) return undefined;
      return users.map(({ word }): Edit => membership(word, group, spotted.negated));
    },
  },
  {
    name: 'a program for somebody',
    says: ['need|needs|want|wants|like|likes|get|gets|have|use|install'],
    may: 'would should must to have use get installed package program also and for only just',
    build: (spotted, context) => {
      const users = spotted.all(({ kind, word }) => kind === 'word' && context.users.has(word));
      const wish =
        /^(?:needs?|wants?|would|should|must|likes?|gets?|uses?|have|has|to|also|get|use|like|installed|a|an|the|for|only|just|install|and|package|program)$/u;
      const names = spotted.all(({ kind, word }) => kind === 'word' && !wish.test(word));
      const items = names.map(({ text }) => packageOnly(text, context));
      const behind = names.every((token) => users.every((user) => user.start < token.start));
      if (users.length === 0 || items.length === 0 || !behind || !items.every((item) => item !== undefined))
        return undefined;
      return users.map(({ word }): Edit => ({
        op: 'add',
        path: ['users', 'users', word, 'packages'],
        items,
      }));
    },
  },
];

/** A package that is no module as well: who needs docker may need leave to use it. */
function packageOnly(name: string, context: Context): PkgsReference | undefined {
  const isModule = findModule(name.toLowerCase(), context.modules, context.index).kind !== 'none';
  return isModule || context.index.package(name) === undefined ? undefined : reference(name);
}

function groupsIn(words: readonly string[]): readonly string[] {
  const found = LEAVE.filter(([form]) => words.some((word) => form.test(word))).map(([, group]) => group);
  return [...new Set(found)];
}

function isMember(user: string, group: string, { facts }: Context): boolean {
  const groups = facts.value(`users.users.${user}.extraGroups`);
  return Array.isArray(groups) && groups.includes(group);
}

function membership(user: string, group: string, negated: boolean): Edit {
  return { op: negated ? 'remove' : 'add', path: ['users', 'users', user, 'extraGroups'], items: [group] };
}
