import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExtensiveForm, ExtensiveNode } from '../../../../src/form/extensiveForm.ts'
import { type ReducedStrategy, reducedForm } from '../../../../src/form/reduced.ts'
import { solveByDual } from '../../../../src/linear/dual.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import {
  type ExtensiveObjective,
  optimalExtensiveCorrelated,
} from '../../../../src/solver/correlated/extensive.ts'
import { optimalCorrelated } from '../../../../src/solver/correlated/optimum.ts'
import { gameOf, right, shown } from './bimatrix.ts'

type Node = ExtensiveNode
type Form = ExtensiveForm<Rational>

/** What a tree is drawn as: payoffs, or who moves at which named place with a branch for each action. */
type Sketch =
  | readonly [number, number]
  | { readonly place: string; readonly player: number; readonly go: readonly Sketch[] }

/** The tree of a sketch; the moves of player -1 are draws, all as likely. */
const treeOf = (sketch: Sketch): Form => {
  const nodes: Node[] = []
  const sets: { player: number; label: string; actions: string[] }[] = []
  const draws: Form['draws'][number][] = []
  const outcomes: Form['outcomes'][number][] = []
  const grow = (part: Sketch): number => {
    const id = nodes.length
    if (!('place' in part)) {
      outcomes.push({ label: '', payoffs: part.map(n => integer(BigInt(n))) })
      nodes.push({ kind: 'terminal', label: '', outcome: outcomes.length - 1 })
      return id
    }
    const children: number[] = []
    const { place, player, go } = part
    if (player < 0) {
      draws.push({
        label: place,
        branches: go.map((_, k) => ({ label: `${k}`, probability: rational(1n, BigInt(go.length)) })),
      })
      nodes.push({ kind: 'chance', label: '', outcome: undefined, draw: draws.length - 1, children })
    } else {
      let set = sets.findIndex(one => one.label === place && one.player === player)
      if (set < 0) set = sets.push({ player, label: place, actions: go.map((_, k) => `${k}`) }) - 1
      nodes.push({ kind: 'decision', label: '', outcome: undefined, informationSet: set, children })
    }
    for (const next of go) children.push(grow(next))
    return id
  }
  grow(sketch)
  return { title: '', comment: '', players: ['one', 'two'], informationSets: sets, draws, outcomes, nodes }
}

/** A random tree of perfect recall: who cannot tell nodes apart has done the same before. */
const sketchOf = (seed: number, depth: number, withChance: boolean): Sketch => {
  let state = seed
  const below = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * n)
  }
  const grow = (left: number, done: readonly [string, string]): Sketch => {
    if (left === 0 || (left < depth && below(6) === 0)) return [below(7) - 3, below(7) - 3]
    const player = below(withChance ? 5 : 4) - (withChance ? 1 : 0)
    if (player < 0) return { place: 'draw', player: -1, go: [grow(left - 1, done), grow(left - 1, done)] }
    const who = player % 2
    const at = `${who}:${done[who === 0 ? 0 : 1]}/${below(2)}`
    const go = [0, 1].map(action =>
      grow(left - 1, who === 0 ? [`${at}.${action}`, done[1]] : [done[0], `${at}.${action}`]),
    )
    return { place: at, player: who, go }
  }
  return grow(depth, ['', ''])
}

const welfare: ExtensiveObjective = { kind: 'payoffs', weights: [exact.one, exact.one] }
const firm: ExtensiveObjective = { kind: 'payoffs', weights: [exact.zero, exact.one] }
const mean: ExtensiveObjective = { kind: 'payoffs', weights: [exact.one, rational(-2n)] }

const best = (form: Form, objective: ExtensiveObjective, over?: 'sequences' | 'strategies') =>
  right(optimalExtensiveCorrelated(unlimited, form, objective, over === undefined ? {} : { over }))

