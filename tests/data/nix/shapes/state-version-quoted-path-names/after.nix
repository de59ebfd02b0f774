{
  fileSystems."/" = {
    device = "/dev/disk/by-uuid/0c1e";
    fsType = "ext4";
  };

  fileSystems."/data" = {
    device = "/dev/sdb1";
    fsType = "xfs";
    options = [ "noatime" "nofail" ];
  };
}
