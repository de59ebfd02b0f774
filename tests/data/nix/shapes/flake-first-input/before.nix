{
  description = "a flake";

  outputs = { self }: { };
}
