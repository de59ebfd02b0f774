# The packages: small programs under true names, which say what they are.
{
  lib,
  config,
  pkgs,
  runCommand,
  symlinkJoin,
}:
let
  allowsUnfree =
    config.allowUnfree or false
    || builtins.getEnv "NIXPKGS_ALLOW_UNFREE" == "1";

  refusal = name: ''
    Package ‘${name}’ in ${toString ./packages.nix} has an unfree license (‘unfree’), refusing to evaluate.

    a) For one command: export NIXPKGS_ALLOW_UNFREE=1 (and --impure where a flake is evaluated).

    b) For this host, in configuration.nix:
         { nixpkgs.config.allowUnfree = true; }
  '';

  package =
    pname: version: description:
    {
      programs ? [ pname ],
      unfree ? false,
      shell ? false,
    }:
    let
      name = "${pname}-${version}";
      permitted =
        !unfree || allowsUnfree || (config.allowUnfreePredicate or (_: false)) { inherit pname version name; };
      program = each: ''
        printf '#!/bin/sh\necho "%s %s"\n' ${each} ${version} > $out/bin/${each}
        chmod +x $out/bin/${each}
      '';
      drv = runCommand name { } "mkdir -p $out/bin\n${lib.concatMapStrings program programs}";
      guard = value: if permitted then value else throw (refusal name);
    in
    drv
    // {
      inherit pname version;
      drvPath = guard drv.drvPath;
      outPath = guard drv.outPath;
      meta = {
        inherit description;
        mainProgram = builtins.head programs;
        license = if unfree then lib.licenses.unfree else lib.licenses.mit;
        inherit unfree;
        available = permitted;
      };
    }
    // lib.optionalAttrs shell { shellPath = "/bin/${builtins.head programs}"; };

  plain = {
    audacity = [ "3.7.5" "Record and edit sound" ];
    bat = [ "0.25.0" "Print files with colours" ];
    btop = [ "1.4.4" "Watch processor, memory, disks and network" ];
    chromium = [ "140.0" "Web browser of the Chromium project" ];
    cowsay = [ "3.8.4" "Let a cow say something" ];
    curl = [ "8.16.0" "Transfer data by URL" ];
    direnv = [ "2.37.1" "Set environment variables per directory" ];
    docker = [ "28.4.0" "Run programs in containers" ];
    docker-compose = [ "2.39.4" "Run several containers together" ];
    emacs = [ "30.2" "Extensible text editor" ];
    eza = [ "0.23.4" "List files" ];
    fastfetch = [ "2.53.0" "Show facts about the computer" ];
    fd = [ "10.3.0" "Find files by name" ];
    ffmpeg = [ "8.0" "Convert sound and video" ];
    file = [ "5.45" "Tell what kind of file something is" ];
    firefox = [ "143.0" "Web browser of Mozilla" ];
    fzf = [ "0.65.2" "Choose from a list by typing" ];
    gcc = [ "14.3.0" "Compile C and C++" ];
    gimp = [ "3.0.4" "Edit pictures" ];
    git = [ "2.51.0" "Track versions of files" ];
    gnumake = [ "4.4.1" "Build by rules" ];
    gnupg = [ "2.4.8" "Encrypt and sign" ];
    go = [ "1.25.1" "Compile Go" ];
    gparted = [ "1.7.0" "Edit disk partitions" ];
    hello = [ "2.12.2" "Greet the world" ];
    helix = [ "25.07.1" "Modal text editor" ];
    htop = [ "3.4.1" "Watch processes" ];
    inkscape = [ "1.4.2" "Draw vector pictures" ];
    jq = [ "1.8.1" "Query JSON" ];
    keepassxc = [ "2.7.10" "Keep passwords" ];
    krita = [ "5.2.11" "Paint pictures" ];
    libreoffice = [ "25.8.1" "Office programs" ];
    lsof = [ "4.99.5" "List open files" ];
    mpv = [ "0.40.0" "Play video" ];
    nano = [ "8.6" "Plain text editor" ];
    ncdu = [ "2.8.2" "Show what fills the disk" ];
    nginx = [ "1.28.0" "Web server and reverse proxy" ];
    nix = [ "2.31.2" "The Nix package manager" ];
    nmap = [ "7.98" "Scan networks" ];
    obs-studio = [ "32.0.1" "Record and stream video" ];
    openssh = [ "10.0p2" "Log in to other computers" ];
    pciutils = [ "3.14.0" "List PCI devices" ];
    podman = [ "5.6.1" "Run containers without a daemon" ];
    postgresql = [ "17.6" "Relational database" ];
    ripgrep = [ "14.1.1" "Search text in files" ];
    rsync = [ "3.4.1" "Copy files incrementally" ];
    rustc = [ "1.89.0" "Compile Rust" ];
    screen = [ "5.0.1" "Keep terminal sessions" ];
    sqlite = [ "3.50.4" "Database in one file" ];
    strace = [ "6.16" "Trace system calls" ];
    tailscale = [ "1.88.1" "Private network between computers" ];
    thunderbird = [ "143.0" "Read and write mail" ];
    tmux = [ "3.5a" "Several terminals in one" ];
    tree = [ "2.2.1" "Show directories as a tree" ];
    unzip = [ "6.0" "Unpack zip archives" ];
    usbutils = [ "018" "List USB devices" ];
    vim = [ "9.1.1623" "Modal text editor" ];
    vlc = [ "3.0.21" "Play video and sound" ];
    wget = [ "1.25.0" "Download files" ];
    wireguard-tools = [ "1.0.20250521" "Set up WireGuard tunnels" ];
    yq = [ "3.4.3" "Query YAML" ];
    zip = [ "3.0" "Pack zip archives" ];
  };

  linux = version: {
    recurseForDerivations = true;
    kernel = runCommand "linux-${version}" { } ''
      mkdir -p $out
      echo "kernel ${version}" > $out/bzImage
    '' // {
      pname = "linux";
      inherit version;
      modDirVersion = version;
      meta.description = "The Linux kernel";
    };
  };

  python3 = package "python3" "3.13.7" "Python programming language" { programs = [ "python3" "python" ]; } // {
    withPackages = choose: symlinkJoin {
      name = "python3-3.13.7-env";
      paths = [ python3 ] ++ choose pkgs.python3Packages;
    };
  };
