{
  networking.firewall.allowedTCPPorts = [ ];
}
