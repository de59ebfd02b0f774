import type { ServicePlace } from '../../config/host-settings.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { readDiskSpace } from '../../host/system/disk.ts';
import type { Exec } from '../../model/host/exec.ts';
import { listGenerations } from '../../host/system/generations.ts';
import { readMemory, readStatus } from '../../host/system/status.ts';
import { readProfile } from '../../host/system/system.ts';
import { readFailedUnits, readRunningServices, readUnit } from '../../host/system/units.ts';
import { optionsNamed, unitsNamed } from '../../compile/names/question-names.ts';
import type { Journal } from '../../journal/journal.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Proposal, Topic } from '../../model/proposal.ts';
import type { Answer } from '../../report/host/answer.ts';
import { selectRuns } from '../../compile/questions/select-runs.ts';
import { readActivity } from './activity.ts';
import { describeOption } from './describe-option.ts';
import { askLive } from './live-values.ts';
import { installedPackages, openPorts, userList } from './configuration.ts';
import { plannerFacts } from '../planner-facts.ts';
import { readServiceView } from './service-view.ts';
import type { Session } from '../session.ts';

/** A question, as a planner hands it on. */
export interface Question {
  readonly topic: Topic;
  readonly query: string;
}

/** Most runs that a question for the history looks at, and most that it shows unless the question names more. */
const LOOKED_AT = 1000;
const SHOWN = 20;

/** Most options and packages that a search shows. */
const HITS = 10;

/** What a task asks about; undefined where it is no question. */
export function questionOf(task: Extract<Proposal, { kind: 'task' }>): Question | undefined {
  const query = task.query ?? '';
  switch (task.task) {
    case 'status':
      return { topic: task.topic ?? 'status', query };
    case 'history':
      return { topic: task.topic ?? 'history', query };
    case 'search':
      return { topic: task.topic ?? 'options', query };
    case 'upgrade':
    case 'collect-garbage':
    case 'rollback':
      return undefined;
    default:
      return assertNever(task.task);
  }
}

/** Answers a question from the journal, the option index, what the configuration evaluates to, and the host; changes nothing. */
export async function lookUp(
  session: Session,
  journal: Journal,
  question: Question,
  now: Date,
): Promise<Answer> {
  const { settings, exec, catalog } = session;
  const { place, service } = settings;
  const { topic, query } = question;
  switch (topic) {
    case 'status':
      return statusOf(exec, place, service, journal);
    case 'memory':
      return { kind: 'memory', ...readMemory() };
    case 'disk':
      return { kind: 'disk', places: await readDiskSpace(place) };
    case 'units':
      return answerUnits(session, query);
    case 'generations': {
      const [generations, profile] = await Promise.all([listGenerations(place), readProfile(place)]);
      return { kind: 'generations', current: profile.generation, generations };
    }
    case 'value':
      return answerValue(session, query);
    case 'installed':
      return installedPackages(session, query);
    case 'open-ports':
      return openPorts(session);
    case 'users':
      return userList(session);
    case 'history': {
      const { runs, range } = selectRuns(journal.runs(LOOKED_AT), query, now);
      return { kind: 'history', query, runs: range === undefined ? runs.slice(0, SHOWN) : runs };
    }
    case 'options':
      return { kind: 'options', query, options: catalog.searchOptions(query, HITS) };
    case 'packages':
      return { kind: 'packages', query, packages: catalog.searchPackages(query, HITS) };
    case 'help':
      return { kind: 'help' };
    default:
      return assertNever(topic);
  }
}

/** The host at a glance, with its last run. */
export async function statusOf(
  exec: Exec,
  place: HostPlace,
  file: ServicePlace,
  journal: Journal,
): Promise<Extract<Answer, { kind: 'status' }>> {
  const [last] = journal.runs(1);
  const service = await readServiceView(place, file);
  return {
    kind: 'status',
    ...(await readStatus(exec, place)),
    last,
    activity: await readActivity(place, journal),
    ...(service === undefined ? {} : { service }),
  };
}

async function answerUnits({ exec, settings: { place }, index }: Session, query: string): Promise<Answer> {
  const names = unitsNamed(query, index);
  const asked = names.length === 0 && /\b(?:running|active)\b/u.test(query);
  const [failed, running, ...units] = await Promise.all([
    readFailedUnits(exec, place),
    asked ? readRunningServices(exec, place) : undefined,
    ...names.map((unit) => readUnit(exec, place, unit)),
  ]);
  return {
    kind: 'units',
    failed,
    ...(running && { running }),
    units: units.filter((unit) => unit !== undefined),
  };
}

async function answerValue(session: Session, query: string): Promise<Answer> {
  const { configuration, index } = session;
  const { users } = plannerFacts(configuration, index);
  const paths = optionsNamed(query, index, users);
  const live = paths.length === 0 ? undefined : await askLive(session, paths);
  const options = paths.flatMap((path) => describeOption(index, path, { configuration, live }) ?? []);
  return { kind: 'value', query, options };
}
