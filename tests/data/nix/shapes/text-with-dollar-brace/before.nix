{
  environment.variables = {
    EDITOR = "vim";
  };
}
