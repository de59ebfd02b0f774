{
  environment.variables = {
    EDITOR = "vim";
    PS1 = "\${HOSTNAME} \"$\" ";
  };
}
