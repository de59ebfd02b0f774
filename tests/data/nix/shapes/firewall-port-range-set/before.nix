{
  networking.firewall = {
    enable = true;
    allowedUDPPortRanges = [
      { from = 4000; to = 4007; }
    ];
  };
}
