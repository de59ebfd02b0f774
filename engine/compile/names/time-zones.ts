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
  const zones = Intl.supportedValuesOf('timeZone');
  const exact = zones.filter((zone) => zone.toLowerCase() === wanted);
  if (exact.length > 0 || wanted.includes('/')) {
    return exact.length > 0 ? exact : linkedZone(text);
  }
  return zones.filter((zone) => zone.toLowerCase().endsWith(`/${wanted}`));
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
