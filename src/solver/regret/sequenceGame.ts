/**
 * A game tree with perfect recall as each player's sequences of own choices and, for each, what the ends of plays pay
 * by the sequences of the others (von Stengel, Efficient computation of behavior strategies, 1996).
 *
 * A player's probability of an end depends on its last own choice alone, so an iteration of counterfactual regret
 * minimization need not walk the tree: it is a product with a sparse matrix, and a pass over information sets.
 */
import * as E from 'fp-ts/lib/Either.js'
import { childrenOf, paidAt } from '../../form/behavior.ts'
import type { ExtensiveForm } from '../../form/extensiveForm.ts'
import { forgotten } from '../../form/recall.ts'
import { double } from '../../markov/double.ts'

/** Why regrets cannot be minimized in a game. */
export interface NotApplicable {
  readonly kind: 'notApplicable'
  readonly reason: string
}

export interface SequenceGame {
  readonly players: readonly SequencePlayer[]
  /** How many information sets the form has. */
  readonly sets: number
}

export interface SequencePlayer {
  /** By own information set, in the order of the form, the one of the form. */
  readonly sets: readonly number[]
  /**
   * Where the sequences of each own set start; sequence 0 is that of no choice, and the last entry is how many there
   * are.
   */
  readonly offsets: Int32Array
  /** By own set, the sequence that leads there. */
  readonly parents: Int32Array
  /** Where the entries of each sequence start. */
  readonly rows: Int32Array
  /** By entry, the combination of the others' sequences; with one other player, its sequence. */
  readonly columns: Int32Array
  /** By entry, probability by chance times payoff. */
  readonly entries: Float64Array
  /** The others' sequences, one after another, of each combination; nothing with one other player. */
  readonly combinations: Int32Array | undefined
}

/** Errors: a player who does not recall what it knew and did. */
export const sequenceGame = (form: ExtensiveForm<number>): E.Either<NotApplicable, SequenceGame> => {
  const lapse = forgotten(form)
  if (lapse !== undefined) {
    const set = form.informationSets[lapse.informationSet]?.label ?? ''
    const reason = `${form.players[lapse.player] ?? ''} forgets at ${set} what it knew or did`
    return E.left({ kind: 'notApplicable', reason })
  }
  const outlines = form.players.map((_, player) => outlineOf(form, player))
  const ends = endsOf(form, outlines)
  const players = outlines.map((outline, player) => ({ ...outline, ...matrixOf(outline, ends, player) }))
  return E.right({ players, sets: form.informationSets.length })
}

type Outline = Pick<SequencePlayer, 'sets' | 'offsets' | 'parents'>

const outlineOf = ({ informationSets }: ExtensiveForm<number>, player: number): Outline => {
  const sets = informationSets.flatMap((set, id) => (set.player === player ? [id] : []))
  const offsets = new Int32Array(sets.length + 1)
  offsets[0] = 1
  for (const [k, set] of sets.entries())
    offsets[k + 1] = (offsets[k] ?? 0) + (informationSets[set]?.actions.length ?? 0)
  return { sets, offsets, parents: new Int32Array(sets.length) }
}

/** The ends of plays that chance allows. */
interface Ends {
  readonly count: number
  readonly players: number
  /** By end and player, one end after another. */
  readonly sequences: Int32Array
  /** By end and player, probability by chance times payoff. */
  readonly worth: Float64Array
}

