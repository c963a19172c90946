/**
 * Values of games from the literature, each found in the way in which `coplay solve` finds it. The values stand here as
 * fractions; where the table of reference values lies beside the repository, or where COPLAY_REFERENCE_VALUES says, they
 * are compared with its rows, and rows that nothing here answers are told.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { goofspiel } from '../../bench/games/goofspiel.ts'
import { grown } from '../../bench/games/grown.ts'
import { liarsDice } from '../../bench/games/liarsDice.ts'
import { kuhn, leduc } from '../../bench/games/poker.ts'
import { behaviorValues, bestResponse } from '../../src/form/behavior.ts'
import type { ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { mapPayoffs, type NormalForm, regrets } from '../../src/form/normalForm.ts'
import { readNormal } from '../../src/gambit/readNormal.ts'
import { unlimited } from '../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../src/markov/rational.ts'
import { answer } from '../../src/questions/answer.ts'
import { noInformation, optimalBayesCorrelated } from '../../src/solver/correlated/bayes.ts'
import { correlatedPolytope } from '../../src/solver/correlated/polytope.ts'
import { restPoints } from '../../src/solver/evolution/restPoints.ts'
import { logitBranch } from '../../src/solver/logit.ts'
import { programOf } from './agreement.ts'
import { bimatrixText, solvedGambit, solvedGame, solvedTree, zeroSumText } from './referenceGames.ts'

const formOf = (text: string): NormalForm<Rational> => {
  const read = readNormal({ path: 'game.nfg', text })
  if (E.isLeft(read)) throw new Error('unreadable')
  return read.right
}

describe('zero-sum tables', () => {
  it.each([
    {
      id: 'matching-pennies',
      a: [
        [1, -1],
        [-1, 1],
      ],
      value: '0',
      row: ['1/2', '1/2'],
      column: ['1/2', '1/2'],
    },
    {
      id: 'rps-biased',
      a: [
        [0, -0.25, 0.5],
        [0.25, 0, -0.05],
        [-0.5, 0.05, 0],
      ],
      value: '0',
      row: ['1/16', '5/8', '5/16'],
      column: ['1/16', '5/8', '5/16'],
    },
    {
      id: 'rpsls',
      a: [
        [0, -1, 1, 1, -1],
        [1, 0, -1, -1, 1],
        [-1, 1, 0, 1, -1],
        [-1, 1, -1, 0, 1],
        [1, -1, 1, -1, 0],
      ],
      value: '0',
      row: ['1/5', '1/5', '1/5', '1/5', '1/5'],
      column: ['1/5', '1/5', '1/5', '1/5', '1/5'],
    },
    {
      id: 'blotto-4v3',
      a: [
        [4, 2, 1, 0],
        [1, 3, 0, -1],
        [-2, 2, 2, -2],
        [-1, 0, 3, 1],
        [0, 1, 2, 4],
      ],
      value: '14/9',
      row: ['4/9', '0', '1/9', '0', '4/9'],
      column: ['1/18', '4/9', '4/9', '1/18'],
    },
  ])('$id', ({ id, a, value, row, column }) => {
    const text = zeroSumText(a)
    const one = solvedGambit(text)
    const all = solvedGambit(text, { all: true })
    expect(one.all).toHaveLength(1)
    expect(all.isComplete).toBe(true)
    for (const { payoffs } of [...one.all, ...all.all]) expect(payoffs['row']).toBe(value)
    expect(optimal(formOf(text), [row, column])).toBe(true)
    if (id !== 'blotto-4v3')
      expect(all.all.map(({ plays }) => plays)).toEqual([{ row: mixture(row), column: mixture(column) }])
    agrees(id, { value, x: row, y: column })
  })
})

/** Whether nobody gains from another strategy than these probabilities. */
const optimal = (form: NormalForm<Rational>, profile: readonly (readonly string[])[]): boolean =>
  regrets(
    exact,
    form,
    profile.map(own => own.map(rationalOf)),
  ).regrets.every(gain => gain.numerator === 0n)

/** A mixture of numbered strategies as it is told. */
const mixture = (probabilities: readonly string[]): string =>
  probabilities.flatMap((p, k) => (p === '0' ? [] : p === '1' ? [`${k + 1}`] : [`${k + 1} ${p}`])).join(', ')

