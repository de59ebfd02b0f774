/** Whether somebody could log in with a key, as far as files tell. */
export interface LoginFacts {
  readonly account: boolean;
  /** Keys that the server would take, in all the files it reads. */
  readonly keys: number;
  /** What stands against it. */
  readonly against: readonly string[];
}

/** Who can log in to a host, and through which port. */
export interface Logins {
  read(user: string): Promise<LoginFacts>;
  /** The port that the SSH session came through from which this program was started. */
  sessionPort(): Promise<number | undefined>;
  /** Ports on which the SSH server listens by its configuration. */
  sshPorts(): Promise<readonly number[]>;
}
