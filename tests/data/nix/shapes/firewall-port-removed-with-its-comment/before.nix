{
  networking.firewall.allowedTCPPorts = [
    22 # ssh
    80 # http, until the proxy is up
    443
  ];
}
