{
  services.nginx.appendConfig = ''
    worker_processes 2;
  '';
}
