{ ... }:
let hostName = "a"; in
{
  networking = { inherit hostName; };
}
