/** What a player gets and could get, worked out anew: straight passes over the steps of its side of the play. */
import { type Account, accountOf } from './account.ts'
import { type Fraction, isEqual, most, one, over, plus, sum, times, zero } from './fraction.ts'
import { type Situation, type Step, unrolled } from './unrolled.ts'
import type { Receipt, Wire, Wires } from './wires.ts'

export interface Figures {
  readonly payoff: Fraction
  readonly states: readonly StateFigures[]
  /** The most that the player can get; of one who does not recall, no less than that. */
  readonly bestReply: Fraction
  readonly recalls: boolean
}

/** An information state that the profile reaches. */
export interface StateFigures {
  readonly node: number
  readonly observation: number
  readonly probability: Fraction
  readonly account: 'onward' | 'whole'
  readonly payoff: Fraction
  readonly actions: readonly { readonly action: number; readonly payoff: Fraction }[]
}

/** Steps of a best reply after which it is given up. */
const mostVisits = 20_000_000

/**
 * The figures of a player. Nothing where the profile leads, or a deviation, to a row that says nothing, or where there
 * is too much to work out.
 */
export const figuresOf = ({ wires, accounts }: Wires, player: string): Figures | undefined => {
  const receipts = accounts.get(player) ?? []
  const own = wires.flatMap((wire, node) => (wire.choice?.player === player ? [node] : []))
  const steps = unrolled(wires, [...own, ...receipts.flatMap(paidOn)], player)
  if (steps === undefined) return undefined
  const whole = accountOf(receipts)
  const totals = pass(steps, whole)
  const payoff = totals?.later[0]?.[0]
  const reply = bestReply(steps, whole)
  if (totals === undefined || payoff === undefined || reply === undefined) return undefined
  const states = steps.flatMap((step, at) =>
    own.includes(step.node) ? [statesAt(wires, steps, at, receipts, totals)] : [],
  )
  if (!states.every(isKnown)) return undefined
  return { payoff: plus(whole.constant, payoff), states: states.flat(), ...reply }
}

const isKnown = <A>(a: A | undefined): a is A => a !== undefined

const paidOn = (receipt: Receipt): readonly number[] =>
  receipt.kind === 'pay' && receipt.node !== undefined ? [receipt.node] : []

// ---------------------------------------------------------------------------------------------- two passes

/** By step and situation: its probability, what was credited by then, and what is expected later. */
interface Passes {
  readonly account: Account
  readonly chances: readonly (readonly Fraction[])[]
  /** Weighted by the probability. */
  readonly earlier: readonly (readonly Fraction[])[]
  /** Given the situation; not known where the profile does not say how to go on. */
  readonly later: readonly (readonly (Fraction | undefined)[])[]
}

const creditOf = ({ credits }: Account, node: number, value: number): Fraction =>
  credits.get(node)?.[value] ?? zero

const pass = (steps: readonly Step[], account: Account): Passes | undefined => {
  const chances = forward(steps, undefined)
  const earlier = forward(steps, account)
  if (chances === undefined || earlier === undefined) return undefined
  return { account, chances, earlier, later: backward(steps, account) }
}

/** Probabilities of situations or, with an account, what was credited by then times the probability. */
const forward = (
  steps: readonly Step[],
  account: Account | undefined,
): readonly (readonly Fraction[])[] | undefined => {
  const chances: Fraction[][] = [[one]]
  const credited: Fraction[][] = [[zero]]
  for (const [at, { node, situations }] of steps.entries()) {
    const size = steps[at + 1]?.situations.length ?? 1
    const chance: Fraction[] = Array.from({ length: size }, () => zero)
    const credit: Fraction[] = Array.from({ length: size }, () => zero)
    for (const [s, { ways, goesOn }] of situations.entries()) {
      const here = chances[at]?.[s] ?? zero
      if (here.top === 0n) continue
      if (!goesOn) return undefined
      for (const { value, weight, next } of ways) {
        const there = times(here, weight)
        chance[next] = plus(chance[next] ?? zero, there)
        if (account === undefined) continue
        const before = times(credited[at]?.[s] ?? zero, weight)
        const added = plus(before, times(there, creditOf(account, node, value)))
        credit[next] = plus(credit[next] ?? zero, added)
      }
    }
    chances.push(chance)
    credited.push(credit)
  }
  return account === undefined ? chances : credited
}

