/** A world for the command line that is no process: files in memory, and what was written. */
import * as E from 'fp-ts/lib/Either.js'
import type { Disk, Io } from '../../../src/cli/io.ts'

export interface World {
  readonly io: Io
  readonly files: Map<string, string>
  readonly written: { out: string; error: string }
}

const textDisk = (files: Map<string, string>): Disk => {
  const trimmed = (path: string): string => path.replace(/\/+$/, '')
  const under = (path: string): readonly string[] => {
    const prefix = trimmed(path) === '.' ? '' : `${trimmed(path)}/`
    return [...files.keys()].filter(f => f.startsWith(prefix)).map(f => f.slice(prefix.length))
  }
  return {
    kind: path =>
      files.has(path) ? 'file' : trimmed(path) === '.' || under(path).length > 0 ? 'folder' : 'missing',
    read: (path, most) => {
      const text = files.get(path)
      return text === undefined
        ? E.left('it is a folder')
        : E.right(new TextEncoder().encode(text).slice(0, most))
    },
    list: path => E.right([...new Set(under(path).map(name => name.split('/')[0] ?? name))]),
    identity: path => path,
    write: (path, text) => {
      if (path.startsWith('locked/')) return E.left('permission denied')
      files.set(path, text)
      return E.right(undefined)
    },
    page: name => (name === 'G2001.md' ? E.right('# the page\n') : E.left('there is no such file')),
  }
}

/** A world with these files. */
export const world = (
  files: Readonly<Record<string, string>> = {},
  more: Partial<Pick<Io, 'isTerminal' | 'environment' | 'standardInput'>> = {},
): World => {
  const kept = new Map(Object.entries(files))
  const written = { out: '', error: '' }
  const io: Io = {
    out: text => {
      written.out += text
    },
    error: text => {
      written.error += text
    },
    disk: textDisk(kept),
    standardInput: new Uint8Array(),
    isTerminal: { out: false, error: false },
    environment: {},
    progress: () => ({ question: () => undefined, spent: () => undefined }),
    ...more,
  }
  return { io, files: kept, written }
}
