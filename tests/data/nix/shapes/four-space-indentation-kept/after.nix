{ ... }:
{
    boot = {
        loader.grub.enable = true;
        loader.timeout = 2;
        kernelParams = [
            "nomodeset"
            "quiet"
        ];
    };
}
