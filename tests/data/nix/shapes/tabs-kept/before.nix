{ ... }:
{
	services.nginx.package = null;
	networking.firewall = {
		allowedTCPPorts = [
			22
		];
	};
}
