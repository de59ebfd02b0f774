/**
 * The time zones that a text names: the zone itself in any case, or the zones of that city. From the time zone data
 * of the JavaScript engine.
 *
 * @example
 * findTimeZone('berlin')   // ['Europe/Berlin']
 */
export function findTimeZone(text: string): readonly string[] {
  const wanted = text.toLowerCase().replaceAll(' ', '_');
  if (wanted === 'utc' || wanted === 'etc/utc') {
    return ['UTC'];
  }
  table ??= zonesByName();
  const found = table.get(wanted) ?? [];
  return found.length === 0 && wanted.includes('/') ? linkedZone(text) : found;
}

let table: ReadonlyMap<string, readonly string[]> | undefined;

/** Zones by their whole name and by their city, in small letters. */
function zonesByName(): ReadonlyMap<string, readonly string[]> {
  const made = new Map<string, readonly string[]>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const name = zone.toLowerCase();
    const city = name.slice(name.lastIndexOf('/') + 1);
    for (const key of new Set([name, city])) made.set(key, [...(made.get(key) ?? []), zone]);
  }
  return made;
}

/** Zones under a second name (`Europe/Kyiv`) are accepted as written, in the usual case. */
function linkedZone(text: string): readonly string[] {
  const name = text.replaceAll(' ', '_');
  if (!/^[A-Za-z]+(?:\/[A-Za-z_-]+){1,2}$/u.test(name) || /^etc\/|^gmt/iu.test(name)) {
    return [];
  }
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return [];
  }
  return [name.toLowerCase().replaceAll(/(?<![a-z])[a-z]/gu, (letter) => letter.toUpperCase())];
}
