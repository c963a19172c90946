/** Small components at random: decisions, chance, payments and discounts, composed in sequence and side by side. */

import { newColumns } from '../../../src/contract/columns.ts'
import {
  atom,
  type Component,
  pairIn,
  parallel,
  sequential,
  type Wired,
} from '../../../src/contract/component.ts'
import { amount, pairOf } from '../../../src/contract/shape.ts'
import { addPayoffs, discount, functions, kernel, lens } from '../../../src/game/atom.ts'
import { identity, sequential as oneAfterOther, parallel as sideBySide } from '../../../src/game/compose.ts'
import { decision } from '../../../src/game/decision.ts'
import type { Profile, Strategy } from '../../../src/game/game.ts'
import { reindex } from '../../../src/game/reindex.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { structuralKey } from '../../../src/markov/structuralKey.ts'

/** A number below `bound` that depends on nothing but the arguments. */
export const drawn = (bound: number, ...about: readonly unknown[]): number => {
  let hash = 2166136261
  for (const code of new TextEncoder().encode(structuralKey(about)))
    hash = Math.imul(hash ^ code, 16777619) >>> 0
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507) >>> 0
  return ((hash ^ (hash >>> 13)) >>> 0) % bound
}

export interface Scenario {
  readonly component: Component
  readonly profile: Profile
}

type Behavior = Strategy<Rational, unknown, unknown>

interface Growing {
  readonly seed: number
  readonly strategies: Map<string, Behavior>
  count: number
}

/** A component and strategies for its decisions; equal seeds give equal ones. */
export const scenario = (seed: number, depth: number): Scenario => {
  const growing: Growing = { seed, strategies: new Map(), count: 0 }
  const component = grown(growing, depth)
  return { component, profile: Object.fromEntries(growing.strategies) }
}

const grown = (g: Growing, depth: number): Component => {
  const id = g.count
  g.count += 1
  const kind = drawn(8, g.seed, 'kind', id)
  if (depth === 0 || kind === 0) return single(g, id)
  return kind < 5
    ? sequential(grown(g, depth - 1), grown(g, depth - 1))
    : sideways(g, id, parallel(grown(g, depth - 1), grown(g, depth - 1)))
}

/** A parallel component between wires that carry no pairs. */
const sideways = (g: Growing, id: number, both: Component): Component => {
  const split = lens<Rational, unknown, unknown, unknown, unknown>(
    x => [x, drawn(2, g.seed, 'aside', id) === 0 ? x : drawn(2, g.seed, 'noise', id, x)],
    (x, fed) => {
      const [left, right] = pairIn(fed)
      return affineIn(amountIn(left), integer(BigInt(drawn(2, g.seed, 'both', id, x))), right)
    },
  )
  const join = lens<Rational, unknown, unknown, unknown, unknown>(
    y => {
      const [left, right] = pairIn(y)
      return drawn(2, g.seed, 'merged', id) === 0 ? y : drawn(3, g.seed, 'sum', id, left, right)
    },
    (y, r) => [
      affineIn(small(g, 'left', id, y), exact.one, r),
      affineIn(small(g, 'right', id, y), integer(-1n), r),
    ],
  )
  const two = pairOf(amount, amount)
  return sequential(
    sequential(atom(`split ${g.seed} ${id}`, { game: split, feeds: amount, returns: two }), both),
    atom(`join ${g.seed} ${id}`, { game: join, feeds: two, returns: amount }),
  )
}

const single = (g: Growing, id: number): Component => {
  const kind = drawn(10, g.seed, 'atom', id)
  if (kind < 6) return deciding(g, id)
  return kind < 8 ? chance(g, id) : kind < 9 ? paying(g, id) : discounting(g, id)
}

const most = 5
const playerOf = (g: Growing, id: number): string => `p${drawn(most, g.seed, 'player', id)}`
const small = (g: Growing, ...about: readonly unknown[]): Rational =>
  integer(BigInt(Math.max(0, drawn(5, g.seed, ...about) - 3)))

