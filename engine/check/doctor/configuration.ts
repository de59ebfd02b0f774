import type { Finding } from '../../model/finding.ts';
import { missingHost } from '../../nix/flake/missing-host.ts';
import { flakeHostNames, readModules } from '../../nix/modules/modules.ts';
import { parseNix } from '../../nix/parse.ts';
import type { Around, Check, Diagnosis } from './check.ts';
import { bad, check, well } from './check.ts';
import type { ConfigurationFacts, RepositoryFacts } from './facts.ts';
import { listed } from './words.ts';

/** Whether the configuration can be read, understood, and seen by Nix as it lies there. */
export const CONFIGURATION_CHECKS: readonly Check[] = [
  check('configuration', 'configuration', checkReadable),
  check('syntax', 'configuration', checkSyntax),
  check('flake', 'configuration', checkAttribute),
  check('links', 'configuration', checkLinks),
  check('git owner', 'repository', checkOwner),
  check('given by git', 'repository', checkWithheld),
  check('untracked', 'repository', checkUntracked),
  check('uncommitted', 'repository', checkUncommitted),
];

function checkReadable(facts: ConfigurationFacts, { host }: Around): Diagnosis {
  const { configuration: directory } = host;
  if (facts.problem !== undefined) {
    const message = `the configuration directory ${directory} cannot be read: ${facts.problem}`;
    const fix =
      'set host.configuration to the right directory in the host settings, or run it as root (sudo)';
    return bad('not readable', 'DOC021', 'error', message, fix);
  }
  const missing = missingFiles(facts, host.style);
  if (missing.length > 0) {
    const message = `${directory} has no ${missing.join(' and no ')}: there is nothing to change`;
    const fix = 'set host.configuration to the right directory, or create one with nixos-generate-config';
    return bad('missing', 'DOC022', 'error', message, fix);
  }
  const findings = facts.unreadable.map(({ file, why }): Finding => ({
    code: 'DOC023',
    severity: 'error',
    message: `${directory}/${file} cannot be read: ${why}`,
    fix: 'fix its permissions, or run it as root (sudo)',
  }));
  return { seen: `${facts.files.size} Nix files in ${directory}`, findings };
}

function missingFiles({ entries, files, unreadable }: ConfigurationFacts, style: string): readonly string[] {
  const needed = style === 'flake' ? ['flake.nix'] : entries;
  return needed.filter((name) => !files.has(name) && !unreadable.some(({ file }) => file === name));
}

/** An error where the file takes part; a file that nothing imports only disturbs. */
function checkSyntax(facts: ConfigurationFacts, { host }: Around): Diagnosis | undefined {
  const { entries, files } = facts;
  if (files.size === 0) return undefined;
  const broken = [...files].flatMap(([file, text]) => parseNix(text, file).findings);
  // The modules are known only where all of them parse.
  const read = readModules(facts);
  const used = new Set([...entries, 'flake.nix', ...(read.ok ? read.value.map(({ file }) => file) : [])]);
  const findings = broken.map((finding): Finding => {
    const { position } = finding;
    if (position === undefined) return finding;
    const takesPart = !read.ok || used.has(position.file);
    const file = `${host.configuration}/${position.file}`;
    return { ...finding, severity: takesPart ? 'error' : 'warning', position: { ...position, file } };
  });
  return {
    seen: broken.length === 0 ? 'every file parses' : `${broken.length} files do not parse`,
    findings,
  };
}

function checkAttribute(facts: ConfigurationFacts, { host }: Around): Diagnosis | undefined {
  if (host.style !== 'flake' || !facts.files.has('flake.nix')) return undefined;
  const wanted = host.attribute ?? '';
  const { names, whole } = flakeHostNames(facts);
  if (whole && !names.includes(wanted)) return { seen: 'not found', findings: [missingHost(wanted, names)] };
  const read = readModules({ ...facts, flake: { attribute: wanted } });
  if (read.ok) return well(`nixosConfigurations.${wanted}, ${countOf(read.value.length)}`);
  const findings = read.findings.filter(({ code }) => code === 'NIX113');
  // What does not parse is said by another check.
  return {
    seen: `nixosConfigurations.${wanted}, whose modules are not found`,
    findings: findings.map((finding): Finding => ({ ...finding, severity: 'warning' })),
  };
}

function countOf(modules: number): string {
  return modules === 1 ? '1 module' : `${modules} modules`;
}

function checkLinks({ outside, problem }: ConfigurationFacts, { host }: Around): Diagnosis | undefined {
  if (problem !== undefined) return undefined;
  if (outside.length === 0) return well('none points outside the directory');
  const links = listed(outside.map(({ link, target }) => `${link} → ${target}`));
  const message = `symbolic links point outside ${host.configuration}: ${links}; their targets are neither in a snapshot nor edited`;
  return bad(
    links,
    'DOC025',
    'warning',
    message,
    'move the files into the directory, or change their options by hand',
  );
}

function checkOwner(repository: RepositoryFacts | undefined): Diagnosis | undefined {
  if (repository === undefined) return undefined;
  const { root, refused } = repository;
  if (refused === undefined) return well(root);
  const message = `git refuses ${root}: ${refused}; nixos-ai trusts the owner of the configuration, but nixos-rebuild and nix fail on it`;
  return bad(root, 'DOC026', 'warning', message, `git config --global --add safe.directory ${root}`);
}

/** What the configuration is made of, as an evaluation would look for it; what nothing names may stay out. */
function checkWithheld(
  repository: RepositoryFacts | undefined,
  { host, other }: Around,
): Diagnosis | undefined {
  const configuration = other('configuration');
  if (repository === undefined || host.style !== 'flake' || configuration === undefined) return undefined;
  const { entries } = configuration;
  const read = readModules(configuration);
  const modules = read.ok ? read.value.map(({ file }) => file) : [];
  const needed = new Set(['flake.nix', ...entries, ...modules]);
  const missing = (repository.withheld ?? []).filter(({ file }) => needed.has(file));
  if (missing.length === 0) return well('every file that is imported');
  return {
    seen: `not ${listed(missing.map(({ file }) => file))}`,
    findings: missing.map(({ finding }) => finding),
  };
}

function checkUntracked(repository: RepositoryFacts | undefined, { host }: Around): Diagnosis | undefined {
  if (repository === undefined || host.style !== 'flake') return undefined;
  const { root, untracked } = repository;
  if (untracked.length === 0) return well('none');
  const names = listed(untracked);
  const message = `git does not track ${names}, so a flake does not see them`;
  const fix = `git -C ${root} add --intent-to-add ${untracked.length > 5 ? '.' : untracked.join(' ')}, or add them to .gitignore`;
  return bad(names, 'DOC027', 'warning', message, fix);
}

function checkUncommitted(repository: RepositoryFacts | undefined): Diagnosis | undefined {
  if (repository === undefined || repository.refused !== undefined) return undefined;
  const { root, changed } = repository;
  if (changed.length === 0) return well('none');
  const names = listed(changed);
  const message = `${root} has uncommitted changes (${names}): the next change would include them, and would then not be committed`;
  return bad(names, 'DOC028', 'info', message, `git -C ${root} commit --all, if they are intended`);
}
