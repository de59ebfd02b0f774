{ config, lib, pkgs, ... }:
let
  program = name: lib.mkEnableOption name;
  simple = {
    zsh = [ pkgs.zsh ];
    fish = [ pkgs.fish ];
    git = [ pkgs.git ];
    vim = [ pkgs.vim ];
    neovim = [ pkgs.neovim ];
    htop = [ pkgs.htop ];
    firefox = [ pkgs.firefox ];
    tmux = [ pkgs.tmux ];
  };
  # The names must not depend on `pkgs`: options are declared before there are packages.
  names = [ "zsh" "fish" "git" "vim" "neovim" "htop" "firefox" "tmux" ];
in
{
  options.programs = lib.genAttrs names (name: { enable = program name; }) // {
    git = {
      enable = program "git";
      config = lib.mkOption {
        type = lib.types.attrsOf (lib.types.attrsOf lib.types.anything);
        default = { };
        description = "Settings in `/etc/gitconfig`.";
      };
    };
    zsh = {
      enable = program "zsh";
      ohMyZsh.enable = program "oh-my-zsh";
      autosuggestions.enable = program "zsh-autosuggestions";
    };
    vim = {
      enable = program "vim";
      defaultEditor = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether vim is the default editor.";
      };
    };
  };

  config = {
    environment.systemPackages = lib.concatMap (
      name: lib.optionals config.programs.${name}.enable simple.${name}
    ) names;
    environment.variables = lib.mkIf config.programs.vim.defaultEditor { EDITOR = lib.mkOverride 900 "vim"; };
    environment.etc.shells.text = lib.concatMapStrings (shell: "/run/current-system/sw/bin/${shell}\n") (
      [ "bash" "sh" ] ++ builtins.filter (name: config.programs.${name}.enable) [ "zsh" "fish" ]
    );
  };
}