/** A game beside a copy of its input, between an output and amounts that depend on both. */
const beside = (
  inner: Wired,
  out: (x: unknown, y: unknown) => unknown,
  back: (x: unknown, y: unknown, r: unknown) => { readonly fed: unknown; readonly paid: unknown },
): Wired => {
  type Two = readonly [unknown, unknown]
  const enter = lens<Rational, unknown, unknown, Two, Two>(
    x => [x, x],
    (_, [fed]) => fed,
  )
  const leave = lens<Rational, Two, Two, unknown, unknown>(
    ([x, y]) => out(x, y),
    ([x, y], r) => {
      const { fed, paid } = back(x, y, r)
      return [fed, paid]
    },
  )
  const side = sideBySide<
    Rational,
    Profile,
    Profile,
    unknown,
    unknown,
    unknown,
    unknown,
    unknown,
    unknown,
    unknown,
    unknown
  >(identity<Rational, unknown, unknown>(), inner)
  return oneAfterOther(oneAfterOther(enter, side), leave)
}

const amountIn = (r: unknown): Rational => amount.read(r)('')

/** Numbers that may be unknown: whatever continuation they belong to, they are added alike. */
const { scalar } = newColumns().affine

const affineIn = (constant: Rational, factor: Rational, r: unknown): Rational =>
  scalar.add(constant, scalar.mul(factor, amountIn(r)))

const backward = (g: Growing, id: number) => (x: unknown, y: unknown, r: unknown) => ({
  fed: affineIn(small(g, 'fed', id, x, y), integer(BigInt(drawn(3, g.seed, 'through', id) - 1)), r),
  paid: affineIn(small(g, 'paid', id, x, y), integer(BigInt(drawn(2, g.seed, 'share', id))), r),
})

const deciding = (g: Growing, id: number): Component => {
  const player = playerOf(g, id)
  const key = String(g.strategies.size)
  const actions = [0, 1, 2].slice(0, 2 + drawn(2, g.seed, 'actions', id))
  g.strategies.set(key, observation => {
    const pick = drawn(actions.length + 1, g.seed, 'strategy', id, observation)
    return pick < actions.length
      ? [[actions[pick], exact.one]]
      : [
          [0, rational(1n, 3n)],
          [1, rational(2n, 3n)],
        ]
  })
  const named = decision<Rational, string, unknown, unknown, unknown>(
    { key, path: `${player}${id}`, player, epsilon: exact.zero },
    () => actions,
    null,
  )
  // Profiles are untyped until a decision reads its own entry, which is one of `strategies`.
  const choosing = reindex(named, (profile: Profile) => ({ [key]: profile[key] as Behavior }))
  const amounts = functions<Rational, unknown, Rational, unknown, unknown>(y => y, amountIn)
  const game = beside(
    oneAfterOther<Rational, Profile, Profile, unknown, unknown, unknown, Rational, unknown, unknown>(
      choosing,
      amounts,
    ),
    (x, y) => (drawn(2, g.seed, 'telling', id) === 0 ? y : [y, drawn(2, g.seed, 'told', id, x)]),
    backward(g, id),
  )
  return atom(`decision ${g.seed} ${id}`, { game, feeds: amount, returns: amount })
}

const chance = (g: Growing, id: number): Component => {
  const draw = kernel<Rational, unknown, unknown, unknown, unknown>(x => {
    const weight = rational(BigInt(1 + drawn(3, g.seed, 'weight', id, x)), 4n)
    return [
      [0, weight],
      [1, exact.sub(exact.one, weight)],
    ]
  }, null)
  return atom(`chance ${g.seed} ${id}`, {
    game: beside(draw, (_, y) => y, backward(g, id)),
    feeds: amount,
    returns: amount,
  })
}

const paying = (g: Growing, id: number): Component => {
  const enter = functions<Rational, unknown, unknown, Rational, null>(
    x => small(g, 'payment', id, x),
    () => null,
  )
  const leave = functions<Rational, Rational, null, unknown, unknown>(
    () => null,
    () => null,
  )
  const game = beside(
    oneAfterOther(oneAfterOther(enter, addPayoffs<Rational, null>(playerOf(g, id))), leave),
    x => x,
    (_, __, r) => ({ fed: r, paid: null }),
  )
  return atom(`payment ${g.seed} ${id}`, { game, feeds: amount, returns: amount })
}

const discounting = (g: Growing, id: number): Component =>
  atom(`discount ${g.seed} ${id}`, {
    game: discount<Rational, unknown, unknown>(playerOf(g, id), earned =>
      affineIn(exact.zero, rational(1n, 2n), earned),
    ),
    feeds: amount,
    returns: amount,
  })
