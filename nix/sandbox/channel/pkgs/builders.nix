# How things are built: by a static busybox in the channel, which is at once shell and core utilities and runs in a build
# sandbox. Without one, by the computer's own shell.
{ lib, system }:
let
  # A directory, as busybox knows its applets by the name it is called by.
  copied = ../host/bin;
  hasBusybox = builtins.pathExists (copied + "/busybox");
  tools = builtins.path {
    path = copied;
    name = "bootstrap-tools";
  };
  busybox = "${tools}/busybox";
  shell =
    if hasBusybox then
      {
        builder = busybox;
        args = [ "sh" "-e" "-c" ". \"$scriptPath\"" ];
      }
    else
      {
        builder = "/bin/sh";
        args = [ "-e" "-c" ". \"$scriptPath\"" ];
        PATH = "/run/current-system/sw/bin:/usr/local/bin:/usr/bin:/bin";
      };
  quote = lib.escapeShellArg;
in
rec {
  runCommand =
    name: attributes: script:
    let
      passthru = attributes.passthru or { };
      meta = attributes.meta or { };
      drv = derivation (
        shell
        // {
          inherit name system script;
          passAsFile = [ "script" ] ++ attributes.passAsFile or [ ];
          preferLocalBuild = true;
          allowSubstitutes = false;
        }
        // removeAttrs attributes [ "passthru" "meta" "passAsFile" ]
      );
    in
    drv // passthru // { inherit meta passthru; };
  runCommandLocal = runCommand;

  writeTextFile =
    {
      name,
      text,
      executable ? false,
      destination ? "",
      meta ? { },
    }:
    runCommand name { inherit text meta; passAsFile = [ "text" ]; } ''
      target=$out${quote destination}
      mkdir -p "$(dirname "$target")"
      cp "$textPath" "$target"
      ${lib.optionalString executable ''chmod +x "$target"''}
    '';
  writeText = name: text: writeTextFile { inherit name text; };
  writeScript = name: text: writeTextFile { inherit name text; executable = true; };
  writeShellScript = name: text: writeScript name "#!/bin/sh\n${text}";
  writeScriptBin = name: text: writeTextFile {
    inherit name text;
    executable = true;
    destination = "/bin/${name}";
    meta.mainProgram = name;
  };
  writeShellScriptBin = name: text: writeScriptBin name "#!/bin/sh\n${text}";
  writeShellApplication =
    { name, text, runtimeInputs ? [ ], ... }:
    writeShellScriptBin name "set -eu\nPATH=${lib.concatMapStrings (input: "${input}/bin:") runtimeInputs}$PATH\n${text}";

  # One tree of links to the files of several packages; the first package that has a file wins.
  symlinkJoin =
    {
      name,
      paths,
      postBuild ? "",
      pathsToLink ? [ "/" ],
      meta ? { },
      ...
    }:
    runCommand name { inherit meta; paths = map toString paths; } ''
      mkdir -p $out
      link() {
        for entry in "$1"/* "$1"/.[!.]*; do
          [ -e "$entry" ] || [ -L "$entry" ] || continue
          target=$2/''${entry##*/}
          if [ -d "$entry" ] && [ ! -L "$entry" ]; then
            mkdir -p "$target"
            link "$entry" "$target"
          elif [ ! -e "$target" ]; then
            ln -s "$entry" "$target"
          fi
        done
      }
      for path in $paths; do
        ${lib.concatMapStrings (sub: ''
          if [ -d "$path"${quote sub} ]; then mkdir -p "$out"${quote sub}; link "$path"${quote sub} "$out"${quote sub}; fi
        '') pathsToLink}
      done
      ${postBuild}
    '';
  buildEnv = symlinkJoin;

  # The core utilities: every applet of busybox as a program.
  coreutils = runCommand "coreutils-9.7" { } (
    if hasBusybox then "mkdir -p $out/bin; ${busybox} --install -s $out/bin" else "mkdir -p $out/bin"
  )
  // {
    pname = "coreutils";
    version = "9.7";
  };
}