const backward = (
  steps: readonly Step[],
  account: Account,
): readonly (readonly (Fraction | undefined)[])[] => {
  const later: (readonly (Fraction | undefined)[])[] = [[zero]]
  for (const { node, situations } of [...steps].reverse()) {
    const [next = []] = later
    later.unshift(
      situations.map(({ ways, goesOn }) => {
        const terms = ways
          .filter(({ weight }) => weight.top !== 0n)
          .map(({ value, weight, next: place }) => {
            const then = next[place]
            return then === undefined ? undefined : times(weight, plus(creditOf(account, node, value), then))
          })
        return goesOn && terms.every(isKnown) ? sum(terms) : undefined
      }),
    )
  }
  return later
}

// ---------------------------------------------------------------------------------------------- states

const statesAt = (
  wires: readonly Wire[],
  steps: readonly Step[],
  at: number,
  receipts: readonly Receipt[],
  totals: Passes,
): readonly StateFigures[] | undefined => {
  const node = steps[at]?.node ?? -1
  const cut = wires[node]?.choice?.cut ?? 0
  const onward = pass(steps, accountOf(receipts.slice(0, cut)))
  const earlier = pass(steps, accountOf(receipts.slice(cut)))
  if (onward === undefined || earlier === undefined) return undefined
  const found = [...observedAt(steps, at, totals)].map(([observation, members]) =>
    stateOf(steps, at, observation, members, { onward, earlier, totals }),
  )
  return found.every(isKnown) ? found : undefined
}

/** The situations of a step that the profile reaches, by what is observed. */
const observedAt = (
  steps: readonly Step[],
  at: number,
  { chances }: Passes,
): ReadonlyMap<number, readonly number[]> => {
  const groups = new Map<number, number[]>()
  for (const [s, { observation }] of (steps[at]?.situations ?? []).entries()) {
    if (chances[at]?.[s]?.top === 0n) continue
    groups.set(observation, [...(groups.get(observation) ?? []), s])
  }
  return groups
}

const stateOf = (
  steps: readonly Step[],
  at: number,
  observation: number,
  members: readonly number[],
  { onward, earlier, totals }: { readonly onward: Passes; readonly earlier: Passes; readonly totals: Passes },
): StateFigures | undefined => {
  const step = steps[at]
  const probability = sum(members.map(s => totals.chances[at]?.[s] ?? zero))
  if (step === undefined) return undefined
  const valued = (passes: Passes) => actionValues(step, at, members, probability, passes)
  const [later, before, all] = [valued(onward), valued(earlier), valued(totals)]
  if (later === undefined || before === undefined || all === undefined) return undefined
  const [first] = before
  const varies = before.some(({ payoff }) => first !== undefined && !isEqual(payoff, first.payoff))
  const actions = varies ? all : later
  const played = new Map(members.slice(0, 1).flatMap(s => weightsOf(step.situations[s])))
  return {
    node: step.node,
    observation,
    probability,
    account: varies ? 'whole' : 'onward',
    payoff: sum(actions.map(({ action, payoff }) => times(played.get(action) ?? zero, payoff))),
    actions,
  }
}

const weightsOf = (situation: Situation | undefined): readonly (readonly [number, Fraction])[] =>
  (situation?.ways ?? []).map(({ value, weight }) => [value, weight])

