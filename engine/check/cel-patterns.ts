import { EvaluationError, type Environment } from '@marcbachmann/cel-js';
import { parsePattern, type Pattern } from '../runbook/pattern.ts';

type Program = ReturnType<Environment['parse']>;

/** What `matches` is called where it is ours: the library lets nobody replace its own. */
const OWN_NAME = 'matchesInLinearTime';

/** The environment, able to run what {@link parseProgram} makes. */
export function withPatterns(environment: Environment): Environment {
  return environment.registerFunction(`string.${OWN_NAME}(string): bool`, (text: string, source: string) =>
    patternOf(source).test(text),
  );
}

/**
 * An expression to evaluate. Its `matches` uses RE2, as the language defines it; the library's own uses an engine that
 * may never end.
 *
 * @example
 * parseProgram(withPatterns(new Environment()), "'abc'.matches('^a')")({})   // true
 */
export function parseProgram(environment: Environment, source: string): Program {
  const program = environment.parse(source);
  renameMatches(program.ast);
  return program;
}

function renameMatches(part: unknown): void {
  if (Array.isArray(part)) part.forEach(renameMatches);
  if (typeof part !== 'object' || part === null || !('op' in part) || !('args' in part)) return;
  const { op, args } = part;
  if (op === 'rcall' && Array.isArray(args) && args[0] === 'matches') args[0] = OWN_NAME;
  renameMatches(args);
}

const patterns = new Map<string, Pattern>();

function patternOf(source: string): Pattern {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const parsed = parsePattern(source);
  if (!parsed.ok) throw new EvaluationError(`the pattern ${source} is refused: ${parsed.message}`);
  patterns.set(source, parsed.pattern);
  return parsed.pattern;
}
