{ ... }: { imports = [ ./web.nix ]; networking.hostName = "a"; }
