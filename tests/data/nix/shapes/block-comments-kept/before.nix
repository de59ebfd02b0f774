{ ... }: {
  /* caches
     and the like */
  services.redis.enable = /* was off */ true;
  services.memcached.enable = true; /* too */
}
