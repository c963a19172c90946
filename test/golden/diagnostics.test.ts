/**
 * Every diagnostic code has a page with an example that raises it and one that mends it, a fixture that raises it,
 * and the messages of the fixture as golden text beside it.
 *
 * `diagnostics/CODE.game` and `diagnostics/CODE-what.game` are checked as the command line does, with the options of
 * a first line `-- coplay check --exact`; the messages are in the `.txt` of the same name. To accept new messages:
 * `npx vitest run test/golden/diagnostics.test.ts -u`, and read the difference.
 */
import { readdirSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { noProfile } from '../../src/cli/checkGambit.ts'
import { fault } from '../../src/cli/fault.ts'
import { noGameFiles, wouldOverwrite } from '../../src/cli/fileErrors.ts'
import { codes } from '../../src/diagnostic/codes.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { renderDiagnostic } from '../../src/diagnostic/render.ts'
import {
  gridFault,
  logUnusable,
  noMultiple,
  noSuchQuantity,
  notCommanded,
  nothingDrives,
  notReached,
  notServed,
  runDiffers,
  undecided,
} from '../../src/drive/notDriven.ts'
import { readExtensive } from '../../src/gambit/readExtensive.ts'
import { readNormal } from '../../src/gambit/readNormal.ts'
import { run } from './diagnostics/examples.ts'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const namesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' })

const known: readonly string[] = Object.keys(codes)
const pages = namesIn('../../docs/explain/')
const fixtures = namesIn('diagnostics/').filter(name => /^G\d{4}.*\.game$/.test(name))
const codeOf = (name: string): string => name.slice(0, 5)

/** The first thing that is said of a file of Gambit's. */
const ofGambit = (code: string, path: string, text: string): Readonly<Record<string, Diagnostic>> => {
  const source = { path, text }
  const read = path.endsWith('nfg') ? readNormal(source) : readExtensive(source)
  const told = E.isLeft(read) ? read.left : 'diagnostics' in read.right ? read.right.diagnostics : []
  return Object.fromEntries(told.slice(0, 1).map(one => [code, one]))
}

const somewhere = { path: 'day.game', start: 0, end: 0 }
const line = {
  seq: 4,
  time: '2030-01-01T00:00:00.000Z',
  id: 'a.0.1',
  from: 'rbc',
  to: 'coplay',
  topic: 'play',
}

/** What is said of games that drive, and of the grid and the log. */
const driving: Readonly<Record<string, Diagnostic>> = {
  G7301: gridFault({
    ...{ kind: 'file', file: 'block.grid.json', place: 'devices[0].rating.capacityWh' },
    ...{ reason: 'a battery has no such rating', hint: 'did you mean `capacityKwh`?' },
  }),
  G7302: noSuchQuantity('home1.batery.soc', somewhere, ['home1.battery.soc'], 'block.grid.json'),
  G7303: notCommanded('home1.battery.soc', somewhere, ['home1.battery.powerKw']),
  G7304: noMultiple(1200, 900, somewhere, 'block.grid.json'),
  G7305: undecided('rbc', 'home.battery.powerKw takes 5 numbers, one for each member, and got 4'),
  G7306: logUnusable('run.ndjson', 'line 3: it is not JSON'),
  G7307: runDiffers(
    'run.ndjson',
    { ...line, payload: { commands: { 'home1.battery.powerKw': 1 } } },
    { ...line, payload: { commands: { 'home1.battery.powerKw': 2 } } },
  ),
  G7308: notServed('Modbus at 127.0.0.1:502', 'permission denied'),
  G7309: notReached({ kind: 'timeout', device: 'home1.inverter', detail: 'no answer in 1000 ms' }),
  G7310: nothingDrives('day.game', undefined, []),
}

/** What the command line says without having read a program. */
const withoutProgram: Readonly<Record<string, Diagnostic>> = {
  G7004: noGameFiles('drafts'),
  G7006: wouldOverwrite('games'),
  ...ofGambit('G7201', 'game.nfg', 'NFG 1 R "open'),
  ...ofGambit('G7202', 'game.efg', 'NFG 1 R "" { "a" } { 1 } 1'),
  ...ofGambit('G7203', 'game.nfg', 'NFG 1 R "dilemma" { "row" "column" } { 2 2 }\n1 1 0 2 2 0'),
  ...ofGambit('G7204', 'game.efg', 'EFG 2 R "" { "a" }\nt "" 0\nt "" 0'),
  G7206: noProfile(
    'profile.json',
    'solutions[0].profile.Ann[1].strategy: this is 1 where a list is expected',
  ),
  ...driving,
  G9901: fault('a thing that cannot be'),
}

const examplesOf = (page: string): readonly string[] =>
  [...page.matchAll(/^```game\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '')

const sourceFiles = ['../../src/', '../../grammar/'].flatMap(folder =>
  namesIn(folder)
    .filter(name => name.endsWith('.ts') && !name.endsWith('diagnostic/codes.ts'))
    .map(name => textOf(`${folder}${name}`)),
)
const raised = new Set(sourceFiles.flatMap(text => [...text.matchAll(/'(G\d{4})'/g)].map(([, code]) => code)))

describe('codes', () => {
  it('are those that have a page', () => {
    expect([...pages].sort()).toEqual(known.map(code => `${code}.md`).sort())
  })
  it('are those that the source raises', () => {
    expect([...raised].sort()).toEqual([...known].sort())
  })
  it('have a fixture each', () => {
    const covered = new Set([...fixtures.map(codeOf), ...Object.keys(withoutProgram)])
    expect([...covered].sort()).toEqual([...known].sort())
  })
})

describe.each(known)('page of %s', code => {
  const page = textOf(`../../docs/explain/${code}.md`)
  const examples = examplesOf(page)
  const [first] = examples

  it('is headed by code and title', () => {
    expect(page.split('\n')[0]).toBe(`# ${code}: ${codes[code as keyof typeof codes].title}`)
  })
  if (first !== undefined && examples.length > 1)
    it('begins with an example that raises it', () => {
      expect(run(first).diagnostics.map(d => d.code)).toContain(code)
    })
  const last = examples.at(-1)
  if (last !== undefined)
    it('ends with an example that is right', () => {
      const { diagnostics } = run(last)
      expect(diagnostics.filter(d => d.severity === 'error' || d.code === code)).toEqual([])
    })
})

describe.each(fixtures)('fixture %s', name => {
  it('raises its code, in these words', async () => {
    const { diagnostics, sources } = run(textOf(`diagnostics/${name}`))
    expect(diagnostics.map(d => d.code)).toContain(codeOf(name))
    const text = diagnostics.map(d => `${renderDiagnostic(d, sources)}\n`).join('\n')
    await expect(text).toMatchFileSnapshot(`diagnostics/${name.replace(/\.game$/, '.txt')}`)
  })
})

describe.each(Object.entries(withoutProgram))('%s', (code, problem) => {
  it('is told in these words', async () => {
    expect(problem.code).toBe(code)
    const text = renderDiagnostic(problem, new Map()).replace(
      /coplay \S+ on Node \S+/,
      'coplay VERSION on Node VERSION',
    )
    await expect(`${text}\n`).toMatchFileSnapshot(`diagnostics/${code}.txt`)
  })
})
