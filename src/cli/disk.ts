import * as fs from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { makeFolder } from '../drive/folder.ts'
import type { Disk } from './io.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'it cannot be written to',
  ENOSPC: 'there is no space left',
}

const said = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error'
  return reasons[code] ?? code
}

const attempt = <A>(run: () => A): E.Either<string, A> => E.tryCatch(run, said)

/** At most `most` bytes: what is no file, as a pipe, does not say how long it is. */
const readUpTo = (path: string, most: number): Uint8Array => {
  const descriptor = fs.openSync(path, 'r')
  try {
    const size = fs.fstatSync(descriptor).size
    let buffer = Buffer.alloc(Math.min(most, size === 0 ? 65_536 : size + 1))
    let length = 0
    for (;;) {
      const count = fs.readSync(descriptor, buffer, length, buffer.length - length, null)
      length += count
      if (count === 0 || length >= most) return new Uint8Array(buffer.subarray(0, length))
      if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(most, buffer.length * 2))
    }
  } finally {
    fs.closeSync(descriptor)
  }
}

/** The file system; `root` is where the package is installed. */
export const systemDisk = (root: URL): Disk => ({
  kind: path => {
    const found = attempt(() => fs.statSync(path))
    if (E.isLeft(found)) return 'missing'
    return found.right.isDirectory() ? 'folder' : 'file'
  },
  read: (path, most) => attempt(() => readUpTo(path, most)),
  list: path => attempt(() => fs.readdirSync(path)),
  identity: path => E.getOrElse(() => path)(attempt(() => fs.realpathSync(path))),
  write: (path, text) =>
    attempt(() => {
      makeFolder(dirname(path))
      fs.writeFileSync(path, text)
    }),
  page: name => attempt(() => fs.readFileSync(new URL(`docs/explain/${name}`, root), 'utf8')),
})
