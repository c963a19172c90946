import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { certifyingOf } from '../../../src/cli/certify.ts'
import { certify, settle } from '../../../src/equilibrium/certify.ts'
import { check } from '../../../src/equilibrium/check.ts'
import { type CheckedConcept, isCheckedConcept, isConcept } from '../../../src/equilibrium/concept.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import { eliminationPlan } from '../../../src/plan/elimination/plan.ts'
import { inDoubles as lower } from '../../../src/trace/lower.ts'
import { world } from '../cli/world.ts'

const root = join(import.meta.dirname, '../../..')
const games = ['classic', 'auctions'].flatMap(folder =>
  readdirSync(join(root, 'games', folder))
    .filter(name => name.endsWith('.game'))
    .map(name => `games/${folder}/${name}`),
)
const library = Object.fromEntries(games.map(file => [file, readFileSync(join(root, file), 'utf8')]))

const bounded: readonly CheckedConcept[] = ['equilibrium', 'subgamePerfect', 'strict']

/** The checks of a program, each in doubles with its bounds, and exactly, where `epsilon` is forgiven. */
const verdictsOf = (
  files: Readonly<Record<string, string>>,
  path: string,
  epsilon = rational(1n, 1_000_000_000n),
) => {
  const { io } = world(files)
  const { certifying } = certifyingOf(
    io,
    { path, text: files[path] ?? '' },
    { scalar: exact, steps: 10_000_000 },
    epsilon,
  )
  return certifying.questions.flatMap(question => {
    const { concept, closed, strategy } = question
    if (E.isLeft(closed) || closed.right.forever !== undefined) return []
    if (!isConcept(concept) || !isCheckedConcept(concept) || !bounded.includes(concept)) return []
    certifying.renew()
    const { judged, diagram } = certifying.judging(closed.right, strategy.profile)
    if (diagram === undefined) return []
    const plan = eliminationPlan(double, unlimited, lower(diagram), 1_000_000)
    if (E.isLeft(plan)) return []
    const forgiven = question.epsilon ?? epsilon
    const inDoubles = check<number>(
      concept,
      {
        plan: plan.right,
        tree: () => E.left({ kind: 'tooLarge', limit: 0 }),
        side: () => E.left({ kind: 'tooLarge', limit: 0 }),
        strategyAt: (decision, observation) => {
          const own = judged.plan.decisions.find(({ key }) => key === decision.key)
          return own === undefined
            ? []
            : judged.strategyAt(own, observation).map(([action, weight]) => [action, exact.toNumber(weight)])
        },
      },
      { scalar: double, epsilon: exact.toNumber(forgiven) },
    )
    const exactly = () => check(concept, judged, { scalar: exact, epsilon: forgiven })
    const { decisions, bounds } = plan.right
    return [{ text: question.text, inDoubles, exactly, decisions, bounds }]
  })
}

/** Whether doubles that are said to be certain say what exact numbers say. */
const agreements = (file: string, epsilon: ReturnType<typeof rational>) =>
  verdictsOf(library, file, epsilon).map(({ inDoubles, exactly, decisions, bounds }) => {
    const { kind } = certify(decisions, inDoubles, bounds)
    if (kind === 'certain') expect(inDoubles.judgement.kind).toBe(exactly().judgement.kind)
    return kind
  })

describe('verdicts in doubles that are certain', () => {
  it.each([rational(1n, 1_000_000_000n), exact.zero])('are the exact ones: %o', epsilon => {
    const found = games.flatMap(file => agreements(file, epsilon))
    const certain = found.filter(kind => kind === 'certain').length
    expect(found.length).toBeGreaterThan(50)
    // Nothing can be certain of an equality: with nothing forgiven, only what fails is.
    if (epsilon.numerator > 0n) expect(certain / found.length).toBeGreaterThan(0.9)
    else expect(certain).toBeGreaterThan(10)
    if (epsilon.numerator === 0n) expect(certain).toBeLessThan(found.length)
  })
})

/** Accepting pays `more` after all, as 10^17 and `more` less 10^17: doubles lose so small a part of a large number. */
const gamble = (more: string) => ({
  'gamble.game': `
type Move = Accept | Decline

let first : Move -> Real
  | Accept  = 100000000000000000 + ${more}
  | Decline = 0

let second : Move -> Real
  | Accept  = 0 - 100000000000000000
  | Decline = 0

game gamble = [opengame|
    operation : decision "owner" [Accept, Decline] ;
    outputs   : x ;
    returns   : first x ;

    inputs : second x ; operation : addPayoffs "owner" ;
|]

strategy declines for gamble = { owner = Decline }

check declines is equilibrium
`,
})

describe('a verdict that doubles get wrong', () => {
  it('is open, and settled exactly', () => {
    const [found] = verdictsOf(gamble('1'), 'gamble.game')
    if (found === undefined) throw new Error('the game was not read')
    const { inDoubles, exactly, decisions, bounds } = found
    expect(inDoubles.judgement.kind).toBe('holds')
    expect(certify(decisions, inDoubles, bounds)).toEqual({ kind: 'open' })
    const settled = settle(decisions, inDoubles, bounds, exactly)
    expect(settled).toMatchObject({ kind: 'exact', verdict: { judgement: { kind: 'fails' } } })
  })

  it('is not asked for again where the gain is beyond all rounding', () => {
    const [found] = verdictsOf(gamble('100000'), 'gamble.game')
    if (found === undefined) throw new Error('the game was not read')
    const again = () => {
      throw new Error('not asked')
    }
    const settled = settle(found.decisions, found.inDoubles, found.bounds, again)
    expect(settled).toMatchObject({ kind: 'doubles', verdict: { judgement: { kind: 'fails' } } })
  })
})
