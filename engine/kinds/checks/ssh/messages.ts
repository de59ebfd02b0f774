import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'ssh.reachable': NoValues;
    'ssh.session-shut': { readonly port: number; readonly open: readonly number[] };
    'ssh.server-shut': { readonly listening: readonly number[]; readonly open: readonly number[] };
  }
}

export const tellSsh = tellIn<CodesOf<'ssh'>>({
  'ssh.reachable': () => 'SSH is still reachable',
  'ssh.session-shut': ({ port, open }) =>
    `this session came through port ${port}, which is not among the ports that stay open (${tellPorts(open)})`,
  'ssh.server-shut': ({ listening, open }) =>
    `SSH listens on ${listening.join(', ')}, which is not among the ports that stay open (${tellPorts(open)})`,
});

function tellPorts(ports: readonly number[]): string {
  return ports.length === 0 ? 'none' : ports.join(', ');
}