/** What a player expects when strategies are played, and it plays `instead` from a set on where it is told an action. */
const playedOut = (
  { nodes, informationSets, draws, outcomes }: Form,
  strategies: readonly ReducedStrategy[],
  player: number,
  trigger?: { readonly set: number; readonly action: number; readonly instead: ReadonlyMap<number, number> },
): Rational => {
  const walk = (id: number, isOff: boolean): Rational => {
    const node = nodes[id]
    if (node === undefined) return exact.zero
    if (node.kind === 'terminal')
      return (node.outcome === undefined ? undefined : outcomes[node.outcome]?.payoffs[player]) ?? exact.zero
    if (node.kind === 'chance')
      return (draws[node.draw]?.branches ?? []).reduce(
        (sum, { probability }, k) =>
          exact.add(sum, exact.mul(probability, walk(node.children[k] ?? 0, isOff))),
        exact.zero,
      )
    const set = node.informationSet
    const mover = informationSets[set]?.player ?? 0
    const told = strategies[mover]?.get(set)
    const turns = mover === player && (isOff || (set === trigger?.set && told === trigger.action))
    const action = turns ? trigger?.instead.get(set) : told
    return walk(node.children[action ?? 0] ?? 0, isOff || turns)
  }
  return walk(0, false)
}

/** Every way of a player to choose at all its sets. */
const everyChoice = ({ informationSets }: Form, player: number): readonly ReadonlyMap<number, number>[] =>
  informationSets.reduce<readonly ReadonlyMap<number, number>[]>(
    (all, own, set) =>
      own.player === player
        ? all.flatMap(map => own.actions.map((_, a) => new Map([...map, [set, a]])))
        : all,
    [new Map()],
  )

interface Triggered {
  readonly player: number
  readonly set: number
  readonly action: number
  readonly instead: ReadonlyMap<number, number>
}

const everyTrigger = (form: Form): readonly Triggered[] =>
  form.informationSets.flatMap(({ player, actions }, set) =>
    actions.flatMap((_, action) =>
      everyChoice(form, player).map(instead => ({ player, set, action, instead })),
    ),
  )

/** What obeying brings more to a player at a pair of strategies. */
const loss = (form: Form, pair: readonly ReducedStrategy[], { player, ...trigger }: Triggered): Rational =>
  exact.sub(playedOut(form, pair, player), playedOut(form, pair, player, trigger))

/** The optimum from the definition: over pairs of strategies, with a row for each deviating strategy. */
const bruteForce = (form: Form, weights: readonly Rational[]): Rational => {
  const [first = [], second = []] = right(reducedForm(exact, form, 10_000)).strategies
  const pairs = first.flatMap(one => second.map(other => [one, other]))
  const found = solveByDual(unlimited, {
    objective: pairs.map(pair =>
      weights.reduce((sum, w, i) => exact.add(sum, exact.mul(w, playedOut(form, pair, i))), exact.zero),
    ),
    isFree: pairs.map(() => false),
    rows: [
      { coefficients: pairs.map((_, k) => [k, exact.one] as const), sense: '=', bound: exact.one },
      ...everyTrigger(form).map(trigger => ({
        coefficients: pairs.map((pair, k) => [k, loss(form, pair, trigger)] as const),
        sense: '>=' as const,
        bound: exact.zero,
      })),
    ],
  })
  if (found.kind !== 'optimal') throw new Error(found.kind)
  return found.value
}

const weightsOf = (objective: ExtensiveObjective) => (objective.kind === 'payoffs' ? objective.weights : [])

