{
  services.journald.rateLimitBurst = 1000;
  services.logind.lidSwitch = "ignore";
}
