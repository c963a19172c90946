/** Numbers that a sweep tells at every place: payoffs, welfare and regret of a strategy, payoffs of what was found. */
import { exact, type Rational } from '../markov/rational.ts'
import { rationalOf } from './numeral.ts'
import type { Numeral } from './report.ts'
import type { SweepCheck, SweepPoint } from './sweep.ts'

export interface Series {
  /** `strategy: player`, `strategy: welfare`, `strategy: regret`. */
  readonly name: string
  readonly kind: 'payoff' | 'welfare' | 'regret'
  readonly at: (point: SweepPoint) => Numeral | undefined
}

/** Strategies with their games, in the order in which they are met. */
export interface Asked {
  readonly strategy: string
  readonly game: string
  /** Of some place at least, in order. */
  readonly concepts: readonly string[]
  readonly players: readonly string[]
}

/** What the checks of a sweep are about. */
export const askedIn = (points: readonly SweepPoint[]): readonly Asked[] => {
  const met = new Map<string, { first: SweepCheck; concepts: Set<string>; players: Set<string> }>()
  for (const { checks } of points)
    for (const check of checks) {
      const key = JSON.stringify([check.strategy, check.game])
      const one = met.get(key) ?? { first: check, concepts: new Set(), players: new Set() }
      met.set(key, one)
      one.concepts.add(check.concept)
      for (const player of Object.keys(check.payoffs)) one.players.add(player)
    }
  return [...met.values()].map(({ first: { strategy, game }, concepts, players }) => ({
    strategy,
    game,
    concepts: [...concepts],
    players: [...players],
  }))
}

/** The check of a place that is about a strategy, and about a concept where one is given. */
export const checkAt = (
  { checks }: SweepPoint,
  { strategy, game }: Pick<Asked, 'strategy' | 'game'>,
  concept?: string,
): SweepCheck | undefined =>
  checks.find(
    check =>
      check.strategy === strategy &&
      check.game === game &&
      (concept === undefined || check.concept === concept),
  )

/** All that the strategies of a sweep have: what each player gets, all together, and the largest regret. */
export const seriesOf = (points: readonly SweepPoint[]): readonly Series[] =>
  askedIn(points).flatMap((asked): readonly Series[] => {
    const { strategy, players } = asked
    return [
      ...players.map(
        (player): Series => ({
          name: `${strategy}: ${player}`,
          kind: 'payoff',
          at: point => checkAt(point, asked)?.payoffs[player],
        }),
      ),
      {
        name: `${strategy}: welfare`,
        kind: 'welfare',
        at: point => sumOf(Object.values(checkAt(point, asked)?.payoffs ?? {})),
      },
      { name: `${strategy}: regret`, kind: 'regret', at: point => regretOf(point, asked) },
    ]
  })

/** The largest regret of a player, of whichever check tells it. */
export const regretOf = (
  { checks }: SweepPoint,
  { strategy, game }: Pick<Asked, 'strategy' | 'game'>,
): Numeral | undefined =>
  greatest(
    checks
      .filter(check => check.strategy === strategy && check.game === game)
      .flatMap(({ regrets }) => Object.values(regrets)),
  )

/** The series of that name; of the only strategy there is the rest of the name will do. */
export const seriesNamed = (all: readonly Series[], name: string): Series | undefined => {
  const strategies = new Set(all.map(one => one.name.slice(0, one.name.indexOf(':'))))
  return all.find(one => one.name === name || (strategies.size === 1 && one.name.endsWith(`: ${name}`)))
}

const greatest = (all: readonly Numeral[]): Numeral | undefined =>
  all.reduce<Numeral | undefined>((most, n) => {
    const [a, b] = [rationalOf(most), rationalOf(n)]
    if (b === undefined) return most
    return a === undefined || exact.compare(b, a) > 0 ? n : most
  }, undefined)

/** Fractions are added as such, doubles as doubles. */
const sumOf = (all: readonly Numeral[]): Numeral | undefined => {
  if (all.length === 0) return undefined
  if (all.every(n => typeof n === 'number')) return all.reduce<number>((sum, n) => sum + Number(n), 0)
  const ratios = all.map(rationalOf)
  const sum = ratios.reduce<Rational | undefined>(
    (a, b) => (a === undefined || b === undefined ? undefined : exact.add(a, b)),
    exact.zero,
  )
  return sum === undefined ? undefined : exact.show(sum)
}
