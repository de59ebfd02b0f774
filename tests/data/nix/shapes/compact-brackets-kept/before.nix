{
  networking.nameservers = ["1.1.1.1"];
  time.timeZone = "UTC";
}
