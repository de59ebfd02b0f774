{ config
, lib
, ...
}:
{
  users.users.ann.isNormalUser = true;
}
