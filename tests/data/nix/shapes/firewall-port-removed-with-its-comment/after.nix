{
  networking.firewall.allowedTCPPorts = [
    22 # ssh
    443
  ];
}
