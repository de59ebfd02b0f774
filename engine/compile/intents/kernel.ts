import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

const LATEST = '(latest|newest|most recent)';
const VARIANTS: Readonly<Record<string, string>> = {
  zen: 'zen',
  hardened: 'hardened',
  libre: 'libre',
  testing: 'testing',
  lqx: 'lqx',
};

/** Which Linux kernel boots. */
export const kernel: Intent = {
  name: 'kernel',
  independent: true,
  rules: [
    {
      patterns: [
        `@set ${LATEST} [stable] [linux] kernel`,
        `(@set|@upgrade|switch) [linux] kernel [version] to ${LATEST} [(version|one|kernel)]`,
        `(install|run|boot|get|switch to|move to|upgrade to|update to) ${LATEST} [stable] [linux] kernel`,
      ],
      read: (_slots, context) => setKernel('latest', context),
    },
    {
      patterns: [
        '@set [linux] kernel [version] [to] <version>',
        '@set linux <version> [as] [kernel]',
        '@set <version> [linux] kernel',
        '(install|run|boot|switch to|@upgrade to) [linux] kernel [version] <version>',
        '(run|boot|switch to|install) <version> [linux] kernel',
        '(run|boot|install|use) linux <version>',
      ],
      read: (slots, context) => chooseKernel(slots, context),
    },
    {
      patterns: [`${LATEST} [stable] [linux] kernel`, `want ${LATEST} [stable] [linux] kernel`],
      read: (_slots, context) => setKernel('latest', context),
    },
    {
      patterns: ['@enable [linux] (lts|long term) [linux] kernel'],
      read: () =>
        askQuestion('There are several long-term support kernels. Which one?', ['use the default kernel']),
    },
    {
      patterns: [
        '@set [linux] (lts|long term|default|standard) [linux] kernel',
        '(switch to|run) (lts|long term|default) [linux] kernel',
      ],
      read: (_slots, context) => setKernel('', context),
    },
  ],
};

function chooseKernel(slots: Slots, context: Context): ClauseReading | undefined {
  const written = slotWord(slots, 'version') ?? '';
  if (/^\d{1,2}\.\d{1,2}$/u.test(written)) {
    return setKernel(written.replace('.', '_'), context);
  }
  const variant = Object.hasOwn(VARIANTS, written) ? VARIANTS[written] : undefined;
  return variant === undefined ? undefined : setKernel(variant, context);
}

/** The set of kernel packages is no package itself, so the kernel in it is what must exist. */
function setKernel(suffix: string, context: Context): ClauseReading {
  const path = firstOption(context, 'boot.kernelPackages');
  const kernels = [`linux_${suffix}`, `linux-${suffix}`, `linuxPackages_${suffix}`];
  if (path === undefined) {
    return refuseRequest('unknown', 'this host has no option that chooses the kernel');
  }
  if (suffix !== '' && kernels.every((name) => context.index.package(name) === undefined)) {
    const versions = context.index.packages.map(({ attr }) => /^linux_(\d+_\d+)$/u.exec(attr)?.[1]);
    const known = versions
      .filter((version) => version !== undefined)
      .map((version) => version.replace('_', '.'));
    return known.length === 0
      ? refuseRequest('unknown', `this host's packages have no Linux kernel '${suffix.replace('_', '.')}'`)
      : askQuestion(
          `This host's packages have no Linux kernel '${suffix.replace('_', '.')}'. Which one do you want?`,
          known.map((version) => `use linux kernel ${version}`),
        );
  }
  return edits({
    op: 'set',
    path,
    value: { type: 'pkgs', path: [suffix === '' ? 'linuxPackages' : `linuxPackages_${suffix}`] },
  });
}
