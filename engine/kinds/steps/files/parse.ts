import { readFields, readItems, refuse, type Node } from '../../../document/reader.ts';
import { complete, readTextValue } from '../../../document/written.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import type { OwnOf } from '../../step-kind.ts';

/** What is kept, what is put, and who is told. */
export function parseFiles(node: Node): OwnOf<StepOf<'files'>> | undefined {
  const fields = readFields(node, 'files', ['keep', 'put', 'restart'], []);
  if (fields === undefined) return undefined;
  if (!fields.keep && !fields.put)
    return refuse(
      node,
      'RB022',
      "'files' has neither 'keep' nor 'put'",
      'name the files that are kept or replaced',
    );
  const keep = fields.keep ? readTexts(fields.keep, 'keep') : [];
  const put = fields.put ? complete(readItems(fields.put, 'put', 1, 50)?.map(readPut)) : [];
  const restart = fields.restart ? readTexts(fields.restart, 'restart') : [];
  if (keep === undefined || put === undefined || restart === undefined) return undefined;
  return { kind: 'files', keep, put, restart };
}

function readTexts(node: Node, what: string): Written[] | undefined {
  return complete(readItems(node, what, 1, 50)?.map((item) => readTextValue(item, `an item of ${what}`)));
}

function readPut(node: Node): { readonly file: Written; readonly from: Written } | undefined {
  const fields = readFields(node, 'an item of put', ['file', 'from'], ['file', 'from']);
  const file = fields?.file && readTextValue(fields.file, 'file');
  const from = fields?.from && readTextValue(fields.from, 'from');
  return file === undefined || from === undefined ? undefined : { file, from };
}
