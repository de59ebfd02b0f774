{ ... }:
{
    boot = {
        loader.grub.enable = true;
        kernelParams = [
            "nomodeset"
        ];
    };
}
