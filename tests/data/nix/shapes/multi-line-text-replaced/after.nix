{
  services.nginx.appendConfig = ''
    worker_processes 4;
    worker_rlimit_nofile 1024;
  '';
}
