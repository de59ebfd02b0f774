{ config, lib, ... }:

{
  time.timeZone = "UTC";
}