const actionValues = (
  { node, situations }: Step,
  at: number,
  members: readonly number[],
  probability: Fraction,
  { account, chances, earlier, later }: Passes,
): StateFigures['actions'] | undefined => {
  const [first] = members
  const actions = situations[first ?? -1]?.ways.map(({ value }) => value) ?? []
  const values = actions.map(action => {
    const terms = members.map(s => {
      const way = situations[s]?.ways.find(({ value }) => value === action)
      const then = later[at + 1]?.[way?.next ?? -1]
      if (then === undefined) return undefined
      const chance = chances[at]?.[s] ?? zero
      return plus(earlier[at]?.[s] ?? zero, times(chance, plus(creditOf(account, node, action), then)))
    })
    return terms.every(isKnown) ? plus(account.constant, over(sum(terms), probability)) : undefined
  })
  if (!values.every(isKnown)) return undefined
  return actions.map((action, k) => ({ action, payoff: values[k] ?? zero }))
}

// ---------------------------------------------------------------------------------------------- best reply

/** Situations with their weights: what the player holds possible. */
type Belief = ReadonlyMap<number, Fraction>

/**
 * The best that the player can get, by trying everything at every information state, told apart by all that was
 * observed and done before. A state that is met in two ways is one where the player does not recall.
 */
const bestReply = (
  steps: readonly Step[],
  account: Account,
): Pick<Figures, 'bestReply' | 'recalls'> | undefined => {
  const met = new Set<string>()
  let recalls = true
  let visits = 0
  const isOwn = ({ situations }: Step): boolean => situations.some(({ observation }) => observation >= 0)
  const reply = (from: number, start: Belief): Fraction | undefined => {
    let belief = start
    let credited = zero
    for (let at = from; ; at++) {
      const step = steps[at]
      visits += belief.size
      if (visits > mostVisits) return undefined
      if (step === undefined) return credited
      if (isOwn(step)) {
        const best = choose(at, step, belief)
        return best === undefined ? undefined : plus(credited, best)
      }
      const next = new Map<number, Fraction>()
      for (const [s, chance] of belief) {
        const situation = step.situations[s]
        if (situation?.goesOn !== true) return undefined
        for (const { value, weight, next: place } of situation.ways) {
          const there = times(chance, weight)
          credited = plus(credited, times(there, creditOf(account, step.node, value)))
          next.set(place, plus(next.get(place) ?? zero, there))
        }
      }
      belief = next
    }
  }
  const choose = (at: number, step: Step, belief: Belief): Fraction | undefined => {
    const groups = new Map<number, [number, Fraction][]>()
    for (const [s, chance] of belief) {
      const observation = step.situations[s]?.observation ?? -1
      groups.set(observation, [...(groups.get(observation) ?? []), [s, chance]])
    }
    const values = [...groups].map(([observation, members]) => {
      const name = `${step.node} ${observation}`
      recalls &&= !met.has(name)
      met.add(name)
      return bestAt(at, step, members)
    })
    return values.every(isKnown) ? sum(values) : undefined
  }
  const bestAt = (
    at: number,
    step: Step,
    members: readonly (readonly [number, Fraction])[],
  ): Fraction | undefined => {
    const actions = step.situations[members[0]?.[0] ?? -1]?.ways.map(({ value }) => value) ?? []
    const values = actions.map(action => {
      const next = new Map<number, Fraction>()
      for (const [s, chance] of members) {
        const way = step.situations[s]?.ways.find(({ value }) => value === action)
        if (way === undefined) return undefined
        next.set(way.next, plus(next.get(way.next) ?? zero, chance))
      }
      const reached = sum(members.map(([, chance]) => chance))
      const then = reply(at + 1, next)
      return then === undefined ? undefined : plus(times(reached, creditOf(account, step.node, action)), then)
    })
    return values.length > 0 && values.every(isKnown) ? values.reduce(most) : undefined
  }
  const value = reply(0, new Map([[0, one]]))
  return value === undefined ? undefined : { bestReply: plus(account.constant, value), recalls }
}
