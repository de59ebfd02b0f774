{ lib, ... }:
lib.mkMerge [
  { time.timeZone = "Europe/Rome"; }
  { time.timeZone = "Europe/Oslo"; }
]