describe('zero-sum trees', () => {
  const value = (form: ExtensiveForm<Rational>): string => solvedTree(form).all[0]?.payoffs['first'] ?? ''

  it('kuhn-family', () => {
    const form = kuhn(3)
    const { all, isComplete } = solvedTree(form, { all: true })
    expect(isComplete).toBe(true)
    const bets = all.map(({ plays }) => probability(plays['first 0'] ?? '', 'b'))
    expect([...new Set(bets)].sort()).toEqual(['0', '1/3'])
    for (const { payoffs, plays } of all) {
      expect(payoffs['first']).toBe('-1/18')
      const alpha = rationalOf(probability(plays['first 0'] ?? '', 'b'))
      expect(plays['first 1']).toBe('p')
      expect(probability(plays['first 2'] ?? '', 'b')).toBe(exact.show(exact.mul(integer(3n), alpha)))
      expect(probability(plays['first 1pb'] ?? '', 'b')).toBe(exact.show(exact.add(alpha, rational(1n, 3n))))
    }
    agrees('kuhn-family', { alpha: ['0', '1/3'] })
  })

  it('kuhn-n-cards', () => {
    const found = { '4': value(kuhn(4)), '5': value(kuhn(5)) }
    expect(found).toEqual({ '4': '-1/24', '5': '-1/15' })
    agrees('kuhn-n-cards', found)
  })

  it('leduc-uniform', () => {
    const form = leduc()
    const uniform = form.informationSets.map(({ actions }) =>
      actions.map(() => rational(1n, BigInt(actions.length))),
    )
    const { payoffs } = behaviorValues(exact, form, uniform)
    const nashconv = form.players.reduce((sum, _, player) => {
      const best = bestResponse(exact, form, uniform, player)?.value ?? exact.zero
      return exact.add(sum, exact.sub(best, payoffs[player] ?? exact.zero))
    }, exact.zero)
    const found = {
      nashconv: exact.show(nashconv),
      exploitability: exact.show(exact.div(nashconv, integer(2n))),
      v0: exact.show(payoffs[0] ?? exact.zero),
    }
    expect(found).toEqual({ nashconv: '1709/360', exploitability: '1709/720', v0: '-5/64' })
    agrees('leduc-uniform', found)
  })

  it.each([
    ['liars-dice-1v1-2', liarsDice(2), '1/2'],
    ['liars-dice-1v1-4', liarsDice(4), '1/16'],
    ['liars-dice-nowild-4', liarsDice(4, false), '-1/8'],
  ] as const)('%s', (id, form, expected) => {
    expect(value(form)).toBe(expected)
    agrees(id, id === 'liars-dice-nowild-4' ? { value: expected } : { value: expected, ...sizes(form) })
  })

  const sizes = ({ informationSets, nodes }: ExtensiveForm<Rational>) => ({
    infosets: String(informationSets.length),
    // As OpenSpiel counts, with both dice rolled in one history each.
    histories: String(nodes.length),
  })

  it('goofspiel-asym-subgame', () => {
    expect(
      value(
        goofspiel(
          [3, 2, 1],
          [
            [1, 2, 4],
            [1, 2, 3],
          ],
        ),
      ),
    ).toBe('8/5')
    agrees('goofspiel-asym-subgame', '8/5')
  })
})

/** Of a mixture as it is told. */
const probability = (mixed: string, action: string): string => {
  if (mixed === action) return '1'
  return (
    mixed
      .split(', ')
      .find(part => part.startsWith(`${action} `))
      ?.slice(action.length + 1) ?? '0'
  )
}

const rationalOf = (text: string): Rational => {
  const [above = '0', below = '1'] = text.split('/')
  return rational(BigInt(above), BigInt(below))
}

