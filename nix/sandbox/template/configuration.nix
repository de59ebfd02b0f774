# The configuration of this host. Every option has a description: `nixos-option NAME`, or the manual.
# After a change: `nixos-ai switch`, or build it and run its `switch-to-configuration`.
{ config, pkgs, ... }:

{
  imports = [
    # What this machine is.
    ./hardware-configuration.nix
    # Who uses it.
    ./users.nix
  ];

  # Start through systemd-boot.
  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;

  # boot.kernelPackages = pkgs.linuxPackages_latest;

  networking.hostName = "@hostName@"; # The name other computers know it by.
  # networking.networkmanager.enable = true;

  # Where this computer stands.
  time.timeZone = "Europe/Berlin";

  # The language of programs, and the keyboard of the console.
  i18n.defaultLocale = "en_US.UTF-8";
  console.keyMap = "us";

  # Programs for every user. Find more with `nixos-ai search`.
  environment.systemPackages = with pkgs; [
    vim # an editor, to change this file
    wget
  ];

  # programs.zsh.enable = true;
  # services.printing.enable = true;

  # Logging in from elsewhere.
  services.openssh = {
    enable = true;
    ports = [ @sshPort@ ];
    settings.PermitRootLogin = "no";
  };

  # A web server.
  services.nginx.enable = true;
  services.nginx.defaultHTTPListenPort = @httpPort@;
  services.nginx.virtualHosts."localhost" = {
    default = true;
    locations."/".return = ''200 "Hello from @hostName@.\n"'';
  };

  # Ports that others may reach; SSH opens its own.
  networking.firewall.allowedTCPPorts = [ @httpPort@ ];
  # networking.firewall.allowedUDPPorts = [ ... ];

  # The release this host was first installed with. It keeps the data of services readable: do not raise it when you
  # upgrade.
  system.stateVersion = "25.11";
}
