# The program as a package: `pkgs.callPackage ./nix/package.nix { }`, with a nixpkgs that has Node 24.
{
  lib,
  buildNpmPackage,
  importNpmLock,
  nodejs_24,
  installShellFiles,
  makeWrapper,
  git,
  nix,
  util-linux,
  runCommand,
  pkgsStatic,
}:
let
  manifest = lib.importJSON ../package.json;

  # Every package by the hash in the lock, so that there is no hash of them all to keep up to date. The lock leaves out
  # where a package comes from; this is where npm itself looks.
  lock = lib.importJSON ../package-lock.json;
  locate =
    place: entry:
    let
      name = entry.name or (lib.last (lib.splitString "node_modules/" place));
      base = lib.last (lib.splitString "/" name);
    in
    entry
    // lib.optionalAttrs (place != "" && !entry ? resolved) {
      resolved = "https://registry.npmjs.org/${name}/-/${base}-${entry.version}.tgz";
    };

  # A sandbox host builds with it, also within the sandbox of Nix. Its applets are left out of the path.
  busybox = runCommand "busybox-alone" { } ''
    mkdir -p $out/bin
    cp ${pkgsStatic.busybox}/bin/busybox $out/bin/busybox
  '';
in
buildNpmPackage {
  pname = manifest.name;
  inherit (manifest) version;

  # What the build reads and what ships: a change elsewhere builds nothing anew.
  src = builtins.path {
    name = "nixos-ai-source";
    path = ../.;
    filter =
      path: _:
      let
        place = lib.removePrefix "${toString ../.}/" (toString path);
        isOf = each: place == each || lib.hasPrefix "${each}/" place || lib.hasPrefix "${place}/" each;
      in
      builtins.any isOf (
        manifest.files
        ++ [
          "engine"
          "language"
          "scripts/build.ts"
          "package.json"
          "package-lock.json"
          "tsconfig.json"
        ]
      )
      # What a build left behind.
      && place != "dist";
  };

  nodejs = nodejs_24;
  npmDeps = importNpmLock {
    package = manifest;
    packageLock = lock // {
      packages = builtins.mapAttrs locate lock.packages;
    };
  };
  npmConfigHook = importNpmLock.npmConfigHook;

  nativeBuildInputs = [
    makeWrapper
    installShellFiles
  ];
  postInstall = ''
    installManPage dist/man/man1/nixos-ai.1
    installShellCompletion --cmd nixos-ai \
      --bash <(node dist/cli/bin.cjs completion bash) \
      --zsh <(node dist/cli/bin.cjs completion zsh) \
      --fish <(node dist/cli/bin.cjs completion fish)
  '';
  # Behind the host's own, which are those of its Nix. What Node would load beside the program is not the caller's to say.
  postFixup = ''
    wrapProgram $out/bin/nixos-ai --unset NODE_OPTIONS --unset NODE_PATH --unset NODE_COMPILE_CACHE --suffix PATH : ${
      lib.makeBinPath [
        git
        nix
        util-linux
        busybox
      ]
    }
  '';

  doInstallCheck = true;
  installCheckPhase = ''
    runHook preInstallCheck
    HOME=$TMPDIR $out/bin/nixos-ai runbook validate ${lib.escapeShellArgs (builtins.attrNames (lib.importJSON ./library.json))}
    runHook postInstallCheck
  '';

  meta = {
    inherit (manifest) description;
    license = lib.licenses.mit;
    mainProgram = "nixos-ai";
    platforms = lib.platforms.linux;
  };
}
