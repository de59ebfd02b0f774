import { NOTICE_MEMBERS, type Letter, type Notice } from '../../model/service/notice.ts';
import type { Template } from '../../model/service/service.ts';

/**
 * A notice by a template. What a member says is not looked into for further members, and a title has one line.
 *
 * @example
 * writeLetter({ title: '{host}: {outcome}', body: '{message}' }, notice).title // 'web1: taken back'
 */
export function writeLetter({ title, body }: Template, notice: Notice): Letter {
  return { title: fill(title, notice).replaceAll(/\s+/gu, ' ').trim(), body: fill(body, notice), notice };
}

function fill(template: string, notice: Notice): string {
  return template.replaceAll(/\{([a-z]+)\}/gu, (written, name: string) => {
    const member = NOTICE_MEMBERS.find((one) => one === name);
    return member === undefined ? written : notice[member];
  });
}