describe('games of two', () => {
  it('bos-ce-vertices', () => {
    const form = formOf(
      bimatrixText(
        [
          [2, 0],
          [0, 1],
        ],
        [
          [1, 0],
          [0, 2],
        ],
      ),
    )
    const polytope = correlatedPolytope(unlimited, form)
    const vertices = E.isLeft(polytope) ? [] : polytope.right.vertices.map(vertex => vertex.map(exact.show))
    const expected = [
      ['2/9', '4/9', '1/9', '2/9'],
      ['0', '0', '0', '1'],
      ['1/4', '1/2', '0', '1/4'],
      ['2/5', '0', '1/5', '2/5'],
      ['1', '0', '0', '0'],
    ]
    expect(vertices.map(String).sort()).toEqual(expected.map(String).sort())
    agrees('bos-ce-vertices', expected)
  })

  it('chicken-ce-opt', () => {
    const text = bimatrixText(
      [
        [6, 2],
        [7, 0],
      ],
      [
        [6, 7],
        [2, 0],
      ],
    )
    const [found] = solvedGambit(text, { concept: 'correlated' }).all
    expect(found?.recommendations).toEqual({ '1 1': '1/2', '1 2': '1/4', '2 1': '1/4' })
    expect(found?.payoffs).toEqual({ row: '21/4', column: '21/4' })
    agrees('chicken-ce-opt', { welfare: '21/2', dist: ['1/2', '1/4', '1/4', '0'], payoff_each: '21/4' })
  })

  it('prism-ce-social', () => {
    const text = bimatrixText(
      [
        [5, 2],
        [6, 0],
      ],
      [
        [5, 6],
        [2, 1],
      ],
    )
    expect(welfare(solvedGambit(text, { select: { kind: 'welfare' } }))).toBe('8')
    expect(welfare(solvedGambit(text, { concept: 'correlated' }))).toBe('44/5')
    agrees('prism-ce-social', { nash_social: '8', ce_social: '44/5' })
  })

  const welfare = ({ all: [first] }: ReturnType<typeof solvedGambit>): string =>
    exact.show(
      Object.values(first?.payoffs ?? {})
        .map(rationalOf)
        .reduce(exact.add, exact.zero),
    )

  it('shapley-nash', () => {
    const text = bimatrixText(
      [
        [0, 0, 1],
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    )
    const third = ['1/3', '1/3', '1/3']
    const { all, isComplete } = solvedGambit(text, { all: true })
    expect(isComplete).toBe(true)
    expect(all.map(({ plays }) => plays)).toEqual([{ row: mixture(third), column: mixture(third) }])
    expect(all[0]?.payoffs).toEqual({ row: '1/3', column: '1/3' })
    const [told] = solvedGambit(text, { concept: 'correlated' }).all
    expect(told?.payoffs).toEqual({ row: '1/2', column: '1/2' })
    agrees('shapley-nash', { x: third, y: third, payoff: '1/3', ce_payoff_each: '1/2' })
  })

  it('prisoners-dilemma', () => {
    const text = bimatrixText(
      [
        [3, 0],
        [5, 1],
      ],
      [
        [3, 5],
        [0, 1],
      ],
    )
    for (const concept of ['nash', 'dominant'] as const) {
      const { all, isComplete } = solvedGambit(text, { concept, all: true })
      expect(isComplete).toBe(true)
      expect(all.map(({ plays, payoffs }) => [plays, payoffs])).toEqual([
        [
          { row: '2', column: '2' },
          { row: '1', column: '1' },
        ],
      ])
    }
    agrees('prisoners-dilemma', {
      ne: [
        ['0', '1'],
        ['0', '1'],
      ],
      payoff: '1',
    })
  })

  it('stag-hunt-qre', () => {
    const form = formOf(
      bimatrixText(
        [
          [4, 0],
          [3, 2],
        ],
        [
          [4, 3],
          [0, 2],
        ],
      ),
    )
    const branch = {
      '0.5': 0.4020521354177053,
      '1.0': 0.19584604687614096,
      '2.0': 0.02026447860133755,
      '5.0': 4.542881340882706e-5,
    }
    for (const [precision, expected] of Object.entries(branch))
      expect(responses(form, Number(precision))[0]?.[0]).toBeCloseTo(expected, 9)
    agrees('stag-hunt-qre', { branch })
  })

  it('asym-mp-qre', () => {
    const text = bimatrixText(
      [
        [9, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    )
    const qre = {
      '0.5': [0.8306705913418174, 0.41807746690621367],
      '1.0': [0.8935763305539739, 0.31278037502953326],
      '3.0': [0.7953836902509664, 0.14525626872796485],
    }
    for (const [precision, [up = 0, left = 0]] of Object.entries(qre)) {
      const [row = [], column = []] = responses(formOf(text), Number(precision))
      expect(row[0]).toBeCloseTo(up, 8)
      expect(column[0]).toBeCloseTo(left, 8)
    }
    expect(solvedGambit(text, { all: true }).all.map(({ plays }) => plays)).toEqual([
      { row: mixture(['1/2', '1/2']), column: mixture(['1/10', '9/10']) },
    ])
    agrees('asym-mp-qre', { qre, nash: ['1/2', '1/10'] })
  })

  /** Quantal responses at a precision. */
  const responses = (form: NormalForm<Rational>, precision: number) =>
    [...logitBranch(unlimited, mapPayoffs(form, exact.toNumber), { precision })].at(-1)?.profile ?? []

  it('von-stengel-6x6-75', () => {
    const a = [
      [-81, 36, -126, 126, -36, 90],
      [-180, 72, -333, 297, -153, 270],
      [20, -3, 42, -33, 17, -30],
      [-30, 17, -33, 42, -3, 20],
      [270, -153, 297, -333, 72, -180],
      [90, -36, 126, -126, 36, -81],
    ]
    const b = [
      [72, 36, 17, -3, -36, -153],
      [-180, -81, -30, 20, 90, 270],
      [297, 126, 42, -33, -126, -333],
      [-333, -126, -33, 42, 126, 297],
      [270, 90, 20, -30, -81, -180],
      [-153, -36, -3, 17, 36, 72],
    ]
    const { all, isComplete } = solvedGambit(bimatrixText(a, b), { all: true })
    expect(isComplete).toBe(true)
    const bySupport: Record<string, number> = {}
    for (const { plays } of all) {
      const size = (plays['row'] ?? '').split(', ').length
      bySupport[size] = (bySupport[size] ?? 0) + 1
    }
    const found = { count: all.length, by_support: bySupport }
    expect(found).toEqual({ count: 75, by_support: { 1: 2, 2: 26, 3: 18, 4: 26, 5: 2, 6: 1 } })
    agrees('von-stengel-6x6-75', found)
  })

  it('traveller', () => {
    const claims = Array.from({ length: 99 }, (_, k) => k + 2)
    const gets = (mine: number, other: number) => Math.min(mine, other) + 2 * Math.sign(other - mine)
    const a = claims.map(mine => claims.map(other => gets(mine, other)))
    const b = claims.map(other => claims.map(mine => gets(mine, other)))
    const { all, isComplete } = solvedGambit(bimatrixText(a, b), { all: true })
    expect(isComplete).toBe(true)
    expect(all.map(({ payoffs }) => payoffs)).toEqual([{ row: '2', column: '2' }])
    agrees('traveller', { ne: ['2', '2'] })
  })

  it('beer-quiche', () => {
    const { all, isComplete } = solvedGame(beerQuiche, { all: true })
    expect(isComplete).toBe(true)
    const pooled = (breakfast: string, other: string) =>
      all
        .filter(({ plays }) => plays['sender Strong'] === breakfast && plays['sender Weak'] === breakfast)
        .map(({ plays, payoffs }) => [
          plays[`receiver ${breakfast}`],
          payoffs,
          probability(plays[`receiver ${other}`] ?? '', 'Fight'),
        ])
        .sort()
    expect(pooled('Beer', 'Quiche')).toEqual([
      ['Leave', { sender: '29/10', receiver: '9/10' }, '1'],
      ['Leave', { sender: '29/10', receiver: '9/10' }, '1/2'],
    ])
    expect(pooled('Quiche', 'Beer')).toEqual([
      ['Leave', { sender: '21/10', receiver: '9/10' }, '1'],
      ['Leave', { sender: '21/10', receiver: '9/10' }, '1/2'],
    ])
    expect(all).toHaveLength(4)
    agrees('beer-quiche', {
      beer: { strong: '3', weak: '2', receiver: '9/10', duel_after_quiche_min: '1/2' },
      quiche: { strong: '2', weak: '3', receiver: '9/10', duel_after_beer_min: '1/2' },
    })
  })
})

const beerQuiche = `
type Type = Strong | Weak
type Breakfast = Beer | Quiche
type Reply = Fight | Leave
let senderGets : Type -> Breakfast -> Reply -> Real
  | t b reply = (if (t == Strong) == (b == Beer) then 1 else 0) + (if reply == Leave then 2 else 0)
let receiverGets : Type -> Reply -> Real
  | Weak Fight = 1
  | Strong Leave = 1
  | _ _ = 0
game breakfast = [opengame|
    operation : nature (distFromList [(Strong, 0.9), (Weak, 0.1)]) ; outputs : t ;
    inputs : t ; operation : dependentDecision "sender" (const [Beer, Quiche]) ; outputs : b ; returns : senderGets t b reply ;
    inputs : b ; operation : dependentDecision "receiver" (const [Fight, Leave]) ; outputs : reply ; returns : receiverGets t reply ;
|]`

describe('trees of perfect information', () => {
  const subgamePerfect = (text: string) => solvedGame(text, { concept: 'subgamePerfect', all: true })

  it('centipede-mp4', () => {
    const text = `
type Move = Take | Pass
let end : Move -> Move -> Move -> Move -> (Real, Real)
  | Take _    _    _    = (0.4, 0.1)
  | _    Take _    _    = (0.2, 0.8)
  | _    _    Take _    = (1.6, 0.4)
  | _    _    _    Take = (0.8, 3.2)
  | _    _    _    _    = (6.4, 1.6)
let go moves = if all (\\m -> m == Pass) moves then [Take, Pass] else [Pass]
game centipede = [opengame|
    operation : decision "one" [Take, Pass] ; outputs : a ; returns : fst (end a b c d) ;
    inputs : [a] ; operation : dependentDecision "two" go ; outputs : b ; returns : snd (end a b c d) ;
    open:
    inputs : [a, b] ; operation : dependentDecision "one" go ; outputs : c ; returns : 0 ;
    inputs : [a, b, c] ; operation : dependentDecision "two" go ; outputs : d ; returns : 0 ;
|]`
    const { all, isComplete } = subgamePerfect(text)
    expect(isComplete).toBe(true)
    expect(all.map(({ payoffs }) => payoffs)).toEqual([{ one: '2/5', two: '1/10' }])
    const nash = solvedGame(text, { all: true })
    expect(nash.isComplete).toBe(true)
    for (const { payoffs } of nash.all) expect(payoffs).toEqual({ one: '2/5', two: '1/10' })
    agrees('centipede-mp4', { spne: ['2/5', '1/10'] })
  })

  it('rubinstein', () => {
    const proposer = (rounds: number) =>
      solvedTree(bargaining(rounds), { concept: 'subgamePerfect' }).all[0]?.payoffs['one']
    // One of many: whoever is indifferent may accept or not.
    expect([proposer(3), proposer(4)]).toEqual(['91/100', '181/1000'])
    agrees('rubinstein', { T3: '91/100', T4: '181/1000' })
  })

  it('stackelberg', () => {
    const text = `
let profit mine other = mine * (100 - mine - other - 10)
game leader = [opengame|
    operation : decision "leader" [0, 5 .. 90] ; outputs : q ; returns : profit q r ;
    inputs : q ; operation : dependentDecision "follower" (const [0, 2.5 .. 90]) ; outputs : r ; returns : profit r q ;
|]`
    const { all } = subgamePerfect(text)
    expect(all.map(({ payoffs }) => payoffs)).toEqual([{ leader: '2025/2', follower: '2025/4' }])
    expect([all[0]?.plays['leader'], all[0]?.plays['follower 45']]).toEqual(['45', '45/2'])
    agrees('stackelberg', { qL: '45', qF: '45/2', piL: '2025/2', piF: '2025/4' })
  })
})

interface Offers {
  /** What proposers kept, in thousandths, and whether the last of them was accepted, where that is known. */
  readonly kept: readonly number[]
  readonly reply: 'open' | 'yes' | 'no'
}

/** Rounds in turn, each of which costs a tenth of the pie; shares that proposers of some subgame keep, and others. */
const bargaining = (rounds: number): ExtensiveForm<Rational> =>
  grown<Offers>('bargaining', ['one', 'two'], { kept: [], reply: 'no' }, ({ kept, reply }) => {
    const round = kept.length - (reply === 'no' ? 0 : 1)
    const proposer = round % 2
    if (reply === 'yes') {
      const left = rational(9n ** BigInt(round), 10n ** BigInt(round))
      const share = rational(BigInt(kept[round] ?? 0), 1000n)
      const parts = [exact.mul(left, share), exact.mul(left, exact.sub(exact.one, share))]
      return { kind: 'terminal', payoffs: proposer === 0 ? parts : parts.toReversed() }
    }
    if (round === rounds) return { kind: 'terminal', payoffs: [exact.zero, exact.zero] }
    if (reply === 'no')
      return {
        kind: 'decision',
        player: proposer,
        knows: kept.join(' '),
        moves: [1000, 910, 500, 181, 100].map(share => ({
          label: String(share),
          next: { kept: [...kept, share], reply: 'open' },
        })),
      }
    return {
      kind: 'decision',
      player: 1 - proposer,
      knows: `${kept.join(' ')}?`,
      moves: (['yes', 'no'] as const).map(answer => ({ label: answer, next: { kept, reply: answer } })),
    }
  })

describe('games of several', () => {
  const pure = (text: string) => {
    const found = solvedGame(text, { concept: 'pure', all: true })
    expect(found.isComplete).toBe(true)
    return found.all
  }
  /** Those in which everybody plays the same. */
  const alike = (found: ReturnType<typeof pure>) =>
    found.flatMap(({ plays, payoffs }) => {
      const [play, ...others] = Object.values(plays)
      return others.every(other => other === play) ? [{ play, payoff: Object.values(payoffs)[0] }] : []
    })

  it('jordan-3p-matching-pennies', () => {
    const rows = Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1]).map(
      ([a, b, c]) => `${a === b ? 1 : -1} ${b === c ? 1 : -1} ${c === a ? -1 : 1}`,
    )
    const text = `NFG 1 R "Jordan" { "a" "b" "c" } { 2 2 2 }\n\n${rows.join('\n')}\n`
    const { all, isComplete } = solvedGambit(text, { all: true })
    expect(isComplete).toBe(true)
    const half = mixture(['1/2', '1/2'])
    expect(all.map(({ plays, payoffs }) => [plays, payoffs])).toEqual([
      [
        { a: half, b: half, c: half },
        { a: '0', b: '0', c: '0' },
      ],
    ])
    agrees('jordan-3p-matching-pennies', { ne: ['1/2', '1/2', '1/2'] })
  })

  it('cournot-n1 and cournot-n3', () => {
    const firms = (count: number, grid: string) => `
game cournot = [opengame|
    operation : population ${count} (\\i -> decision ("firm" ++ show i) ${grid}) ;
    outputs   : qs ;
    returns   : [q * (100 - sum qs - 10) | q <- qs] ;
|]`
    expect(pure(firms(1, '[0, 0.5 .. 90]')).map(({ plays, payoffs }) => [plays, payoffs])).toEqual([
      [{ '0.firm0': '45' }, { firm0: '2025' }],
    ])
    expect(alike(pure(firms(3, '[15, 17.5 .. 30]')))).toEqual([{ play: '45/2', payoff: '2025/4' }])
    agrees('cournot-n1', { q: '45', profit: '2025' })
    agrees('cournot-n3', { q: '45/2', profit: '2025/4' })
  })

  it('bertrand-grid-1', () => {
    const text = `
let profit : Real -> Real -> Real
  | p q = if p < q then (p - 10) * (100 - p) else if p == q then (p - 10) * (100 - p) / 2 else 0
game bertrand = [opengame|
    operation : decision "one" [0 .. 60] ; outputs : p ; returns : profit p q ;
    operation : decision "other" [0 .. 60] ; outputs : q ; returns : profit q p ;
|]`
    const prices = pure(text).map(({ plays }) => Object.values(plays))
    expect(prices).toEqual([
      ['10', '10'],
      ['11', '11'],
    ])
    agrees('bertrand-grid-1', prices)
  })

  it('tullock', () => {
    const contest = (count: number, grid: string) => `
let prize : Real -> Real -> Real
  | x total = (if total == 0 then 100 / ${count} else 100 * x / total) - x
game contest = [opengame|
    operation : population ${count} (\\i -> decision ("player" ++ show i) ${grid}) ;
    outputs   : xs ;
    returns   : [prize x (sum xs) | x <- xs] ;
|]`
    expect(alike(pure(contest(2, '[0, 2.5 .. 50]')))).toEqual([{ play: '25', payoff: '25' }])
    expect(alike(pure(contest(4, '[7.5, 11.25 .. 30]')))).toEqual([{ play: '75/4', payoff: '25/4' }])
    agrees('tullock', { '2': '25', '4': '75/4' })
  })

  it('public-goods', () => {
    const text = `
game contributions = [opengame|
    operation : population 4 (\\i -> decision ("member" ++ show i) [0, 10, 20]) ;
    outputs   : gifts ;
    returns   : [20 - gift + 0.4 * sum gifts | gift <- gifts] ;
|]`
    const { all } = solvedGame(text, { concept: 'dominant', all: true })
    expect(alike(all)).toEqual([{ play: '0', payoff: '20' }])
    expect(alike(solvedGame(text, { all: true }).all)).toEqual([{ play: '0', payoff: '20' }])
    agrees('public-goods', { ne: '20' })
  })

  it('volunteers-dilemma-n5', () => {
    const text = `
game dilemma = [opengame|
    operation : population 5 (\\i -> decision ("bystander" ++ show i) [1, 0]) ;
    outputs   : helps ;
    returns   : [(if sum helps > 0 then 1 else 0) - help / 4 | help <- helps] ;
|]`
    const { all } = solvedGame(text, { all: true })
    const mixed = all.flatMap(({ plays }) => {
      const idle = Object.values(plays).map(play => exact.toNumber(rationalOf(probability(play, '0'))))
      return idle.every(p => p > 0 && p < 1) ? [idle] : []
    })
    expect(mixed).toHaveLength(1)
    for (const p of mixed[0] ?? []) expect(p).toBeCloseTo(Math.SQRT1_2, 9)
    agrees('volunteers-dilemma-n5', { p_not: Math.SQRT1_2 })
  })

  it('el-farol-100-60', () => {
    const text = `
game guest (_ : Real) : OpenGame () () Bool (Bool -> Real) = [opengame|
    inputs    : ;
    feedback  : ;
    :---------------------------:
    operation : dependentDecision "guest" (const [True, False]) ;
    outputs   : goes ;
    returns   : evening goes ;
    :---------------------------:
    outputs   : goes ;
    returns   : evening ;
|]
game elFarol = [opengame|
    inputs    : [() | _ <- [1 .. 100]] ;
    operation : population 100 guest ;
    outputs   : going ;
    returns   : [\\goes -> if goes then if crowd <= 60 then 1 else -1 else 0 | _ <- going] ;
    inputs    : sum [if goes then 1 else 0 | goes <- going] ;
    operation : forwardFunction id ;
    outputs   : crowd ;
|]`
    const [found] = solvedGame(text).all
    const going = Number(probability(found?.plays['*.guest'] ?? '', 'True'))
    expect(going).toBeCloseTo(0.6006692573018673, 9)
    agrees('el-farol-100-60', going)
  })

  it('braess-atomic-4', () => {
    const network = (routes: string) => `
type Route = Up | Down | Across
let load : Route -> List Route -> Real
  | leg routes = length (filter (\\r -> r == leg || r == Across) routes) / 4
let time : List Route -> Route -> Real
  | routes Up     = load Up routes + 1
  | routes Down   = 1 + load Down routes
  | routes Across = load Up routes + load Down routes
game drivers = [opengame|
    operation : population 4 (\\i -> decision ("driver" ++ show i) ${routes}) ;
    outputs   : taken ;
    returns   : [0 - time taken route | route <- taken] ;
|]`
    const costs = (text: string) => {
      const found = pure(text).map(({ plays, payoffs }) => {
        const counts = ['Up', 'Down', 'Across'].map(
          route => Object.values(plays).filter(play => play === route).length,
        )
        const cost = Object.values(payoffs).map(rationalOf).reduce(exact.sub, exact.zero)
        return `${counts.join(' ')}: ${exact.show(cost)}`
      })
      return [...new Set(found)].sort()
    }
    const across = ['0 0 4: 8', '0 1 3: 29/4', '1 0 3: 29/4', '1 1 2: 13/2']
    expect(costs(network('[Up, Down, Across]'))).toEqual(across)
    expect(costs(network('[Up, Down]'))).toEqual(['2 2 0: 6'])
    agrees('braess-atomic-4', {
      with: across.map(text => {
        const [counts = '', cost = ''] = text.split(': ')
        return [counts.split(' '), cost]
      }),
      without: [[['2', '2', '0'], '6']],
    })
  })
})

describe('auctions and mechanisms on a grid', () => {
  const firstPrice = (most: number) => `
let values = [1 .. ${most}]
let win : Real -> Real -> Real -> Real
  | v mine other = if mine > other then v - mine else if mine == other then (v - mine) / 2 else 0
game auction = [opengame|
    operation : nature (uniform values) ; outputs : v ;
    operation : nature (uniform values) ; outputs : w ;
    inputs : v ; operation : dependentDecision "a" (\\x -> [0 .. x - 1]) ; outputs : b ; returns : win v b c ;
    inputs : w ; operation : dependentDecision "b" (\\x -> [0 .. x - 1]) ; outputs : c ; returns : win w c b ;
|]`

  it.each([
    ['fpa-grid-4', 4, ['0 1 1 2: 27/32', '0 1 2 2: 11/16']],
    ['fpa-grid-6', 6, ['0 1 1 2 2 3: 43/36', '0 1 2 2 3 3: 1']],
  ] as const)('%s', (id, most, expected) => {
    const { all, isComplete } = solvedGame(firstPrice(most), { concept: 'pure', all: true })
    expect(isComplete).toBe(true)
    const symmetric = all.flatMap(({ plays, payoffs }) => {
      const bids = Object.values(plays)
      const [own, others] = [bids.slice(0, most).join(' '), bids.slice(most).join(' ')]
      return own === others ? [`${own}: ${payoffs['a']}`] : []
    })
    expect(symmetric.sort()).toEqual(expected)
    agrees(
      id,
      expected.map(text => {
        const [bids = '', payoff = ''] = text.split(': ')
        return { bids: bids.split(' '), payoff }
      }),
    )
  })

  it('second-price', () => {
    const text = `
let win : Real -> Real -> Real -> Real
  | v mine other = if mine > other then v - other else if mine == other then (v - mine) / 2 else 0
game auction = [opengame|
    operation : nature (uniform [3, 8]) ; outputs : v ;
    operation : nature (uniform [3, 8]) ; outputs : w ;
    inputs : v ; operation : dependentDecision "a" (const [0 .. 10]) ; outputs : b ; returns : win v b c ;
    inputs : w ; operation : dependentDecision "b" (const [0 .. 10]) ; outputs : c ; returns : win w c b ;
|]`
    const { all } = solvedGame(text, { concept: 'dominant', all: true })
    expect(all.map(({ plays }) => Object.values(plays).join(' '))).toEqual(['3 8 3 8'])
    agrees('second-price', {})
  })

  /** What winners get over what they pay for the harm that they do to the others (Clarke 1971). */
  const vickrey = (values: readonly number[], units: number, grid: string) => `
let values = [${values.join(', ')}]
let chosen bids = take ${units} (reverse (sortOn id bids))
let without i bids = take i bids ++ drop (i + 1) bids
let gets : List Real -> Real -> Real
  | bids i =
      let mine = bids !! i;
          others = without i bids;
          above = length (filter (\\b -> b > mine) bids);
          tied = length (filter (\\b -> b == mine) bids);
          win = max 0 (min 1 ((${units} - above) / tied));
          price = chosen others !! ${units - 1}
      in win * (values !! i - price)
game vickrey = [opengame|
    operation : population ${values.length} (\\i -> decision ("bidder" ++ show i) ${grid}) ;
    outputs   : bids ;
    returns   : [gets bids i | i <- [0 .. ${values.length - 1}]] ;
|]`

  it('vcg-items', () => {
    const single = solvedGame(vickrey([10, 7, 3], 1, '[0 .. 10]'), { concept: 'dominant', all: true }).all
    expect(single.map(({ plays, payoffs }) => [Object.values(plays), payoffs['bidder0']])).toEqual([
      [['10', '7', '3'], '3'],
    ])
    const two = solvedGame(vickrey([10, 7, 5, 2], 2, '[2, 5, 7, 10]'), { concept: 'dominant', all: true }).all
    expect(two.map(({ plays, payoffs }) => [Object.values(plays), Object.values(payoffs)])).toEqual([
      [
        ['10', '7', '5', '2'],
        ['5', '2', '0', '0'],
      ],
    ])
    agrees('vcg-items', { single: '7', two_units_price: '5', two_units_revenue: '10' })
  })

  it('bayesian-persuasion', () => {
    // The judge convicts where guilt is as probable as innocence; the prosecutor wants convictions.
    const [yes, no] = [integer(1n), integer(0n)]
    const game = {
      players: ['judge'],
      states: ['guilty', 'innocent'],
      prior: [rational(3n, 10n), rational(7n, 10n)],
      actions: [['convict', 'acquit']],
      payoffs: [
        [
          [yes, no],
          [no, yes],
        ],
      ],
    }
    const convictions = [
      [yes, no],
      [yes, no],
    ]
    const found = optimalBayesCorrelated(unlimited, game, noInformation(game), convictions)
    if (E.isLeft(found)) throw new Error(found.left.reason)
    const { value, draws } = found.right
    expect(exact.show(value)).toBe('3/5')
    const lie = draws.find(({ state, actions }) => state === 1 && actions === 0)?.probability ?? exact.zero
    const share = exact.show(exact.div(lie, rational(7n, 10n)))
    expect(share).toBe('3/7')
    agrees('bayesian-persuasion', { value: '3/5', p_g_innocent: share })
  })
})

describe('populations', () => {
  it('rps-replicator', () => {
    const rows = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ].map(row => row.map(n => integer(BigInt(n))))
    const inner = [...restPoints(unlimited, rows)].find(({ strategy }) =>
      strategy.every(p => p.numerator > 0n),
    )
    expect(inner?.strategy.map(exact.show)).toEqual(['1/3', '1/3', '1/3'])
    const turning = Math.max(...(inner?.eigenvalues ?? []).map(({ imaginary }) => imaginary))
    expect(turning).toBeCloseTo(1 / Math.sqrt(3), 9)
    agrees('rps-replicator', { imag_eig: turning })
  })
})

