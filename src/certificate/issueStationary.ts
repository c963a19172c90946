/** Stationary equilibria of games without end as a record to verify. */
import { behaviorValues, bestResponse } from '../form/behavior.ts'
import type { ExtensiveForm, ExtensiveNode } from '../form/extensiveForm.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { StageTable } from '../markovGame/tables.ts'
import type { EndlessEvidence } from '../questions/evidence.ts'
import type { EndlessGame, StationaryClaim } from './solutions.ts'
import { solvedTree } from './treeRecord.ts'

/** The game alone. */
export type EndlessGameEvidence = Pick<EndlessEvidence, 'tables' | 'places'>

/** The game in the record. */
export const endlessGame = (evidence: EndlessGameEvidence): EndlessGame => {
  const { players, start } = evidence.tables
  return {
    players: [...players],
    stages: stagesOf(evidence).map(({ form, ends }) => {
      const { sets, nodes } = solvedTree(form, 'game')
      return {
        ...{ sets, nodes },
        ends: ends.map(({ next, weights }) => ({ next, weights: weights.map(exact.show) })),
      }
    }),
    start: start.map(([state, probability]) => ({ state, probability: exact.show(probability) })),
  }
}

/** What is claimed of each solution. */
export const stationaryClaims = (evidence: EndlessEvidence, place: number): readonly StationaryClaim[] => {
  const stages = stagesOf(evidence)
  return evidence.found.map(found => claimOf(evidence, stages, found, place))
}

interface Stage {
  readonly form: ExtensiveForm<Rational>
  readonly ends: readonly { readonly next: number; readonly weights: readonly Rational[] }[]
  /** The places of the game that its information sets are. */
  readonly places: readonly number[]
}

const stagesOf = ({ tables, places: all }: EndlessGameEvidence): readonly Stage[] =>
  tables.stages.map(root => {
    const nodes: ExtensiveNode[] = []
    const draws: ExtensiveForm<Rational>['draws'][number][] = []
    const outcomes: ExtensiveForm<Rational>['outcomes'][number][] = []
    const places: number[] = []
    const ends: Stage['ends'][number][] = []
    const somewhere = { label: '', outcome: undefined }
    const grow = (node: StageTable<Rational>): number => {
      const id = nodes.push({ ...somewhere, kind: 'terminal' }) - 1
      switch (node.kind) {
        case 'end': {
          const outcome = outcomes.push({ label: '', payoffs: node.amounts }) - 1
          ends.push({
            next: node.next,
            weights: node.factors.map(factor => exact.mul(factor, tables.discount)),
          })
          nodes[id] = { ...somewhere, kind: 'terminal', outcome }
          break
        }
        case 'chance': {
          const branches = node.branches.map(([, probability]) => ({ label: '', probability }))
          const draw = draws.push({ label: '', branches }) - 1
          const children = node.branches.map(([child]) => grow(child))
          nodes[id] = { ...somewhere, kind: 'chance', draw, children }
          break
        }
        case 'choice': {
          const known = places.indexOf(node.place)
          const informationSet = known >= 0 ? known : places.push(node.place) - 1
          nodes[id] = { ...somewhere, kind: 'decision', informationSet, children: node.children.map(grow) }
        }
      }
      return id
    }
    grow(root)
    const informationSets = places.map(place => all[place] ?? { player: 0, label: '', actions: [] })
    return {
      ...{ ends, places },
      form: { title: '', comment: '', players: tables.players, informationSets, draws, outcomes, nodes },
    }
  })

/** Values that are told of solutions whose own would be long fractions. */
const shortened = ({ numerator, denominator }: Rational): Rational => {
  const scale = 2n ** 100n
  return denominator <= scale
    ? rational(numerator, denominator)
    : rational((numerator * scale) / denominator, scale)
}

const claimOf = (
  { game, tables }: EndlessEvidence,
  stages: readonly Stage[],
  { profile, values: own }: EndlessEvidence['found'][number],
  place: number,
): StationaryClaim => {
  const { players, start } = tables
  const values = stages.map((_, state) => players.map((__, p) => shortened(own[p]?.[state] ?? exact.zero)))
  const gains = players.map(() => exact.zero)
  const slips = players.map(() => exact.zero)
  const largest = players.map(() => exact.zero)
  const behaviors = stages.map(({ places }) => places.map(at => profile[at] ?? []))
  for (const [state, { form, ends }] of stages.entries()) {
    // What comes later is paid at the ends: they are met in the order of the outcomes.
    const whole = {
      ...form,
      outcomes: form.outcomes.map((outcome, end) => ({
        ...outcome,
        payoffs: outcome.payoffs.map((received, p) => {
          const { next = 0, weights = [] } = ends[end] ?? {}
          return exact.add(received, exact.mul(weights[p] ?? exact.zero, values[next]?.[p] ?? exact.zero))
        }),
      })),
    }
    const behavior = behaviors[state] ?? []
    const kept = behaviorValues(exact, whole, behavior).payoffs
    for (const p of players.keys()) {
      const told = values[state]?.[p] ?? exact.zero
      const payoff = kept[p] ?? exact.zero
      const best = bestResponse(exact, whole, behavior, p)?.value ?? payoff
      gains[p] = larger(gains[p], exact.sub(best, told))
      const slip = exact.sub(payoff, told)
      slips[p] = larger(slips[p], larger(slip, exact.sub(exact.zero, slip)))
      for (const { weights } of ends) largest[p] = larger(largest[p], weights[p] ?? exact.zero)
    }
  }
  const regrets = players.map((_, p) =>
    exact.div(
      exact.add(gains[p] ?? exact.zero, slips[p] ?? exact.zero),
      exact.sub(exact.one, largest[p] ?? exact.zero),
    ),
  )
  return {
    ...{ game, place },
    concept: regrets.every(({ numerator }) => numerator === 0n) ? 'equilibrium' : 'near',
    profile: behaviors.map(behavior => behavior.map(mixture => mixture.map(exact.show))),
    values: values.map(all => all.map(exact.show)),
    payoffs: players.map((_, p) =>
      exact.show(
        start.reduce(
          (sum, [state, probability]) =>
            exact.add(sum, exact.mul(probability, values[state]?.[p] ?? exact.zero)),
          exact.zero,
        ),
      ),
    ),
    regrets: regrets.map(exact.show),
  }
}

const larger = (a: Rational | undefined, b: Rational): Rational =>
  a === undefined || exact.compare(a, b) < 0 ? b : a
