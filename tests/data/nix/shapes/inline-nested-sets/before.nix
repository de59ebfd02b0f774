{ services = { openssh = { enable = true; }; }; }