in
builtins.mapAttrs (
  pname: entry: package pname (builtins.elemAt entry 0) (builtins.elemAt entry 1) { }
) plain
// {
  inherit python3;
  bash = package "bash" "5.3p3" "The GNU shell" { shell = true; };
  bashInteractive = package "bash-interactive" "5.3p3" "The GNU shell, for people" { programs = [ "bash" ]; shell = true; };
  discord = package "discord" "0.0.110" "Talk with groups" { unfree = true; };
  fish = package "fish" "4.0.2" "Friendly shell" { shell = true; };
  google-chrome = package "google-chrome" "140.0" "Web browser of Google" { unfree = true; };
  neovim = package "neovim" "0.11.4" "Modal text editor" { programs = [ "nvim" ]; };
  nodejs = package "nodejs" "22.19.0" "Run JavaScript" { programs = [ "node" "npm" ]; };
  python3Packages = {
    recurseForDerivations = true;
    requests = package "python3.13-requests" "2.32.5" "HTTP for people" { };
    numpy = package "python3.13-numpy" "2.3.3" "Arrays of numbers" { };
  };
  spotify = package "spotify" "1.2.60" "Listen to music" { unfree = true; };
  steam = package "steam" "1.0.0.84" "Play and buy games" { unfree = true; };
  vscode = package "vscode" "1.104.1" "Code editor of Microsoft" { programs = [ "code" ]; unfree = true; };
  vscodium = package "vscodium" "1.104.0" "Code editor without telemetry" { programs = [ "codium" ]; };
  zsh = package "zsh" "5.9" "The Z shell" { shell = true; };
  linuxPackages = linux "6.12.48";
  linuxPackages_latest = linux "6.16.8";
  linuxPackages_6_6 = linux "6.6.107";
}
