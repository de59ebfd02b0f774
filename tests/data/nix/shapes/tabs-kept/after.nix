{ ... }:
{
	services.nginx.package = null;
	services.nginx.enable = true;
	networking.firewall = {
		allowedTCPPorts = [
			22
			80
		];
	};
}
