/** Programs of the fixtures and of the pages in docs/explain, and how they are run: without a disk. */
import { readdirSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { largestFile } from '../../../src/cli/fileErrors.ts'
import type { Disk } from '../../../src/cli/io.ts'
import { importReader } from '../../../src/cli/sources.ts'
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { double } from '../../../src/markov/double.ts'
import { exact } from '../../../src/markov/rational.ts'
import { answer } from '../../../src/questions/answer.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { regionOf } from '../../../src/region/question.ts'
import type { Source } from '../../../src/source/source.ts'
import type { Expression } from '../../../src/syntax/ast.ts'
import { parseExpression } from '../../../src/syntax/parse.ts'

/** The name under which every example is run, and may be imported. */
export const mainPath = 'main.game'

const folder = new URL('files/', import.meta.url)
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What examples can import: the texts in `files/`, one that is no text, and one larger than allowed. */
const importable: ReadonlyMap<string, Uint8Array> = new Map([
  ...readdirSync(folder).map(name => [name, readFileSync(new URL(name, folder))] as const),
  ['binary.game', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x00)],
  ['large.game', new Uint8Array(largestFile + 1).fill(0x20)],
])

/** A disk that holds the files given and nothing else. */
export const diskOf = (files: ReadonlyMap<string, Uint8Array>): Disk => ({
  kind: path => (files.has(path) ? 'file' : path === '.' || path === 'empty' ? 'folder' : 'missing'),
  read: (path, most) => {
    const bytes = files.get(path)
    return bytes === undefined ? E.left('no such file') : E.right(bytes.slice(0, most))
  },
  list: path => E.right(path === '.' ? [...files.keys()] : []),
  identity: path => path,
  write: () => E.left('read-only'),
  page: name => E.left(name),
})

/** The files of an example, by path. */
export const filesOf = (text: string): ReadonlyMap<string, Uint8Array> =>
  new Map([...importable, [mainPath, bytesOf(text)]])

/** The options in a first line `-- coplay check --exact` or `-- coplay region --over p`. */
const wordsOf = (text: string): readonly string[] =>
  (/^-- coplay (?:check|region) (.*)$/m.exec(text)?.[1] ?? '').split(' ').filter(word => word !== '')

const argumentOf = (words: readonly string[], option: string): string | undefined => {
  const at = words.indexOf(option)
  return at < 0 ? undefined : words[at + 1]
}

const settingsOf = (given: string | undefined): ReadonlyMap<string, Expression> => {
  const [name, text] = (given ?? '').split('=')
  if (name === undefined || text === undefined) return new Map()
  return new Map([[name, parseExpression({ path: `--set ${name}`, text }).tree]])
}

const defaultSteps = 10_000_000
/** Less than any stack bears, so that messages do not depend on it. */
const maxDepth = 1000

interface Run {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** Checks a program as the command line does, with the options of its first line. */
export const run = (text: string): Run => {
  const words = wordsOf(text)
  const program = typedProgram({ path: mainPath, text }, importReader(diskOf(filesOf(text))))
  const settings = argumentOf(words, '--set')
  const [game, strategy] = [argumentOf(words, '--game'), argumentOf(words, '--strategy')]
  const options = {
    steps: Number(argumentOf(words, '--steps') ?? defaultSteps),
    maxDepth,
    settings: settingsOf(settings),
    settingSources:
      settings === undefined
        ? []
        : [{ path: `--set ${settings.split('=')[0]}`, text: settings.split('=')[1] ?? '' }],
    selection: {
      ...(game === undefined ? {} : { game }),
      ...(strategy === undefined ? {} : { strategy }),
    },
  }
  const over = argumentOf(words, '--over')
  if (over !== undefined) return regionOf(mainPath, program, { ...options, over: over.split(',') })
  return words.includes('--exact')
    ? answer(mainPath, program, { ...options, scalar: exact })
    : answer(mainPath, program, { ...options, scalar: double })
}
