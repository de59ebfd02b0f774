# What the units may not do although they run as root. docs/NIXOS-MODULE.md says what they may do, and why.
let
  both = {
    UMask = "0022";
    KeyringMode = "private";
    ProtectControlGroups = true;
    ProtectKernelModules = true;
    RestrictAddressFamilies = "AF_UNIX AF_INET AF_INET6 AF_NETLINK";
    RestrictRealtime = true;
    RestrictSUIDSGID = true;
    SystemCallErrorNumber = "EPERM";
  };
in
{
  # A run evaluates, builds (root's Nix builds by itself, in namespaces of its own), mounts its candidate apart, edits
  # files and runs the commands of its author. Activations and rollbacks run in units of their own, without any of this.
  run = both // {
    CapabilityBoundingSet = "~CAP_BLOCK_SUSPEND CAP_LEASE CAP_MAC_ADMIN CAP_MAC_OVERRIDE CAP_SYS_BOOT CAP_SYS_MODULE CAP_SYS_PACCT CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_WAKE_ALARM";
    SystemCallFilter = "~@clock @module @raw-io @reboot @swap";
  };

  # The daemon looks, and starts runs in units of their own: systemd wants CAP_SYS_ADMIN of who does. Its health checks
  # may read everything and write nothing.
  daemon = both // {
    CapabilityBoundingSet = "CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_KILL CAP_SETGID CAP_SETUID CAP_SYS_ADMIN";
    LockPersonality = true;
    NoNewPrivileges = true;
    ProtectClock = true;
    ProtectHome = "read-only";
    ProtectKernelLogs = true;
    ProtectKernelTunables = true;
    ProtectSystem = "strict";
    RestrictNamespaces = true;
    SystemCallArchitectures = "native";
    SystemCallFilter = "@system-service @pkey";
  };
}