/** Walks the tree; sets the parents of information sets on the way. */
const endsOf = (form: ExtensiveForm<number>, outlines: readonly Outline[]): Ends => {
  const { nodes, informationSets, draws } = form
  const n = outlines.length
  const places = new Int32Array(informationSets.length)
  for (const { sets } of outlines) for (const [k, set] of sets.entries()) places[set] = k
  const sequence = new Int32Array(nodes.length * n)
  const paid = new Float64Array(nodes.length * n)
  const chance = new Float64Array(nodes.length).fill(1)
  const sequences: number[] = []
  const worth: number[] = []
  for (const [id, node] of nodes.entries()) {
    for (let p = 0; p < n; p++) paid[id * n + p] = (paid[id * n + p] ?? 0) + paidAt(double, form, node, p)
    const here = chance[id] ?? 0
    if (node.kind === 'terminal' && here > 0)
      for (let p = 0; p < n; p++) {
        sequences.push(sequence[id * n + p] ?? 0)
        worth.push(here * (paid[id * n + p] ?? 0))
      }
    const branches = node.kind === 'chance' ? draws[node.draw]?.branches : undefined
    const set = node.kind === 'decision' ? node.informationSet : -1
    const player = informationSets[set]?.player ?? -1
    const outline = outlines[player]
    const place = places[set] ?? 0
    if (outline !== undefined) outline.parents[place] = sequence[id * n + player] ?? 0
    for (const [k, child] of childrenOf(node).entries()) {
      chance[child] = branches === undefined ? here : here * (branches[k]?.probability ?? 0)
      for (let p = 0; p < n; p++) {
        paid[child * n + p] = paid[id * n + p] ?? 0
        sequence[child * n + p] = sequence[id * n + p] ?? 0
      }
      if (outline !== undefined) sequence[child * n + player] = (outline.offsets[place] ?? 0) + k
    }
  }
  return {
    count: sequences.length / n,
    players: n,
    sequences: Int32Array.from(sequences),
    worth: Float64Array.from(worth),
  }
}

type Matrix = Pick<SequencePlayer, 'rows' | 'columns' | 'entries' | 'combinations'>

/** What ends are worth to a player, those of the same sequences together. */
const matrixOf = (outline: Outline, ends: Ends, player: number): Matrix => {
  const { count, players: n, sequences, worth } = ends
  const size = outline.offsets[outline.sets.length] ?? 1
  const columns = columnsOf(ends, player)
  const row = (end: number): number => sequences[end * n + player] ?? 0
  const column = (end: number): number => columns.of[end] ?? 0
  const order = Array.from({ length: count }, (_, end) => end).sort(
    (x, y) => row(x) - row(y) || column(x) - column(y),
  )
  const rows = new Int32Array(size + 1)
  const kept: number[] = []
  const entries: number[] = []
  let before = -1
  for (const end of order) {
    const value = worth[end * n + player] ?? 0
    if (value === 0) continue
    const last = entries.length - 1
    if (before >= 0 && row(before) === row(end) && column(before) === column(end))
      entries[last] = (entries[last] ?? 0) + value
    else {
      kept.push(column(end))
      entries.push(value)
      rows[row(end) + 1] = (rows[row(end) + 1] ?? 0) + 1
    }
    before = end
  }
  for (let s = 0; s < size; s++) rows[s + 1] = (rows[s + 1] ?? 0) + (rows[s] ?? 0)
  return {
    rows,
    columns: Int32Array.from(kept),
    entries: Float64Array.from(entries),
    combinations: columns.combinations,
  }
}

/** By end, the number of the combination of the others' sequences. */
const columnsOf = (
  { count, players: n, sequences }: Ends,
  player: number,
): { readonly of: Int32Array; readonly combinations: Int32Array | undefined } => {
  if (n === 2)
    return {
      of: Int32Array.from({ length: count }, (_, end) => sequences[end * n + 1 - player] ?? 0),
      combinations: undefined,
    }
  const known = new Map<string, number>()
  const combinations: number[] = []
  const of = Int32Array.from({ length: count }, (_, end) => {
    const others = [...sequences.subarray(end * n, (end + 1) * n)].filter((_, p) => p !== player)
    const name = others.join(' ')
    const found = known.get(name)
    if (found !== undefined) return found
    combinations.push(...others)
    known.set(name, known.size)
    return known.size - 1
  })
  return { of, combinations: Int32Array.from(combinations) }
}
