{
  users.users.root.openssh.authorizedKeys.keys = [
    # work
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA alice@desk"
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB bob@laptop"
  ];
}
