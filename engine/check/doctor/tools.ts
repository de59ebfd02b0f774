import type { Around, Check, Diagnosis } from './check.ts';
import { bad, check, well } from './check.ts';
import type { FeatureFacts, Readings, StoreFacts } from './facts.ts';
import { REGISTRY_REFUSED } from '../../nix/errors.ts';
import { isTooOld, OLDEST_NIX, parseNixVersion } from './nix-version.ts';

/** The programs that we need, and whether Nix can do its work. */
export const TOOL_CHECKS: readonly Check[] = [
  check('node', 'node', checkNode),
  check('nix', 'nix', checkNix),
  check('git', 'git', checkGit),
  check('store', 'store', checkStore),
  check('flakes', 'features', checkFeatures),
  check('search path', 'lookups', checkLookups),
  check('namespaces', 'namespaces', checkNamespaces),
];

const OLDEST_NODE = 24;

function checkNode({ version }: Readings['node']): Diagnosis {
  const seen = `Node ${version}`;
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return well(seen);
  const message = `this is Node ${version}; ${OLDEST_NODE} or later is needed`;
  return bad(
    seen,
    'DOC010',
    'error',
    message,
    `run nixos-ai with Node ${OLDEST_NODE}, or from its own package`,
  );
}

function checkNix({ version }: Readings['nix']): Diagnosis {
  if (version === undefined) {
    const message = 'nix-instantiate was not found on the PATH';
    return bad(
      'not found',
      'DOC011',
      'error',
      message,
      'install Nix, and make sure its programs are on the PATH',
    );
  }
  const parsed = parseNixVersion(version);
  if (parsed === undefined) {
    const printed = version.trim().slice(0, 80);
    const message = `nix-instantiate --version printed '${printed}', with no version number`;
    return bad(
      printed,
      'DOC012',
      'warning',
      message,
      'make sure nix-instantiate comes from Nix, Lix or Determinate Nix',
    );
  }
  const seen = `${parsed.kind} ${parsed.text}`;
  if (!isTooOld(parsed)) return well(seen);
  const message = `this is ${seen}; ${OLDEST_NIX.major}.${OLDEST_NIX.minor} or later is needed`;
  return bad(
    seen,
    'DOC013',
    'error',
    message,
    'upgrade Nix: nix-env --upgrade nix, or the nix.package option',
  );
}

function checkGit({ version }: Readings['git']): Diagnosis {
  if (version !== undefined) return well(version.trim());
  const message = 'git was not found on the PATH; without it no snapshot can be taken and no run starts';
  return bad('not found', 'DOC014', 'error', message, 'install git');
}

function checkStore(store: StoreFacts, { host }: Around): Diagnosis {
  const how = store.daemon ? 'through its daemon' : 'directly';
  const seen = `${store.directory}, ${how}`;
  if (typeof store.answer !== 'string') {
    const message = `Nix cannot open its store (${seen}): ${store.answer.why}`;
    const fix = host.isRoot
      ? 'read the message; systemctl status nix-daemon.socket shows whether the daemon is running'
      : 'start the daemon (systemctl start nix-daemon.socket), or run it as root (sudo)';
    return bad(seen, 'DOC015', 'error', message, fix);
  }
  if (!store.daemon && !store.writable) {
    const message = `the database of ${seen} is not writable`;
    const fix = host.isRoot ? 'mount it writable' : 'run it as root (sudo), or start the Nix daemon';
    return bad(seen, 'DOC016', 'error', message, fix);
  }
  if (store.answer === 'valid') return well(seen);
  const message =
    'Nix does not know the running system as a valid path: its database or the store is damaged';
  return bad(seen, 'DOC017', 'error', message, 'nix-store --verify --check-contents --repair');
}

const FLAKE_FEATURES = ['nix-command', 'flakes'];

function checkFeatures({ enabled, files }: FeatureFacts, { host, other }: Around): Diagnosis | undefined {
  if (host.style !== 'flake') return undefined;
  const version = parseNixVersion(other('nix')?.version ?? '');
  const missing = FLAKE_FEATURES.filter((feature) => !enabled.includes(feature));
  if (missing.length === 0 || version?.kind === 'Determinate Nix')
    return well('nix-command and flakes are on');
  const where = files.length === 0 ? 'no nix.conf' : files.join(', ');
  const message = `experimental-features lacks ${missing.join(' and ')} (${where}); nixos-ai passes them itself, but nix and nixos-rebuild refuse this flake when you run them`;
  const fix = 'nix.settings.experimental-features = [ "nix-command" "flakes" ];';
  return bad(`without ${missing.join(' and ')}`, 'DOC018', 'info', message, fix);
}

function checkLookups(lookups: Readings['lookups'], { host, other }: Around): Diagnosis | undefined {
  // A Nix that cannot open its store finds nothing, wherever it is.
  const opens = typeof (other('store')?.answer ?? 'valid') === 'string';
  if (host.style !== 'channel' || !opens) return undefined;
  const missing = lookups.filter(({ path }) => path === undefined).map(({ name }) => `<${name}>`);
  if (missing.length === 0)
    return well(lookups.map(({ name, path }) => `${name} is ${path ?? ''}`).join(', '));
  const refused = lookups.some(({ registryRefused }) => registryRefused === true);
  const why = refused ? ' (nixpkgs=flake:nixpkgs, while flakes are off)' : '';
  const message = `${missing.join(' and ')} not found in Nix's search path${why}, so the configuration cannot be evaluated`;
  const fix = refused
    ? REGISTRY_REFUSED
    : 'nix-channel --update as root, or set nix.path in the host settings';
  return bad(`without ${missing.join(' and ')}`, 'DOC019', 'error', message, fix);
}

function checkNamespaces({ available, why }: Readings['namespaces']): Diagnosis {
  if (available) return well('candidates can be evaluated at the live path');
  const message = `no mount namespace on this computer (${why}), so a candidate is evaluated next to the live directory`;
  const fix = 'nothing, if the configuration refers to its files by relative paths; otherwise run it as root';
  return bad('none', 'DOC020', 'info', message, fix);
}
