# What record.sh has Nix evaluate, build and fetch.
let
  build =
    name: attributes: script:
    derivation (
      {
        inherit name;
        system = builtins.currentSystem;
        builder = "/bin/sh";
        args = [ "-e" "-c" script ];
        PATH = "/usr/bin:/bin";
      }
      // attributes
    );
  phase = name: ''printf '@nix {"action":"setPhase","phase":"${name}"}\n' >&$NIX_LOG_FD'';
in
rec {
  alpha = build "alpha-1.0" { } ''
    ${phase "unpackPhase"}
    echo "unpacking alpha"
    ${phase "buildPhase"}
    sleep 0.2
    printf 'compiling \033[32malpha\033[0m — ünïcödé\n'
    mkdir $out
  '';
  beta = build "beta-2.0" { inherit alpha; } ''
    echo "building beta"
    sleep 0.2
    mkdir $out
  '';
  # Says more than is kept of a log, and fails.
  gamma = build "gamma-3.0" { inherit beta; } ''
    ${phase "checkPhase"}
    n=0
    while [ $n -lt 30 ]; do n=$((n + 1)); echo "gamma: test $n"; done
    echo "error: test 30 failed" >&2
    exit 3
  '';
  broken = build "broken-system" { inherit gamma; } "mkdir $out";
  whole = build "whole-system" { inherit beta; } "mkdir $out";

  small = build "small-1.0" { } "head -c 40000 /dev/zero > $out";
  large = build "large-1.0" { } "head -c 400000 /dev/zero | tr '\\0' x > $out";
  fetched = build "fetched-system" { inherit small large; } "mkdir $out; echo $small $large > $out/paths";

  said = builtins.trace "a trace" (builtins.trace "two\nlines" whole);
  refused = { name = "x"; value = throw "no such thing: ${toString 7}"; };
  # Something is built while it is evaluated.
  generated = build "generated.nix" { } "sleep 0.2; echo '{ answer = 42; }' > $out";
  imported = import generated;
}
