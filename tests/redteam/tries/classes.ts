import { readFileSync } from 'node:fs';
import { leavesOf } from '../../../engine/check/policy/leaves.ts';
import { riskOf } from '../../../engine/check/policy/risk.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import { RISK_ORDER, type RiskClass } from '../../../engine/model/policy.ts';
import type { NixValue } from '../../../engine/model/options/value.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { readOptionNames } from '../../../scripts/docs/option-classes/read.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import type { Try } from './try.ts';

let newest: ReturnType<typeof buildOptionIndex> | undefined;

/** The class of one option of NixOS 26.05 by the policy that ships, for the runbook of a user. */
function classOf(path: readonly string[], value: NixValue): RiskClass {
  newest ??= buildOptionIndex(
    readOptionNames(readFileSync(new URL('../../data/nixos-26.05-options.txt', import.meta.url), 'utf8')),
    [],
  );
  const edit = { op: 'set', path, value } as const;
  if (leavesOf(edit).length === 0) throw new Error(`${path.join('.')} has no leaf`);
  const rules = riskOf(SHIPPED_POLICY, [edit], [], 'user', touchedBy([edit], newest));
  return rules.flatMap((rule) => rule.class ?? []).toSorted((a, b) => rank(b) - rank(a))[0] ?? 'package';
}

function rank(name: RiskClass): number {
  return RISK_ORDER.indexOf(name);
}

type Row = readonly [option: string, value: NixValue, why: string];

const BY_SWITCH = 'switches by the words in their names, and by the service, not by being a switch';

/** What was of a low class: a switch or a word that is harmless by its form. */
const RAISED: readonly Row[] = [
  ['programs.throne.tunMode.setuid', true, 'a wrapper that is root for everybody'],
  ['services.mail.sendmailSetuidWrapper.setuid', true, 'a wrapper that is root for everybody'],
  ['services.consul.dropPrivileges', false, 'a service that stays root'],
  ['security.acme.useRoot', true, 'a client of strange servers that runs as root'],
  ['services.kmonad.keyboards.a.defcfg.allowCommands', true, 'keys that run commands'],
  ['services.kmonad.keyboards.a.enableHardening', false, 'the guard around it'],
  ['virtualisation.virtualbox.host.enableHardening', false, 'any user controls the kernel module'],
  ['services.komodo-periphery.disableTerminals', false, 'shells from outside'],
  ['services.ghostunnel.servers.a.allowAll', true, 'every client is let in'],
  ['services.ghostunnel.servers.a.unsafeTarget', true, 'a tunnel to other hosts'],
  ['services.hledger-web.allow', 'edit', 'everybody may write the books'],
  ['services.boinc.allowRemoteGuiRpc', true, 'control from outside'],
  ['services.tor.relay.role', 'exit', 'the traffic of strangers leaves here'],
  ['services.usbguard.implicitPolicyTarget', 'allow', 'every device is let in'],
  ['services.usbguard.enable', false, 'the guard of devices goes'],
  ['services.suricata.enable', false, 'the guard of the network goes'],
  ['systemd.services.firewall.enable', false, 'the firewall goes, by its unit'],
  ['systemd.services.fail2ban.enable', false, 'the guard of logins goes, by its unit'],
  ['systemd.services.auditd.enable', false, 'the audit trail goes, by its unit'],
  ['systemd.services.systemd-journal-gatewayd.wantedBy', ['multi-user.target'], 'the journal for everybody'],
  ['systemd.services.debug-shell.enable', true, 'a shell of root on a console, without a password'],
  ['systemd.services.debug-shell.wantedBy', ['multi-user.target'], 'the same, by when it starts'],
  ['systemd.services.rescue.wantedBy', ['multi-user.target'], 'a console of root'],
  ['environment.etc.sudoers.enable', false, 'a file that says who is root goes'],
  ['environment.etc.ssh/sshd_config.enable', false, 'the server of logins by its own defaults'],
  ['environment.etc.shadow.uid', 1000, 'a file of root for somebody else'],
  ['services.amazon-ssm-agent.enable', true, 'an owner elsewhere runs commands as root'],
  ['services.cachix-agent.enable', true, 'somebody elsewhere installs the system'],
  ['services.hercules-ci-agent.enable', true, 'builds of strangers'],
  ['services.self-deploy.enable', true, 'a repository elsewhere is the system'],
  ['services.rstudio-server.enable', true, 'shells by a browser'],
  ['services.livebook.enableUserService', true, 'code by a browser'],
  ['services.sshwifty.enable', true, 'shells by a browser'],
  ['services.gnome.gnome-remote-desktop.enable', true, 'the desktop from outside'],
  ['services.xserver.displayManager.xpra.enable', true, 'the desktop from outside'],
  ['programs.kdeconnect.enable', true, 'a telephone types here'],
  ['programs.weylus.enable', true, 'a tablet types here'],
  ['services.distccd.enable', true, 'compilers that take any command'],
  ['services.icecream.daemon.enable', true, 'compilers that take any command'],
  ['services.windmill.enable', true, 'scripts by a browser'],
  ['services.filebrowser.enable', true, 'files by a browser'],
  ['services.nix-serve.enable', true, 'the whole store for everybody'],
  ['services.harmonia.enable', true, 'the whole store for everybody'],
  ['services.dendrite.openRegistration', true, 'accounts for strangers'],
  ['services.atuin.openRegistration', true, 'accounts for strangers'],
  ['services.linkwarden.enableRegistration', true, 'accounts for strangers'],
  ['services.grafana.settings.users.auto_assign_org_role', 'Admin', 'every account is the owner'],
  ['services.grafana.settings.users.allow_sign_up', true, 'accounts for strangers'],
  ['services.grafana.settings.smtp.skip_verify', true, 'passwords to whoever answers'],
  ['services.bacula-fd.tls.verifyPeer', false, 'backups by whoever asks'],
  ['services.jibri.xmppEnvironments.a.disableCertificateVerification', true, 'passwords to whoever answers'],
  [
    'programs.nix-required-mounts.allowedPatterns.a.unsafeFollowSymlinks',
    true,
    'files of the host in builds',
  ],
  ['networking.dhcpcd.allowSetuid', true, 'programs with rights in what answers the network'],
  ['services.kubo.settings.Mounts.FuseAllowOther', true, 'a file system of a service for root'],
];

