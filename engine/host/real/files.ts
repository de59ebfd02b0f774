import type { Files } from '../../model/host/files.ts';
import { readCertificateFile } from '../certificate.ts';
import {
  exists,
  hashFile,
  isWritable,
  kindOfFile,
  lastChange,
  makePrivateDirectory,
  readIfThere,
  readTextIfThere,
  readWithMode,
  removeFile,
  removeLeftover,
  removeTree,
  writeFileAtomic,
} from '../tree/files.ts';
import { keepFiles, putBack } from '../tree/kept-files.ts';
import { findNewestFile } from '../tree/newest-file.ts';
import { testRestore } from '../tree/restore.ts';
import type { RealParts } from './parts.ts';

export function realFiles({ exec }: RealParts): Files {
  return {
    read: readIfThere,
    readWithMode,
    readText: readTextIfThere,
    hash: hashFile,
    kind: kindOfFile,
    changed: lastChange,
    exists,
    isWritable,
    write: async (path, content) => writeFileAtomic(path, content),
    remove: removeFile,
    removeTree,
    removeLeftover,
    makePrivate: makePrivateDirectory,
    newest: findNewestFile,
    keep: keepFiles,
    putBack,
    testRestore: async (archive, original, scratch, signal) =>
      testRestore(exec, archive, original, scratch, signal),
    certificate: readCertificateFile,
  };
}
