# What is taken from the units although they work as root.
rec {
  # A run evaluates, builds, mounts its candidate apart, edits files and starts activations.
  run = {
    UMask = "0022";
  };
  daemon = run;
}
