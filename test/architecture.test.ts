/**
 * What ARCHITECTURE.md and CONTRIBUTING.md promise of the source, held to the letter: who imports whom, which
 * packages are known where, and the small rules.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codes } from '../src/diagnostic/codes.ts'

const root = join(import.meta.dirname, '..')

/** Which folders each folder may import from, beside those that these may. */
const table: Readonly<Record<string, readonly string[]>> = {
  grammar: [],
  'src/source': [],
  'src/diagnostic': ['src/source'],
  'src/syntax': ['src/diagnostic', 'grammar'],
  'src/names': ['src/syntax', 'src/gambit'],
  'src/types': ['src/names'],
  'src/core': ['src/types', 'src/markov'],
  'src/compile': ['src/core', 'src/markovGame', 'src/trace'],
  'src/trace': ['src/core', 'src/plan'],
  'src/markov': [],
  'src/algebra': ['src/markov'],
  'src/optic': ['src/markov'],
  'src/game': ['src/optic'],
  'src/markovGame': ['src/plan'],
  'src/plan': ['src/game'],
  'src/equilibrium': ['src/plan'],
  'src/report': ['src/equilibrium', 'src/core', 'src/diagnostic', 'src/form'],
  'src/questions': [
    'src/compile',
    'src/equilibrium',
    'src/report',
    'src/solver',
    'src/gambit',
    'src/algebra',
    'src/learning',
  ],
  'src/region': ['src/questions', 'src/linear'],
  'src/contract': ['src/region'],
  'src/sweep': ['src/questions'],
  'src/certificate': ['src/questions'],
  'src/testing': ['src/equilibrium'],
  'src/learning': ['src/form', 'src/markovGame', 'src/solver'],
  'src/form': ['src/markov'],
  'src/grid': ['src/markov', 'src/diagnostic'],
  'src/drive': ['src/grid', 'src/questions', 'src/report'],
  'src/linear': ['src/markov'],
  'src/gambit': ['src/form', 'src/diagnostic'],
  'src/solver': ['src/algebra', 'src/form', 'src/linear', 'src/plan'],
  'src/cli': [
    'src/questions',
    'src/contract',
    'src/sweep',
    'src/certificate',
    'src/drive',
    'src/gambit',
    'src/solver',
    'grammar',
  ],
  'src/api.ts': ['src/equilibrium'],
  'src/testing.ts': ['src/testing', 'src/equilibrium'],
}

/** Where a package may be imported; one that is not listed may be nowhere. */
const packages: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['grammar', 'src/syntax'],
  commander: ['src/cli'],
  'io-ts': ['src/drive', 'src/grid', 'src/report', 'src/certificate', 'src/cli'],
  aedes: ['src/drive'],
  'modbus-serial': ['src/drive'],
  mqtt: ['src/drive'],
  'd3-hierarchy': ['src/report'],
  'd3-scale': ['src/region', 'src/report', 'src/solver'],
  echarts: ['src/report'],
  'fast-check': ['src/testing', 'src/testing.ts'],
  highs: ['src/linear'],
  'ml-matrix': ['src/markov', 'src/solver'],
  'fp-ts': Object.keys(table),
}

const longest = 400

interface Import {
  readonly from: string
  readonly target: string
  readonly isType: boolean
}

const files = ['src', 'grammar'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name)),
)

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The text without its comments, in which examples may stand. */
const codeOf = (file: string): string =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')

const importsOf = (from: string): readonly Import[] =>
  [
    ...codeOf(from).matchAll(/^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'/gm),
    ...codeOf(from).matchAll(/^import\s+()'([^']+)'/gm),
    ...codeOf(from).matchAll(/\bimport\(\s*()'([^']+)'/g),
  ].map(([, type, target = '']) => ({ from, target, isType: type !== undefined && type !== '' }))

const imports = files.flatMap(importsOf)
const isRelative = ({ target }: Import): boolean => target.startsWith('.')

