{ ... }: {
  /* caches
     and the like */
  services.redis.enable = /* was off */ false;
  services.memcached.enable = true; /* too */
}
