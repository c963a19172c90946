/** Extensive forms at random: chance, information sets that may forget, payoffs at any node. */
import * as fc from 'fast-check'
import type {
  Draw,
  ExtensiveForm,
  ExtensiveNode,
  InformationSet,
  Outcome,
} from '../../src/form/extensiveForm.ts'
import { exact, integer, type Rational, rational } from '../../src/markov/rational.ts'

export interface FormShape {
  readonly players: number
  readonly depth: number
  /** Whether nodes may share an information set; else everybody knows all that has happened. */
  readonly isImperfect: boolean
  /** Whether payoffs may stand at inner nodes. */
  readonly paysInside: boolean
}

/** A form drawn from numbers: each choice takes the next one. */
export const extensiveForms = (shape: FormShape): fc.Arbitrary<ExtensiveForm<Rational>> =>
  fc.array(fc.nat(1_000), { minLength: 300, maxLength: 300 }).map(numbers => grown(shape, numbers))

const grown = (
  { players, depth, isImperfect, paysInside }: FormShape,
  numbers: readonly number[],
): ExtensiveForm<Rational> => {
  let at = 0
  const next = (bound: number): number => (numbers[at++ % numbers.length] ?? 0) % bound
  const sets: (InformationSet & { readonly level: number })[] = []
  const draws: Draw<Rational>[] = []
  const outcomes: Outcome<Rational>[] = []
  const nodes: ExtensiveNode[] = []
  const outcomeAt = (): number | undefined => {
    if (outcomes.length > 0 && next(4) === 0) return next(outcomes.length)
    const payoffs = Array.from({ length: players }, () => integer(BigInt(next(7) - 3)))
    return outcomes.push({ label: `o${outcomes.length}`, payoffs }) - 1
  }
  const setAt = (level: number): number => {
    const known = sets.flatMap((set, place) => (set.level === level ? [place] : []))
    if (isImperfect && known.length > 0 && next(2) === 0) return known[next(known.length)] ?? 0
    const player = next(players)
    const actions = Array.from({ length: 2 + next(2) }, (_, k) => `a${k}`)
    return sets.push({ player, label: `s${sets.length}`, actions, level }) - 1
  }
  const drawAt = (): number => {
    const weights = Array.from({ length: 2 + next(2) }, () => 1 + next(4))
    const total = weights.reduce((a, b) => a + b, 0)
    const branches = weights.map((weight, k) => ({
      label: `b${k}`,
      probability: rational(BigInt(weight), BigInt(total)),
    }))
    return draws.push({ label: `d${draws.length}`, branches }) - 1
  }
  const grow = (level: number): number => {
    const id = nodes.length
    nodes.push({ kind: 'terminal', label: '', outcome: undefined })
    const label = next(3) === 0 ? `n"${id}` : ''
    const kind = level >= depth ? 0 : next(8)
    if (kind === 0) nodes[id] = { kind: 'terminal', label, outcome: outcomeAt() }
    else if (kind === 1) {
      const draw = drawAt()
      const outcome = paysInside && next(3) === 0 ? outcomeAt() : undefined
      const children = (draws[draw]?.branches ?? []).map(() => grow(level + 1))
      nodes[id] = { kind: 'chance', label, outcome, draw, children }
    } else {
      const informationSet = setAt(level)
      const outcome = paysInside && next(3) === 0 ? outcomeAt() : undefined
      const children = (sets[informationSet]?.actions ?? []).map(() => grow(level + 1))
      nodes[id] = { kind: 'decision', label, outcome, informationSet, children }
    }
    return id
  }
  grow(0)
  return {
    title: 'at random "quoted"',
    comment: 'as numbers fall',
    players: Array.from({ length: players }, (_, k) => `p${k + 1}`),
    informationSets: sets.map(({ level: _, ...set }) => set),
    draws,
    outcomes,
    nodes,
  }
}

/** The same probability for all actions everywhere. */
export const evenProfile = ({ informationSets }: ExtensiveForm<unknown>): readonly (readonly Rational[])[] =>
  informationSets.map(({ actions }) => actions.map(() => exact.fromRatio(1n, BigInt(actions.length))))
