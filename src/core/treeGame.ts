/**
 * A game tree as a term of the core: stage by stage the node that the play is at flows forward, those whose turn it is
 * there choose, and at the end everybody is paid what the outcomes on the way add up to.
 *
 * Where a play does not come through a stage its decision is idle; then it observes what the player did last, so that
 * who recalls everything in the tree does so in every stage.
 */
import { childrenOf, paidAt, parentsOf } from '../form/behavior.ts'
import type { ExtensiveForm } from '../form/extensiveForm.ts'
import type { Stage } from '../form/stages.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { bounded } from './builtin.ts'
import { list, tuple, unit } from './construct.ts'
import type { Machine } from './machine.ts'
import type { GameTerm, ListValue, Numeric, RecordValue, Value } from './value.ts'
import { expectText, expectTuple, known as settled } from './view.ts'

/** A tree, and the stages that it is played in. */
export interface StagedTree {
  readonly form: ExtensiveForm<Rational>
  readonly stages: readonly Stage[]
}

/** Game of type `OpenGame () () { outcome : String, history : List String, payoffs : List Real } ()`; sites are `site`. */
export const treeGame = <N extends Numeric>(
  m: Machine<N>,
  { form, stages }: StagedTree,
  site: number,
): GameTerm<N> => {
  m.budget.spend(form.nodes.length)
  const number = ({ numerator, denominator }: Rational): N => m.scalar.fromRatio(numerator, denominator)
  const building: Building<N> = { m, form, site, number, group: {}, pasts: pastsOf(form) }
  const totals = totalsOf(form)
  // Tables have rows for what never comes together, too; so every node has what an end has.
  const nodes = form.nodes.map((_, id) => id)
  const records = new Map(nodes.map(id => [atNode(id), recordOf(building, id, totals[id] ?? [])] as const))
  const start = lens<N>(site, () => atNode(0))
  const end = lens<N>(
    site,
    known(building, x => records.get(expectText(x)) ?? unit),
  )
  const paid = form.players.flatMap((player, k) => {
    const amounts = new Map(nodes.map(id => [atNode(id), totals[id]?.[k] ?? exact.zero] as const))
    const isPaid = [...amounts.values()].some(({ numerator }) => numerator !== 0n)
    return isPaid ? [paying(building, player, amounts)] : []
  })
  const played = stages.map((stage, round) =>
    stage.player === undefined ? drawing(building, stage) : deciding(building, stage, stage.player, round),
  )
  return [...played, ...paid, end].reduce((first, second) => sequence(site, first, second), start)
}

interface Building<N extends Numeric> {
  readonly m: Machine<N>
  readonly form: ExtensiveForm<Rational>
  readonly site: number
  readonly number: (ratio: Rational) => N
  /** What the decisions of one tree have in common. */
  readonly group: object
  /** By player and node, what the player did last on the way there. */
  readonly pasts: readonly (readonly string[])[]
}

/** What flows forward at a node. */
const atNode = (id: number): string => `node ${id}`

const sequence = <N extends Numeric>(site: number, first: GameTerm<N>, second: GameTerm<N>): GameTerm<N> => ({
  site,
  kind: 'sequential',
  first,
  second,
})

/** Nothing comes back but `feedback`. */
const lens = <N extends Numeric>(
  site: number,
  view: (x: Value<N>) => Value<N>,
  feedback: Value<N> = unit,
): GameTerm<N> => ({ site, kind: 'lens', view, update: () => feedback })

const drawing = <N extends Numeric>({ form, site, number }: Building<N>, { nodes }: Stage): GameTerm<N> => {
  const rows = new Map(
    nodes.flatMap(id => {
      const node = form.nodes[id]
      if (node?.kind !== 'chance') return []
      const branches = form.draws[node.draw]?.branches ?? []
      const row = node.children.flatMap((child, k) => {
        const probability = branches[k]?.probability ?? exact.zero
        return probability.numerator === 0n ? [] : [[atNode(child), number(probability)] as const]
      })
      return [[atNode(id), row] as const]
    }),
  )
  const sure = number(exact.one)
  return { site, kind: 'kernel', kernel: x => rows.get(expectText(x)) ?? [[x, sure]] }
}

