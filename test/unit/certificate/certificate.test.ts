import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Certificate, contentOf } from '../../../src/certificate/certificate.ts'
import { verify } from '../../../src/certificate/verify.ts'
import { sha256 } from '../../../src/cli/certify.ts'
import { exitStatus } from '../../../src/cli/exitStatus.ts'
import { main } from '../../../src/cli/main.ts'
import { world } from '../cli/world.ts'

const root = join(import.meta.dirname, '../../..')
/** Programs that ask about no equilibrium of a game that ends and has tables. */
const without = [
  'games/classic/repeated-prisoners-dilemma.game',
  'games/auctions/mechanism.game',
  // Certificates are of tables, and an interval has none.
  'games/classic/cournot-continuous.game',
  'games/classic/contest.game',
]
/** Games of many, which are verified only play by play: they have more plays than a test has time. */
const many = ['games/classic/el-farol.game', 'games/auctions/kth-price.game']

/** Games without end and over intervals have no tables to certify. */
const hasTables = (file: string): boolean => {
  const text = readFileSync(join(root, file), 'utf8')
  return !text.includes('forever ') && !text.includes('(interval ')
}

const games = ['classic', 'auctions'].flatMap(folder =>
  readdirSync(join(root, 'games', folder))
    .filter(name => name.endsWith('.game'))
    .map(name => `games/${folder}/${name}`)
    .filter(file => without.includes(file) || (!many.includes(file) && hasTables(file))),
)

const issued = async (files: Readonly<Record<string, string>>, file: string) => {
  const { io, files: kept, written } = world(files)
  await main(['check', file, '--certificate', 'proof.json', '--quiet'], io)
  const text = kept.get('proof.json')
  if (text === undefined) throw new Error(written.error)
  return { io, kept, text, given: JSON.parse(text) as Certificate, written }
}

/** Trees that games import. */
const trees = readdirSync(join(root, 'games/classic'))
  .filter(name => name.endsWith('.efg'))
  .map(name => `games/classic/${name}`)

const library = Object.fromEntries(
  [...games, ...trees].map(file => [file, readFileSync(join(root, file), 'utf8')]),
)

const valid = async (file: string) => issued(library, file)

describe('a certificate', () => {
  it.each(games.filter(file => !without.includes(file)))('of %s is valid, and of its program', async file => {
    const { io, written, given } = await valid(file)
    const before = written.out.length
    const status = await main(['verify', 'proof.json'], io)
    expect(written.out.slice(before)).toContain('It is of the program beside it.')
    expect(status).toBe(exitStatus.holds)
    expect(given.claims.length).toBeGreaterThan(0)
  })

  it.each(without)('is not written where there is nothing to prove: %s', async file => {
    const { io, files, written } = world(library)
    expect(await main(['check', file, '--certificate', 'proof.json'], io)).toBe(exitStatus.wrongInput)
    expect(written.error).toContain('no check of this file has a certificate')
    expect(files.has('proof.json')).toBe(false)
  })

  it('is told from what is none', async () => {
    const { io, written } = world({ 'a.json': '{"schema":"coplay/certificate@1"}', 'b.json': '{' })
    expect(await main(['verify', 'a.json'], io)).toBe(exitStatus.wrongInput)
    expect(await main(['verify', 'b.json'], io)).toBe(exitStatus.wrongInput)
    expect(await main(['verify', 'c.json'], io)).toBe(exitStatus.wrongInput)
    expect(written.error).toContain('`a.json` is no certificate')
    expect(written.out).toBe('')
  })

  it('says so where the program is changed, or not there', async () => {
    const { io, kept, written } = await valid('games/classic/chicken.game')
    const text = kept.get('games/classic/chicken.game') ?? ''
    kept.set('games/classic/chicken.game', `${text}\n`)
    expect(await main(['verify', 'proof.json'], io)).toBe(exitStatus.fellShort)
    expect(written.out).toContain('games/classic/chicken.game is not the text that the certificate is of.')
    kept.delete('games/classic/chicken.game')
    expect(await main(['verify', 'proof.json'], io)).toBe(exitStatus.holds)
    expect(written.out).toContain('whether they are of games/classic/chicken.game is not known')
  })

  it('is verified by code that shares nothing with what found it', () => {
    const verifier = ['verify', 'figures', 'unrolled', 'account', 'wires', 'fraction', 'certificate']
    const imports = verifier.flatMap(name =>
      [...readFileSync(join(root, `src/certificate/${name}.ts`), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, target = '']) => target,
      ),
    )
    const allowed = [...verifier.map(name => `./${name}.ts`), 'fp-ts/lib/Either.js', 'io-ts/lib/index.js']
    expect(imports.filter(target => !allowed.includes(target))).toEqual([])
  })
})

/** Every place of a text that stands for a number, as a path. */
const numbersIn = (
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] => {
  if (typeof value === 'string') return /^-?\d+(\/\d+)?$/.test(value) ? [path] : []
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersIn(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  )
}

const changedAt = (value: unknown, [name, ...rest]: readonly (string | number)[]): unknown => {
  if (name === undefined) return typeof value === 'number' ? value + 1 : value === '0' ? '1' : '0'
  if (Array.isArray(value)) return value.map((inner, k) => (k === name ? changedAt(inner, rest) : inner))
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [
      key,
      key === name ? changedAt(inner, rest) : inner,
    ]),
  )
}

describe('a certificate of which one number is changed', () => {
  it.each(['games/classic/beer-quiche.game', 'games/classic/ultimatum.game'])(
    'is refused, wherever it is: %s',
    async file => {
      const { given } = await valid(file)
      const places = numbersIn(given)
      fc.assert(
        fc.property(fc.constantFrom(...places), place => {
          const tampered = changedAt(given, place) as Certificate
          expect(verify(sha256, tampered)).not.toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )

  it('is refused for what is claimed of it even where the digest is made anew', async () => {
    const { given } = await valid('games/classic/beer-quiche.game')
    const claimed = numbersIn(given.claims).filter(([, part]) =>
      ['payoffs', 'states', 'bestReplies'].includes(String(part)),
    )
    fc.assert(
      fc.property(fc.constantFrom(...claimed), place => {
        const tampered = { ...given, claims: changedAt(given.claims, place) } as Certificate
        const wrong = verify(sha256, { ...tampered, digest: sha256(contentOf(tampered)) })
        expect(wrong).not.toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is refused where the tables are changed, the digest made anew and the program is there', async () => {
    const { io, kept, given } = await valid('games/classic/beer-quiche.game')
    const places = numbersIn(given.claims).filter(([, part]) => part === 'play')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async place => {
        const tampered = { ...given, claims: changedAt(given.claims, place) } as Certificate
        kept.set('proof.json', JSON.stringify({ ...tampered, digest: sha256(contentOf(tampered)) }))
        expect(await main(['verify', 'proof.json'], io)).toBe(exitStatus.fellShort)
      }),
      { numRuns: 20 },
    )
  })

  it('is refused where it says the opposite', async () => {
    const { given } = await valid('games/classic/prisoners-dilemma.game')
    const claims = given.claims.map(claim => ({ ...claim, holds: !claim.holds }))
    const tampered = { ...given, claims }
    expect(verify(sha256, { ...tampered, digest: sha256(contentOf(tampered)) })).toHaveLength(claims.length)
    const empty = { ...given, claims: [] }
    expect(verify(sha256, { ...empty, digest: sha256(contentOf(empty)) })).toEqual(['It claims nothing.'])
  })
})
