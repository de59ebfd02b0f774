{ pkgs, ... }:
{
  time.timeZone = "UTC";
  environment.systemPackages = with pkgs; [
    git
    vim
    htop
    tmux
    ripgrep
    fd
    jq
    curl
    wget
  ];
}
