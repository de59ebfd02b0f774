{
  networking.firewall = {
    enable = true;
    allowedUDPPortRanges = [
      { from = 4000; to = 4007; }
      { from = 60000; to = 61000; }
    ];
  };
}