describe('games without end', () => {
  const library = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../games/classic', name), 'utf8')

  it('big-match-discounted', () => {
    const [found] = solvedGame(library('big-match.game')).all
    const { payoffs = {}, plays = {} } = found ?? {}
    expect(payoffs).toEqual({ row: '1/2', column: '-1/2' })
    expect(plays['row Nothing']).toBe('Stop 1/11, Go 10/11')
    expect(plays['column Nothing']).toBe('Heads 1/2, Tails 1/2')
    agrees('big-match-discounted', { value: payoffs['row'] ?? '', 'pT_d0.9': '1/11' })
  })

  it('prism-nash-example', () => {
    // What values come to that are iterated from the last stage on.
    const { checks } = answer('main.game', programOf(library('stop-or-go.game')), {
      scalar: exact,
      steps: 10_000_000,
    }).report
    const onward = checks.find(({ strategy }) => strategy === 'onward')
    expect(onward?.concept).toBe('subgamePerfect')
    expect(onward?.pass).toBe(true)
    const { ann = '', bob = '' } = onward?.payoffs ?? {}
    expect({ ann, bob }).toEqual({ ann: '2/3', bob: '7/6' })
    agrees('prism-nash-example', { p1: ann, p2: bob })
    // Without end and of stationary strategies another is better for both together: 7/3 and not 11/6.
    const welfare = { select: { kind: 'welfare' } } as const
    const [best] = solvedGame(library('stop-or-go.game'), welfare, 'tossing').all
    expect(best?.payoffs).toEqual({ ann: '1/3', bob: '2' })
  })
})

