{
  networking.nameservers = ["1.1.1.1" "9.9.9.9"];
  time.timeZone = "UTC";
}
