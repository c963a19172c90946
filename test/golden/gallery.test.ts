/**
 * The library answers all its questions as it says, and `games/README.md` is its list. Update the list with
 * `npx vitest run test/golden/gallery.test.ts -u`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { double } from '../../src/markov/double.ts'
import { answer } from '../../src/questions/answer.ts'
import { typedProgram } from '../../src/questions/typedProgram.ts'
import type { Report } from '../../src/report/report.ts'
import { format } from '../../src/syntax/format.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => ({ path, text: readFileSync(join(root, path), 'utf8') })

const files = readdirSync(join(root, 'games'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.game'))
  .map(name => join('games', name))
  .sort()

const reportOf = (path: string): Report =>
  answer(
    path,
    typedProgram(read(path), imported => E.right(read(imported))),
    {
      scalar: double,
      steps: 10_000_000,
    },
  ).report

/** One of the fields of the comment that opens a file, up to the next field or the end of the comment. */
const field = (text: string, name: string): string => {
  const lines = text.split('\n')
  const start = lines.findIndex(line => line.startsWith(`-- ${name}:`))
  const rest = lines.slice(start + 1).findIndex(line => !line.startsWith('--   '))
  return lines
    .slice(start, start + 1 + rest)
    .map(line => line.replace(/^--\s*(\w+:)?\s*/, ''))
    .join(' ')
    .replaceAll('|', '\\|')
}

const row = (path: string, { checks, expects }: Report): string => {
  const { text } = read(path)
  const name = path.split('/').at(-1) ?? path
  const figures = `${checks.length} / ${expects.length}`
  return `| [${name}](${path.replace(/^games\//, '')}) | ${field(text, 'Agents')} | ${field(text, 'Demonstrates')} | ${figures} |`
}

const section = (folder: string, reports: ReadonlyMap<string, Report>): readonly string[] => [
  `## ${folder}`,
  '',
  '| file | agents | what it demonstrates | checks / expects |',
  '| --- | --- | --- | --- |',
  ...[...reports]
    .filter(([path]) => path.split('/')[1] === folder)
    .map(([path, report]) => row(path, report)),
  '',
]

it.each(files)('has %s in the form that `coplay fmt` gives', path => {
  expect(format(read(path))).toEqual(E.right(read(path).text))
})

it('answers as it says, and is listed', async () => {
  const reports = new Map(files.map(path => [path, reportOf(path)]))
  for (const [path, { diagnostics, checks, expects }] of reports) {
    expect(diagnostics.filter(d => d.severity === 'error').map(d => `${path}: ${d.message}`)).toEqual([])
    expect(
      [...checks, ...expects].filter(asked => !asked.pass).map(({ text }) => `${path}: ${text}`),
    ).toEqual([])
  }
  const folders = [...new Set(files.map(path => path.split('/')[1] ?? ''))]
  const page = [
    '# The library',
    '',
    'Every file opens with its agents, its mechanism and what it demonstrates, names its source, and states the checks',
    'and figures it is held to. `npx coplay check games` asks them all. This list is generated.',
    '',
    ...folders.flatMap(folder => section(folder, reports)),
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../../games/README.md')
}, 120_000)