/** The row of the table that a file belongs to. */
const rowOf = (path: string): string => {
  const parts = path.split('/')
  if (parts[0] !== 'src') return parts[0] ?? path
  return parts.slice(0, 2).join('/')
}

const reachable = (row: string): ReadonlySet<string> => {
  const seen = new Set([row])
  // A set that grows while it is gone through gives what was added, too.
  for (const one of seen) for (const next of table[one] ?? []) seen.add(next)
  return seen
}

const targetOf = ({ from, target }: Import): string => relative(root, join(root, dirname(from), target))

const packageOf = (target: string): string => {
  const parts = target.split('/')
  return parts.slice(0, target.startsWith('@') ? 2 : 1).join('/')
}

const isOfNode = (target: string): boolean =>
  target.startsWith('node:') || builtinModules.includes(packageOf(target))

const shown = ({ from, target }: Import): string => `${from} -> ${target}`

describe('imports', () => {
  it('are found', () => {
    expect(imports.length).toBeGreaterThan(files.length)
  })

  it('of folders are those of the table', () => {
    expect([...new Set(files.map(rowOf))].filter(row => table[row] === undefined)).toEqual([])
  })

  it('go one way', () => {
    const wrong = imports
      .filter(isRelative)
      .filter(one => !targetOf(one).endsWith('package.json'))
      .filter(one => !reachable(rowOf(one.from)).has(rowOf(targetOf(one))))
    expect(wrong.map(shown)).toEqual([])
  })

  it('of files name them with their extension, and never a folder', () => {
    const wrong = imports.filter(isRelative).filter(({ target }) => !/\.(ts|json)$/.test(target))
    expect(wrong.map(shown)).toEqual([])
  })

  it('of packages stand where they may', () => {
    const wrong = imports
      .filter(one => !isRelative(one) && !isOfNode(one.target))
      .filter(({ from, target }) => !(packages[packageOf(target)] ?? []).includes(rowOf(from)))
    expect(wrong.map(shown)).toEqual([])
  })

  it('of chevrotain are types alone outside the grammar', () => {
    const wrong = imports.filter(
      ({ from, target, isType }) => target === 'chevrotain' && rowOf(from) !== 'grammar' && !isType,
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('of Node stand in the command line and in the drive alone', () => {
    const wrong = imports.filter(
      ({ from, target }) => isOfNode(target) && !['src/cli', 'src/drive'].includes(rowOf(from)),
    )
    expect(wrong.map(shown)).toEqual([])
  })
})

describe('the source', () => {
  it.each(files)('%s keeps the rules', file => {
    const code = codeOf(file)
    const isGenerated = file === 'grammar/cst.ts'
    expect(textOf(file).split('\n').length - 1).toBeLessThanOrEqual(
      isGenerated ? Number.POSITIVE_INFINITY : longest,
    )
    expect(file).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|types|constants|misc|index)\.ts$/)
    expect(code).not.toMatch(/:\s*any\b|\bas any\b|<any>|as unknown as|@ts-(?:ignore|nocheck|expect-error)/)
    expect(code).not.toMatch(/\bthrow new Error\(|\bTODO\b|\bFIXME\b/)
    if (rowOf(file) !== 'src/cli')
      expect(code).not.toMatch(/\bconsole\.|\bprocess\.|\bDate\.now\b|\bMath\.random\b/)
  })

  it('has no file that only re-exports', () => {
    const barrels = files.filter(file => {
      const code = codeOf(file).trim()
      return code !== '' && code.replace(/^(?:export|import)\s[^;]*?from\s+'[^']+'$/gm, '').trim() === ''
    })
    expect(barrels).toEqual([])
  })

  it('raises every code', () => {
    const code = files
      .filter(file => file !== 'src/diagnostic/codes.ts')
      .map(codeOf)
      .join('\n')
    expect(Object.keys(codes).filter(one => !code.includes(`'${one}'`))).toEqual([])
  })
})
