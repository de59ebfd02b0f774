import * as audit from './declarations/audit.ts';
import * as change from './declarations/change.ts';
import * as completion from './declarations/completion.ts';
import * as config from './declarations/config.ts';
import * as edit from './declarations/edit.ts';
import * as look from './declarations/look.ts';
import * as names from './declarations/names.ts';
import * as nix from './declarations/nix.ts';
import * as policy from './declarations/policy.ts';
import * as providers from './declarations/providers.ts';
import * as quarantine from './declarations/quarantine.ts';
import * as runbook from './declarations/runbook.ts';
import * as sandbox from './declarations/sandbox.ts';
import * as self from './declarations/self.ts';
import * as service from './declarations/service.ts';
import { makeProgram, type CommandEntry } from './program.ts';

/**
 * Every command: how it is declared and where it is done. Its line is read, completed and explained from its row, and the
 * manual page, docs/COMMANDS.md and what the command framework knows of it are made of that.
 */
export const COMMANDS: readonly CommandEntry[] = [
  { ...audit.auditExportCommand, load: async () => (await import('../commands/audit/export.ts')).command },
  { ...audit.auditVerify, load: async () => (await import('../commands/audit/verify.ts')).command },
  { ...change.apply, load: async () => (await import('../commands/apply.ts')).command },
  { ...change.attach, load: async () => (await import('../commands/attach.ts')).command },
  { ...change.approve, load: async () => (await import('../commands/approve.ts')).command },
  { ...change.ask, quick: true, load: async () => (await import('../commands/ask.ts')).command },
  { ...change.chat, load: async () => (await import('../commands/chat.ts')).command },
  { ...change.plan, quick: true, load: async () => (await import('../commands/plan.ts')).command },
  { ...change.resume, load: async () => (await import('../commands/resume.ts')).command },
  { ...change.rollback, load: async () => (await import('../commands/rollback.ts')).command },
  { ...change.stop, load: async () => (await import('../commands/stop.ts')).command },
  { ...change.run, load: async () => (await import('../commands/run.ts')).command },
  { ...completion.completeCommand, load: async () => (await import('../commands/complete.ts')).command },
  { ...completion.completion, load: async () => (await import('../commands/completion.ts')).command },
  { ...config.configCheck, load: async () => (await import('../commands/config/check.ts')).command },
  { ...edit.editAdd, load: async () => (await import('../commands/edit/add.ts')).command },
  { ...edit.editRemove, load: async () => (await import('../commands/edit/remove.ts')).command },
  { ...edit.editRename, load: async () => (await import('../commands/edit/rename.ts')).command },
  { ...edit.editSet, load: async () => (await import('../commands/edit/set.ts')).command },
  { ...edit.editUnset, load: async () => (await import('../commands/edit/unset.ts')).command },
  { ...look.doctor, load: async () => (await import('../commands/doctor.ts')).command },
  { ...look.events, load: async () => (await import('../commands/events.ts')).command },
  { ...look.explain, load: async () => (await import('../commands/explain.ts')).command },
  { ...look.history, quick: true, load: async () => (await import('../commands/history.ts')).command },
  { ...look.show, load: async () => (await import('../commands/show.ts')).command },
  { ...look.status, load: async () => (await import('../commands/status.ts')).command },
  { ...look.watch, load: async () => (await import('../commands/watch.ts')).command },
  { ...names.optionsRefresh, load: async () => (await import('../commands/options/refresh.ts')).command },
  { ...names.optionsSearch, load: async () => (await import('../commands/options/search.ts')).command },
  { ...names.optionsShow, load: async () => (await import('../commands/options/show.ts')).command },
  { ...names.packagesSearch, load: async () => (await import('../commands/packages/search.ts')).command },
  { ...nix.nixParse, load: async () => (await import('../commands/nix/parse.ts')).command },
  { ...policy.policyCheck, load: async () => (await import('../commands/policy/check.ts')).command },
  { ...policy.policyExplain, load: async () => (await import('../commands/policy/explain.ts')).command },
  { ...policy.policyShow, load: async () => (await import('../commands/policy/show.ts')).command },
  { ...providers.providers, load: async () => (await import('../commands/providers.ts')).command },
  {
    ...providers.providersExplain,
    load: async () => (await import('../commands/providers/explain.ts')).command,
  },
  { ...providers.providersList, load: async () => (await import('../commands/providers/list.ts')).command },
  { ...providers.providersTest, load: async () => (await import('../commands/providers/test.ts')).command },
  {
    ...quarantine.quarantineClear,
    load: async () => (await import('../commands/quarantine/clear.ts')).command,
  },
  {
    ...quarantine.quarantineList,
    load: async () => (await import('../commands/quarantine/list.ts')).command,
  },
  { ...runbook.runbookGraph, load: async () => (await import('../commands/runbook/graph.ts')).command },
  { ...runbook.runbookList, load: async () => (await import('../commands/runbook/list.ts')).command },
  { ...runbook.runbookShow, load: async () => (await import('../commands/runbook/show.ts')).command },
  { ...runbook.runbookValidate, load: async () => (await import('../commands/runbook/validate.ts')).command },
  { ...sandbox.sandboxCreate, load: async () => (await import('../commands/sandbox/create.ts')).command },
  { ...sandbox.sandboxStart, load: async () => (await import('../commands/sandbox/start.ts')).command },
  { ...sandbox.sandboxStop, load: async () => (await import('../commands/sandbox/stop.ts')).command },
  { ...self.selfInstall, load: async () => (await import('../commands/self/install.ts')).command },
  { ...self.selfUninstall, load: async () => (await import('../commands/self/uninstall.ts')).command },
  { ...service.daemon, quick: true, load: async () => (await import('../commands/daemon.ts')).command },
  { ...service.serviceCheck, load: async () => (await import('../commands/service/check.ts')).command },
  { ...service.serviceRun, load: async () => (await import('../commands/service/run.ts')).command },
];

/** What the commands below a word are about. */
export const TOPICS: Readonly<Record<string, string>> = {
  audit: 'Verify and export the journal.',
  config: 'Check what a configuration directory says.',
  edit: 'Edit the configuration files, without building or switching.',
  nix: 'Look into Nix files.',
  options: 'Search and show the options of a host.',
  packages: 'Search the packages of a host.',
  providers: 'Language models that may plan: list, test, explain.',
  policy: 'Check, show and explain what policy decides.',
  quarantine: 'Systems that did not hold: list them, forget them.',
  runbook: 'List, show and validate runbooks.',
  self: 'nixos-ai in the configuration of a host: add it, take it out.',
  service: 'What the host does on its own: check it.',
  sandbox: 'Make, start and stop a sandbox host.',
};

export const PROGRAM = makeProgram(COMMANDS, TOPICS);
