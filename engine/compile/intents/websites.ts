import type { Edit } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import type { Slots } from '../grammar/pattern.ts';
import { refuseRequest } from '../understanding.ts';

const NGINX = '[(with|using|through|by) nginx]';

/** Static sites: a domain and the directory with its files. */
export const websites: Intent = {
  name: 'websites',
  rules: [
    {
      patterns: [
        `(serve|host) [(website|site)] <domain> from [(directory|folder)] <directory> ${NGINX}`,
        `(serve|host) [(directory|folder)] <directory> (as|at|on|under) <domain> ${NGINX}`,
        '@create [nginx] (virtual host|vhost|website|site) [for] <domain> (from|with root|serving|with files in) <directory>',
      ],
      read: (slots, context) => serve(slots, context),
    },
  ],
};

function serve(slots: Slots, context: Context): ClauseReading | undefined {
  const domain = slotWord(slots, 'domain') ?? '';
  const [directory] = slots.get('directory') ?? [];
  const root = directory?.text ?? '';
  if (
    !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/u.test(domain) ||
    !/^\/[\w./-]+$/u.test(root)
  ) {
    return undefined;
  }
  if (root.split('/').includes('..')) {
    return refuseRequest('unsafe', "a directory with '..' in it is not accepted");
  }
  const enable = firstOption(context, 'services.nginx.enable');
  const path = ['services', 'nginx', 'virtualHosts', domain, 'root'];
  if (enable === undefined || context.index.find(path)?.rest.length !== 0) {
    return refuseRequest('unknown', 'this host has no options for nginx virtual hosts');
  }
  const site: Edit = { op: 'set', path, value: root };
  return edits({ op: 'set', path: enable, value: true }, site);
}
