{ config, lib, pkgs, ... }: { }
