/** One default or limit: what applies when nothing is written, in which unit, and why it is that. */
export interface Default<T = number | string> {
  readonly value: T;
  readonly unit: string;
  readonly why: string;
}

/**
 * Every default and limit of written runbooks, in one place. The JSON Schema repeats those it can say; a test
 * holds the two together.
 *
 * @example
 * DEFAULTS.httpStatus.value // 200
 */
export const DEFAULTS = {
  httpStatus: { value: 200, unit: 'HTTP status', why: 'What a healthy endpoint answers.' },
  commandExit: { value: 0, unit: 'exit code', why: 'Success by convention.' },
  probeWithin: {
    value: 30_000,
    unit: 'milliseconds',
    why: 'Units, HTTP servers and ports need a moment after a switch, so the first sample is often wrong.',
  },
  factWithin: {
    value: 0,
    unit: 'milliseconds',
    why: 'Files, options and commands are final once the switch is done; waiting would hide mistakes.',
  },
  tcpAddress: { value: '127.0.0.1', unit: 'IP address', why: 'Checks run on the host they check.' },
  newestBytes: { value: 1, unit: 'bytes at least', why: 'An empty backup is not a backup.' },
  retryDelay: { value: 5_000, unit: 'milliseconds', why: 'Long enough for a busy service to calm down.' },
  retryAttempts: {
    value: 10,
    unit: 'attempts at most',
    why: 'A loop must be bounded; more than ten attempts hide a fault.',
  },
  durationLimit: {
    value: 24 * 60 * 60 * 1000,
    unit: 'milliseconds at most',
    why: 'A step that may take longer than a day is a mistake, and timers of 25 days overflow.',
  },
  rebootWithin: {
    value: 7 * 24 * 60 * 60 * 1000,
    unit: 'milliseconds',
    why: 'Every host has a quiet hour within a week; a run that waits longer was forgotten.',
  },
  documentSize: {
    value: 256 * 1024,
    unit: 'bytes at most',
    why: 'Runbooks are read by people; anything larger is a mistake or an attack on the parser.',
  },
  documentDepth: { value: 32, unit: 'levels at most', why: 'Bounds recursion over a runbook.' },
  steps: { value: 200, unit: 'steps at most', why: 'Bounds the search over all paths of the machine.' },
  callDepth: { value: 8, unit: 'levels at most', why: 'A deeper chain of calls cannot be reviewed.' },
  parameterText: {
    value: 4096,
    unit: 'characters at most',
    why: 'Bounds the time a runbook pattern can take on input from outside.',
  },
  celNodes: {
    value: 500,
    unit: 'syntax nodes at most',
    why: 'An expression that needs more belongs in a program.',
  },
} as const satisfies Record<string, Default>;