/** Words that are a line of a file that root reads. */
const LINES: readonly Row[] = [
  [
    'services.logrotate.settings.header.frequency',
    'include /home/eve/rotate.conf',
    'logrotate reads the file',
  ],
  ['services.logrotate.settings.a.frequency', 'create 4755 root root', 'logrotate makes the file so'],
  ['services.gitlab.logrotate.frequency', 'include /home/eve/rotate.conf', 'logrotate reads the file'],
];

/** What held from the start. */
const HELD: readonly Row[] = [
  ['services.ssm-agent.enable', true, 'an owner elsewhere runs commands as root'],
  ['boot.initrd.systemd.emergencyAccess', true, 'a shell of root before the disk is open'],
  ['users.users.eve.isSystemUser', true, 'an account'],
  ['services.openssh.settings.PermitEmptyPasswords', true, 'logins without a password'],
  ['security.sudo.wheelNeedsPassword', false, 'root without a password'],
  ['security.polkit.enable', false, 'the guard of rights goes'],
  ['security.lockKernelModules', false, 'modules at any time'],
  ['services.xserver.displayManager.sddm.autoLogin.relogin', true, 'in without a password'],
  ['services.cockpit.enable', true, 'shells by a browser'],
  ['nix.settings.sandbox', false, 'builds reach the host'],
  ['nix.settings.trusted-users', ['*'], 'everybody is root by Nix'],
  ['virtualisation.libvirtd.qemu.runAsRoot', true, 'machines of root'],
  ['services.mosquitto.listeners.*.omitPasswordAuth', true, 'in without a password'],
  ['hardware.nvidia.open', true, 'another module of the kernel'],
  ['systemd.services.nginx.serviceConfig.DynamicUser', false, 'a service that is root'],
  ['systemd.services.nginx.environment.LD_PRELOAD', '/home/eve/x.so', 'code in a service'],
  ['services.nginx.virtualHosts.a.root', '/srv/../root', 'files of root'],
  ['programs.git.config.core.pager', 'sh', 'a program of every git'],
  ['i18n.extraLocaleSettings.LC_ALL', '/home/eve/locale', 'a path for a language'],
  ['environment.variables.TZ', ':/home/eve/zone', 'a path for a zone'],
  ['services.postgresql.settings.archive_command', 'sh', 'a command of a service'],
];

export const CLASSES: readonly Try[] = [
  ...RAISED.map((row) => tryOf(row, BY_SWITCH)),
  ...LINES.map((row) => tryOf(row, 'how often logrotate works is one of its five words')),
  ...HELD.map((row) => tryOf(row)),
  atLeast(
    'programs.steam.remotePlay.openFirewall',
    true,
    'network',
    'ports are opened by the class `package`',
  ),
  atLeast('programs.mosh.enable', true, 'network', 'ports are opened by the class `package`'),
  atLeast('systemd.services.debug-shell.wantedBy', ['sysinit.target'], 'boot', 'root without a password'),
];

function tryOf([option, value, why]: Row, mended?: string): Try {
  const expected = 'at least access';
  return {
    kind: 'classes',
    tried: `${option} = ${JSON.stringify(value)}: ${why}`,
    expected,
    ...(mended === undefined ? {} : { mended }),
    play: () => {
      const found = classOf(option.split('.'), value);
      return rank(found) >= rank('access') ? expected : found;
    },
  };
}

function atLeast(option: string, value: NixValue, least: RiskClass, why: string): Try {
  const expected = `at least ${least}`;
  return {
    kind: 'classes',
    tried: `${option} = ${JSON.stringify(value)}: ${why}`,
    expected,
    mended: BY_SWITCH,
    play: () => {
      const found = classOf(option.split('.'), value);
      return rank(found) >= rank(least) ? expected : found;
    },
  };
}