/**
 * Rows that are no finite games, or about a single decision maker, an estimate of data or no game at all: information
 * measures, and continua of actions or of types (their grids are above where they have one).
 */
const elsewhere = [
  'von-neumann-poker',
  'liars-dice-1v1-6',
  'linear-sfe',
  'pigou',
  'fpa-uniform-n2',
  'fpa-uniform-n5',
  'reserve-price',
  'all-pay-complete',
  'wallet-game',
  'gsp-vs-vcg',
  'info-giant-bit',
  'info-bos-ce',
  'capacity-bsc',
  'te-copy',
  'gaussian-mi',
]

/** Places, from a row on, at which the table says something else. */
const differences = (found: Numbers, row: unknown, place: string): readonly string[] => {
  if (typeof found === 'string' || typeof found === 'number') {
    const wanted = typeof row === 'number' ? row : Number.NaN
    const told = typeof found === 'number' ? found : exact.toNumber(rationalOf(found))
    return Math.abs(told - wanted) <= 1e-8 * Math.max(1, Math.abs(wanted)) ? [] : [`${place}: ${told}`]
  }
  const others = new Map(Object.entries(typeof row === 'object' && row !== null ? row : {}))
  return Object.entries(found).flatMap(([key, own]) => differences(own, others.get(key), `${place}.${key}`))
}

const table =
  process.env['COPLAY_REFERENCE_VALUES'] ??
  join(import.meta.dirname, '../../../shared/data/reference-values.json')

describe.skipIf(!existsSync(table))('the table of reference values', () => {
  it('says the same, and has no row that is not looked at', () => {
    const { rows }: { readonly rows: readonly { readonly id: string; readonly value: unknown }[] } =
      JSON.parse(readFileSync(table, 'utf8'))
    for (const { id, value } of rows) {
      const found = answered.get(id)
      if (found !== undefined) expect(differences(found, value, id)).toEqual([])
      else expect(elsewhere).toContain(id)
    }
  })
})

/** What is compared with the table: numbers and fractions by their places in a row. */
type Numbers = string | number | readonly Numbers[] | { readonly [key: string]: Numbers }

/** Rows for which a test above has an answer. */
const answered = new Map<string, Numbers>()
function agrees(id: string, found: Numbers): void {
  answered.set(id, found)
}