describe('extensive-form correlated equilibria', () => {
  const school: Form = treeOf({
    place: 'type',
    player: -1,
    go: [0, 1].map(type => ({
      place: `type ${type}`,
      player: 0,
      go: ['x', 'y'].map(signal => ({
        place: signal,
        player: 1,
        go: [type === 0 ? ([4, 10] as const) : ([6, 0] as const), [0, 6] as const],
      })),
    })),
  })

  it('let a sender of costless signals be believed (von Stengel and Forges 2008, figure 1)', () => {
    const found = best(school, firm)
    expect(found.over).toBe('strategies')
    // In every Nash equilibrium the firm rejects: 0 and 6.
    expect(shown(found.payoffs)).toEqual(['7/2', '13/2'])
    expect(exact.show(bruteForce(school, weightsOf(firm)))).toBe('13/2')
    for (const trigger of everyTrigger(school)) {
      const more = found.recommended.reduce(
        (sum, { strategies, probability }) =>
          exact.add(sum, exact.mul(probability, loss(school, strategies, trigger))),
        exact.zero,
      )
      expect(more.numerator).toBeGreaterThanOrEqual(0n)
    }
    expect(optimalExtensiveCorrelated(unlimited, school, welfare, { over: 'sequences' })).toMatchObject({
      left: { kind: 'notApplicable' },
    })
    expect(optimalExtensiveCorrelated(unlimited, school, welfare, { limit: 3 })).toMatchObject({
      left: { reason: expect.stringContaining('more than 3 strategies') },
    })
  })

  it('of choices at the same time are correlated equilibria', () => {
    fc.assert(
      fc.property(gameOf([2, 3]), form => {
        const at = (player: number, a: number, b: number) =>
          Number(form.payoffs[player]?.[3 * a + b]?.numerator)
        const tree = treeOf({
          place: 'row',
          player: 0,
          go: [0, 1].map(a => ({
            place: 'column',
            player: 1,
            go: [0, 1, 2].map(b => [at(0, a, b), at(1, a, b)] as const),
          })),
        })
        for (const objective of [welfare, mean, { kind: 'leastPayoff' } as const]) {
          const found = best(tree, objective)
          expect(found.over).toBe('sequences')
          expect(exact.show(found.value)).toBe(
            exact.show(right(optimalCorrelated(unlimited, form, 'correlated', objective)).value),
          )
        }
      }),
      { numRuns: 25 },
    )
  })

  it('over sequences are what every deviation one by one allows, in random trees', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.boolean(), (seed, withChance) => {
        const form = treeOf(sketchOf(seed, 3, withChance))
        for (const objective of [welfare, mean]) {
          const found = best(form, objective)
          const again = best(form, objective, 'strategies')
          const expected = exact.show(bruteForce(form, weightsOf(objective)))
          expect([exact.show(found.value), exact.show(again.value)]).toEqual([expected, expected])
          if (found.over === 'sequences') compared++
          // Probabilities of plays add to one and bring the payoffs.
          const total = [...found.reach.values()].reduce(exact.add, exact.zero)
          expect(exact.show(total)).toBe('1')
          for (const player of [0, 1]) {
            const sum = [...found.reach].reduce((s, [id, p]) => {
              const outcome = form.nodes[id]?.outcome ?? 0
              return exact.add(s, exact.mul(p, form.outcomes[outcome]?.payoffs[player] ?? exact.zero))
            }, exact.zero)
            expect(exact.show(sum)).toBe(exact.show(found.payoffs[player] ?? exact.zero))
          }
        }
      }),
      { numRuns: 14, seed: 7 },
    )
    expect(compared).toBeGreaterThan(10)
  })

  it('bring no less than telling everything beforehand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), seed => {
        const form = treeOf(sketchOf(seed, 3, false))
        const reduced = right(reducedForm(exact, form, 10_000)).form
        const found = best(form, welfare)
        const before = right(
          optimalCorrelated(unlimited, reduced, 'correlated', {
            kind: 'payoffs',
            weights: [exact.one, exact.one],
          }),
        )
        expect(exact.compare(found.value, before.value)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 20, seed: 7 },
    )
  })

  it('are refused to three players, and to who forgets', () => {
    const three = { ...school, players: ['a', 'b', 'c'] }
    expect(optimalExtensiveCorrelated(unlimited, three, welfare)).toMatchObject({
      left: { reason: 'extensive-form correlation is for two players, not 3' },
    })
    const forgetful = treeOf({
      place: 'first',
      player: 0,
      go: [0, 1].map(() => ({ place: 'second', player: 0, go: [[0, 0] as const, [1, 1] as const] })),
    })
    expect(optimalExtensiveCorrelated(unlimited, forgetful, welfare)).toMatchObject({
      left: { reason: 'one forgets what it knew at an information set' },
    })
  })
})
