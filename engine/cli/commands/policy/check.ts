import { lintPolicy } from '../../../check/policy/lint.ts';
import { openHost } from '../../../host/open-host.ts';
import { readNamedPolicy, readPolicy } from '../../../host/policy-file.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { policyCheck } from '../../command-line/declarations/policy.ts';
import { openSource } from '../../sources/option-source.ts';

export const command = makeChangeCommand(policyCheck, async (context, { args, flags }) => {
  const { output } = context;
  // The host's own where it has one, else what ships and is in force there.
  const policy = context.need(
    args.file === undefined
      ? await readPolicy((await context.openHost(flags.host)).policy)
      : await readNamedPolicy(args.file),
  );
  const file = args.file ?? policy.file;
  const named = flags.list ?? flags.host ?? process.env['NIXOS_AI_HOST'] ?? '';
  const knowsOptions = named !== '' || (await openHost(undefined, undefined)).ok;
  const index = knowsOptions
    ? context.need(await openSource(flags, 'options', context.exec)).catalog.index
    : undefined;
  const findings = lintPolicy(policy, index);
  output.findings(findings);
  const { risk, options, commands, paths, conditions } = policy;
  const rules = risk.length + options.length + commands.length + paths.length;
  output.answer('policy', { file, warnings: findings.length, rules, conditions: conditions.length }, () => {
    const told = findings.length === 0 ? '' : `, ${findings.length} that look wrong`;
    return `${output.paint.green('✓')} ${file}: ${rules} rules, ${conditions.length} conditions${told}`;
  });
});
