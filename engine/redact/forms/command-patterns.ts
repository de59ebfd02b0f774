import { formOf, type SecretPattern } from './patterns.ts';

/** An argument of a command: in quotes, or to white space. The closing quote is not a part of the match. */
const ARGUMENT = String.raw`(?:"((?:[^"\\\n]|\\.){1,512})|'([^'\n]{1,512})|((?:[^\s"'\\]|\\.)[^\s]{0,512}))`;
/** What may stand between the name of a program and the option, on one line and before another command. */
const UP_TO = String.raw`\b[^\n|]{0,300}?\s`;

function command(hints: readonly string[], source: string, more: Partial<SecretPattern> = {}): SecretPattern {
  return { kind: 'command-password', hints, form: formOf(source), ...more };
}

/** Secrets among the arguments of commands that take them without a telling name. */
export const COMMAND_PATTERNS: readonly SecretPattern[] = [
  command(
    ['mysql', 'mariadb'],
    String.raw`(?:mysql|mariadb)[a-z-]{0,16}(?:["'],\s{0,4}["']|${UP_TO})-p${ARGUMENT}`,
  ),
  command(
    ['curl', 'wget', 'http'],
    String.raw`(?:curl|wget|https?|xh)${UP_TO}(?:-u|-U|-a|--user|--proxy-user|--auth)[\s=]{0,4}["']?[^\s:"'$]{1,100}:${ARGUMENT}`,
  ),
  command(['curl'], String.raw`curl${UP_TO}(?:--oauth2-bearer|-b|--cookie)[\s=]{1,4}(?![./~-])${ARGUMENT}`, {
    random: true,
  }),
  command(['sshpass'], String.raw`sshpass\s{1,4}-p\s{0,4}${ARGUMENT}`),
  command(
    ['login'],
    String.raw`(?:docker|podman|buildah|skopeo|helm registry|nerdctl|az)\s{1,4}login${UP_TO}-p[\s=]{1,4}${ARGUMENT}`,
  ),
  command(['redis-cli'], String.raw`redis-cli${UP_TO}-a\s{1,4}${ARGUMENT}`),
  command(
    ['ldap'],
    String.raw`ldap(?:search|modify|add|delete|passwd|whoami|compare|modrdn)${UP_TO}-(?:w|s\s)\s{0,4}${ARGUMENT}`,
  ),
  command(
    ['smbclient', 'smbget', 'rpcclient', 'net '],
    String.raw`(?:smbclient|smbget|rpcclient|net)${UP_TO}(?:-U|--user)[\s=]{0,4}["']?[^\s%"']{1,100}%${ARGUMENT}`,
  ),
  command(
    ['mosquitto_', 'ipmitool', 'zip ', 'mongo', 'influx'],
    String.raw`(?:mosquitto_[a-z]{2,4}|ipmitool|(?:un)?zip)${UP_TO}-P\s{0,4}${ARGUMENT}`,
  ),
  command(['7z', '7za', 'rar '], String.raw`(?:7z[ar]?|rar|unrar)\s{1,4}[a-z]{1,2}${UP_TO}-h?p${ARGUMENT}`),
  command(['ssh-keygen'], String.raw`ssh-keygen${UP_TO}-[NP]\s{1,4}${ARGUMENT}`),
  command(
    ['htpasswd'],
    String.raw`htpasswd\s{1,4}(?:-[a-zA-Z]{1,4}\s{1,4}){0,4}-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}\s{1,4}[^\n|]{1,200}?\s[^\s]{1,64}\s{1,4}${ARGUMENT}\s{0,4}(?=$|[\n|;&)'"])`,
  ),
  command(
    ['wpa_passphrase'],
    String.raw`wpa_passphrase\s{1,4}(?:"[^"\n]{1,64}"|'[^'\n]{1,64}'|\S{1,64})\s{1,4}${ARGUMENT}`,
  ),
  command(['pass:', 'pass '], String.raw`(?:-pass(?:in|out)?|-k)\s{1,4}["']?pass:${ARGUMENT}`),
  command(
    ['chpasswd'],
    String.raw`["']?[\w.-]{1,64}:([^\s"'][^"'\n|]{1,512}?)(?=["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?chpasswd)`,
  ),
  command(
    ['--stdin', 'sudo -S', 'luksOpen', 'luksFormat', 'luksAddKey', 'cryptsetup', 'passwd'],
    String.raw`(?:echo|printf)(?:\s{1,4}-[neE]{1,3}|\s{1,4}["']?%s(?:\\n)?["']?){0,2}\s{1,4}["']?([^\s"'$][^"'\n|]{1,512}?)(?=["']?\s{0,4}\|\s{0,4}(?:(?:sudo\s{1,4})?passwd\b|sudo\s(?:-\w{1,4}\s)?-\w{0,3}S|(?:sudo\s{1,4})?cryptsetup))`,
  ),
  command(
    ['send '],
    String.raw`[Pp]ass(?:word|phrase|wd):?\s?["'*][^\n]{0,64}?send(?:\s--)?\s{1,4}"((?:[^"\\\n]){1,256})`,
  ),
  command(
    ['authorize-account', 'account authorize'],
    String.raw`b2\s{1,4}(?:authorize-account|account authorize)\s{1,4}\S{1,64}\s{1,4}${ARGUMENT}`,
  ),
  command(
    ['snmp'],
    String.raw`snmp(?:get|walk|bulkwalk|set|getnext|table|status)${UP_TO}-[cAX]\s{1,4}${ARGUMENT}`,
  ),
  command(['sqlplus'], String.raw`sqlplus${UP_TO}["']?[\w.-]{1,64}/${ARGUMENT}`),
  command(['auth=('], String.raw`\bauth=\(\s?["'][^"'\n]{1,100}["'],\s{0,4}["']([^"'\n]{1,256})`),
];
