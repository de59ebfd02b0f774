{ pkgs, ... }:
let
  base = with pkgs; [ vim nano ];
in
{
  environment.systemPackages = base;
}
