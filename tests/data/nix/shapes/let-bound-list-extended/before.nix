{ pkgs, ... }:
let
  base = with pkgs; [ vim ];
in
{
  environment.systemPackages = base;
}