const deciding = <N extends Numeric>(
  building: Building<N>,
  { nodes }: Stage,
  player: number,
  round: number,
): GameTerm<N> => {
  const { m, form, site, group, pasts } = building
  const seen = new Map<string, string>()
  const menus = new Map<string, ListValue<N>>()
  const after = new Map<string, ReadonlyMap<string, string>>()
  for (const id of nodes) {
    const node = form.nodes[id]
    if (node?.kind !== 'decision') continue
    const { label = '', actions = [] } = form.informationSets[node.informationSet] ?? {}
    seen.set(atNode(id), label)
    menus.set(label, { kind: 'list', items: actions })
    after.set(
      atNode(id),
      new Map(node.children.map((child, a) => [actions[a] ?? '', atNode(child)] as const)),
    )
  }
  const pass: ListValue<N> = { kind: 'list', items: [unit] }
  const actions = (observation: Value<N>): ListValue<N> => menus.get(expectText(observation)) ?? pass
  const past = pasts[player] ?? []
  const mark = unlike([...menus.keys()])
  const others = new Map(form.nodes.map((_, id) => [atNode(id), `${mark}${past[id] ?? ''}`] as const))
  const observed = known<N>(building, x => seen.get(expectText(x)) ?? others.get(expectText(x)) ?? mark)
  const next = known<N>(building, made => {
    const [x = '', action = ''] = expectTuple(made)
    const ways = after.get(expectText(x))
    // Where somebody is asked a row may have no action.
    return ways?.get(textOf(action) ?? '') ?? x
  })
  const decision: GameTerm<N> = {
    site,
    kind: 'decision',
    player: form.players[player] ?? '',
    epsilon: m.scalar.zero,
    actions,
    menu: { kind: 'function', arity: 1, call: ([x = '']) => actions(x) },
    round: { of: group, number: round },
    idle: observation => !menus.has(expectText(observation)),
  }
  return [
    lens<N>(site, x => tuple(x, observed(x))),
    beside(
      site,
      lens<N>(site, x => x),
      decision,
    ),
    // Its player is paid when the play is over.
    lens<N>(site, next, tuple(unit, m.scalar.zero)),
  ].reduce((first, second) => sequence(site, first, second))
}

/** How no label begins. */
const unlike = (labels: readonly string[]): string => {
  let mark = 'not asked '
  while (labels.some(label => label.startsWith(mark))) mark = `(${mark})`
  return mark
}

/** Nothing of what is no text. */
const textOf = <N extends Numeric>(value: Value<N>): string | undefined => {
  const read = settled(value)
  return typeof read === 'string' ? read : undefined
}

/** A function of what the play determines; while a game is traced it is tabulated. */
const known =
  <N extends Numeric>({ m }: Building<N>, f: (x: Value<N>) => Value<N>) =>
  (x: Value<N>): Value<N> =>
    bounded(
      m,
      () => f(x),
      () => ({ code: [f], values: [x] }),
    )

const beside = <N extends Numeric>(site: number, left: GameTerm<N>, right: GameTerm<N>): GameTerm<N> => ({
  site,
  kind: 'parallel',
  left,
  right,
})

const paying = <N extends Numeric>(
  building: Building<N>,
  player: string,
  amounts: ReadonlyMap<string, Rational>,
): GameTerm<N> => {
  const { site, number } = building
  const amount = known<N>(building, x => number(amounts.get(expectText(x)) ?? exact.zero))
  const fan = lens<N>(site, x => tuple(amount(x), x))
  const pay = beside<N>(
    site,
    { site, kind: 'addPayoffs', player },
    lens<N>(site, x => x),
  )
  const on = lens<N>(site, made => expectTuple(made)[1] ?? unit, tuple<N>(unit, unit))
  return sequence(site, sequence(site, fan, pay), on)
}

/** With perfect recall it stands for all that the player knew and did. */
const pastsOf = ({
  players,
  nodes,
  informationSets,
}: ExtensiveForm<unknown>): readonly (readonly string[])[] =>
  players.map((_, player) => {
    const past = nodes.map(() => '')
    for (const [id, node] of nodes.entries())
      for (const [k, child] of childrenOf(node).entries()) {
        const isOwn = node.kind === 'decision' && informationSets[node.informationSet]?.player === player
        past[child] = isOwn ? `${node.informationSet} ${k}` : (past[id] ?? '')
      }
    return past
  })

/** By node what everybody has been paid on the way there. */
const totalsOf = (form: ExtensiveForm<Rational>): readonly (readonly Rational[])[] => {
  const parents = parentsOf(form)
  const totals: (readonly Rational[])[] = []
  for (const [id, node] of form.nodes.entries()) {
    const before = totals[parents[id] ?? -1]
    totals.push(
      form.players.map((_, k) => exact.add(before?.[k] ?? exact.zero, paidAt(exact, form, node, k))),
    )
  }
  return totals
}

/** What is known of a play that has ended. */
const recordOf = <N extends Numeric>(
  { form, number }: Building<N>,
  end: number,
  totals: readonly Rational[],
): RecordValue<N> => {
  const outcome = form.nodes[end]?.outcome
  return {
    kind: 'record',
    fields: {
      outcome: outcome === undefined ? '' : (form.outcomes[outcome]?.label ?? ''),
      history: list<N>(movesBefore(form, end)),
      payoffs: list<N>(totals.map(number)),
    },
  }
}

/** What was drawn and done on the way to a node, the first move first. */
const movesBefore = (form: ExtensiveForm<Rational>, end: number): readonly string[] => {
  const parents = parentsOf(form)
  const moves: string[] = []
  for (let child = end, at = parents[end] ?? -1; at >= 0; child = at, at = parents[at] ?? -1) {
    const node = form.nodes[at]
    if (node === undefined) break
    const k = childrenOf(node).indexOf(child)
    if (node.kind === 'decision') moves.push(form.informationSets[node.informationSet]?.actions[k] ?? '')
    if (node.kind === 'chance') moves.push(form.draws[node.draw]?.branches[k]?.label ?? '')
  }
  return moves.reverse()
}
