# The modules of a sandbox, and those of a host that real systemd runs.
import ./sandbox-modules.nix ++ [ ./services.nix ]
