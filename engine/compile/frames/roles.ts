import type { RoleType } from './frame-data.ts';
import type { FillRole } from './role.ts';
import { fullName, group, key, newUsers, shell, users } from './roles-of-people.ts';
import { hostName, ownName, layout, locale, localeBefore, zone } from './roles-of-places.ts';
import { ports, ranges } from './roles-of-ports.ts';
import { font, kernel, moduleNamed, packages } from './roles-of-things.ts';
import { settingValue } from './roles-of-settings.ts';
import * as values from './roles-of-values.ts';

/** How the role of each type is filled. */
export const ROLES: Readonly<Record<RoleType, FillRole>> = {
  address: values.address,
  addresses: values.addresses,
  age: values.age,
  'assigned-name': values.assignedName,
  'assigned-value': values.assignedValue,
  amount: values.someAmount,
  choice: values.choice,
  choices: values.choices,
  domain: values.domain,
  domains: values.domains,
  email: values.email,
  font,
  'full-name': fullName,
  group,
  'host-alias': values.hostAlias,
  'host-name': hostName,
  interface: values.networkInterface,
  interfaces: values.interfaces,
  kernel,
  key,
  layout,
  locale,
  'locale-before': localeBefore,
  module: moduleNamed,
  network: values.network,
  'new-users': newUsers,
  'own-name': ownName,
  package: packages,
  path: values.path,
  ports,
  ranges,
  rest: values.rest,
  schedule: values.schedule,
  shell,
  size: values.size,
  span: values.span,
  text: values.someText,
  urls: values.urls,
  users,
  value: settingValue,
  word: values.word,
  words: values.words,
  zone,
};
