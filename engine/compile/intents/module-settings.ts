import type { OptionDeclaration } from '../../model/options/option.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, type Intent, isPhrase } from '../context.ts';
import { phrase } from '../values/items.ts';
import { findModule } from '../names/module-names.ts';
import { settingsOf } from '../names/module-settings.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';
import { readTypedValue } from '../values/values.ts';

const OF = '(in|for|of|on|with)';

/** Settings of a module, by the module's name and the setting's: `turn off wayland in gdm`. */
export const moduleSettings: Intent = {
  name: 'module settings',
  rules: [
    {
      patterns: [
        `(@enable|allow|use) <setting+> ${OF} <module+>`,
        "(@enable|allow) <module+> 's <setting+>",
        '@enable <module+> <setting+>',
      ],
      read: (slots, context) => switchSetting(slots, context, true),
    },
    {
      patterns: [
        `(@disable|forbid|disallow) <setting+> ${OF} <module+>`,
        "@disable <module+> 's <setting+>",
        '@disable <module+> <setting+>',
      ],
      read: (slots, context) => switchSetting(slots, context, false),
    },
    {
      patterns: [
        `@set <setting+> ${OF} <module+> (to|=) <value+>`,
        "@set <module+> 's <setting+> (to|=) <value+>",
        '@set <module+> <setting+> (to|=) <value+>',
        '(make|let) <module+> listen on <setting> <value>',
        '<module+> should listen on <setting> <value>',
        '(run|start) <module+> on <setting> <value>',
      ],
      read: (slots, context) => setSetting(slots, context),
    },
  ],
};

function switchSetting(slots: Slots, context: Context, on: boolean): ClauseReading | undefined {
  const found = find(slots, context)?.filter(({ tree }) => tree.name === 'bool');
  const [option, ...others] = found ?? [];
  if (option === undefined) return undefined;
  return others.length > 0
    ? askWhich(slots, found ?? [], on ? 'enable' : 'disable')
    : edits({ op: 'set', path: splitOptionPath(option.name), value: on });
}

function setSetting(slots: Slots, context: Context): ClauseReading | undefined {
  const found = (find(slots, context) ?? []).flatMap((option) => {
    const value = readTypedValue(slots.get('value') ?? [], option.tree, context);
    return value === undefined ? [] : [{ path: splitOptionPath(option.name), value }];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? undefined : edits({ op: 'set', ...only });
}

function find(slots: Slots, context: Context): readonly OptionDeclaration[] | undefined {
  if (!isPhrase(slots, 'module') || !isPhrase(slots, 'setting')) return undefined;
  const [module, setting] = [phrase(slots.get('module') ?? []), phrase(slots.get('setting') ?? [])];
  const named = findModule(module, context.modules, context.index);
  // "the tor client" is a module of its own, and no setting "client" of tor.
  if (named.kind !== 'one' || isModule(`${module} ${setting}`, context)) return undefined;
  const own = settingsOf(named.path, setting, context.index);
  return own.length > 0 ? own : switchBelow(named.path, setting, context);
}

function isModule(name: string, context: Context): boolean {
  return findModule(name, context.modules, context.index).kind !== 'none';
}

/** What is a switch by a name of its own, below the module that is named: `x11 forwarding` of ssh. */
function switchBelow(module: OptionPath, setting: string, context: Context): readonly OptionDeclaration[] {
  const named = findModule(setting, context.modules, context.index);
  const base = module.slice(0, -1);
  if (named.kind !== 'one' || !base.every((name, at) => named.path[at] === name)) return [];
  const match = context.index.find(named.path);
  return match === undefined ? [] : [match.declaration];
}

function askWhich(slots: Slots, options: readonly OptionDeclaration[], verb: string): ClauseReading {
  return askQuestion(
    `'${phrase(slots.get('setting') ?? [])}' could be more than one setting of '${phrase(slots.get('module') ?? [])}'. Which one?`,
    options.map(({ name }) => `${verb} ${name}`),
  );
}
