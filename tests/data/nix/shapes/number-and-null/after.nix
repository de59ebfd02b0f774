{
  services.journald.rateLimitBurst = 500;
  services.logind.lidSwitch = null;
}
