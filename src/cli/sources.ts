/** From what the user names to the texts that are meant. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ReadSource } from '../names/modules.ts'
import type { Source } from '../source/source.ts'
import {
  fileNotFound,
  fileNotReadable,
  fileNotText,
  fileTooLarge,
  largestFile,
  noGameFiles,
} from './fileErrors.ts'
import type { Disk, Io } from './io.ts'

type World = Pick<Io, 'disk' | 'standardInput'>

/** What standard input is called, on the command line and in messages. */
export const standardInputName = '-'
const standardInputPath = '<stdin>'

const decode = (path: string, bytes: Uint8Array): E.Either<Diagnostic, Source> => {
  if (bytes.length > largestFile) return E.left(fileTooLarge(path))
  if (isWide(bytes)) return E.left(fileNotText(path, 'It begins like a text in UTF-16.'))
  if (bytes.includes(0))
    return E.left(fileNotText(path, 'It has a zero byte, as programs and pictures have.'))
  const text = E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => fileNotText(path, 'Its bytes are not UTF-8.'),
  )
  return E.map((read: string): Source => ({ path, text: read }))(text)
}

const isWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

const readFile = (disk: Disk, path: string): E.Either<Diagnostic, Source> => {
  if (disk.kind(path) === 'missing') return E.left(fileNotFound(path, neighbors(disk, path)))
  const bytes = disk.read(path, largestFile + 1)
  return E.isLeft(bytes) ? E.left(fileNotReadable(path, bytes.left)) : decode(path, bytes.right)
}

/** The text of a file, or of standard input. */
export const readSource = ({ disk, standardInput }: World, path: string): E.Either<Diagnostic, Source> =>
  path === standardInputName ? decode(standardInputPath, standardInput) : readFile(disk, path)

/** Reads the files that a program imports. */
export const importReader =
  (disk: Disk): ReadSource =>
  path => {
    const source = readFile(disk, path)
    if (E.isRight(source)) return source
    const { code, explanation, hint } = source.left
    const missing = `There is no such file${hint === undefined ? '' : `; ${hint}`}`
    const reason = explanation.length === 0 ? missing : explanation.join(' ')
    return E.left({ code: code === 'G7002' || code === 'G7003' ? code : 'G7001', reason })
  }

/** The folder of a path, as prefix of the paths in it. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** Game files and folders beside the one that is not there. */
const neighbors = (disk: Disk, path: string): readonly string[] => {
  const folder = folderOf(path)
  const names = disk.list(folder === '' ? '.' : folder)
  return E.isLeft(names) ? [] : names.right.filter(name => !name.startsWith('.')).map(n => `${folder}${n}`)
}

const isHidden = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

const joined = (folder: string, name: string): string => {
  const prefix = folder.replace(/\/+$/, folder.startsWith('/') && /^\/+$/.test(folder) ? '/' : '')
  if (prefix === '.') return name
  return prefix.endsWith('/') ? `${prefix}${name}` : `${prefix}/${name}`
}

/** Game files in a folder and below it, sorted; a folder that links lead to twice is searched once. */
const gamesIn = (disk: Disk, folder: string, visited: Set<string>): readonly string[] => {
  const identity = disk.identity(folder)
  if (visited.has(identity)) return []
  visited.add(identity)
  const names = disk.list(folder)
  if (E.isLeft(names)) return []
  return [...names.right]
    .filter(name => !isHidden(name))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap(name => {
      const path = joined(folder, name)
      const kind = disk.kind(path)
      if (kind === 'folder') return gamesIn(disk, path, visited)
      return kind === 'file' && name.endsWith('.game') ? [path] : []
    })
}

/** A thing to work on: a path to read, or why there is none. */
export interface Subject {
  readonly path: string
  readonly problem?: Diagnostic
}

/** The files that the paths of the user stand for, in their order. */
export const subjectsOf = ({ disk }: World, paths: readonly string[]): readonly Subject[] =>
  paths.flatMap((path): readonly Subject[] => {
    if (path === standardInputName || disk.kind(path) !== 'folder') return [{ path }]
    const games = gamesIn(disk, path, new Set())
    return games.length === 0 ? [{ path, problem: noGameFiles(path) }] : games.map(game => ({ path: game }))
  })
