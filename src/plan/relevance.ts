/** Which nodes of a diagram matter for a question. */
import type { Node } from './diagram.ts'

/**
 * What the values of `targets` depend on, targets included: their ancestors by `readsOf`. All else is barren
 * (Shachter, Evaluating influence diagrams, Operations Research 34, 1986).
 */
export const ancestorsOf = <N>(
  nodes: readonly Node<N>[],
  targets: Iterable<number>,
  readsOf: (node: Node<N>) => readonly number[],
): ReadonlySet<number> => {
  const found = new Set(targets)
  // A set that grows while it is gone through gives what was added, too.
  for (const id of found) {
    const node = nodes[id]
    if (node !== undefined) for (const read of readsOf(node)) found.add(read)
  }
  return found
}

/** A diagram as d-separation sees it: what each node reads, what reads it, and which nodes are functions. */
export interface Dependence {
  readonly reads: readonly (readonly number[])[]
  readonly readers: readonly (readonly number[])[]
  readonly isFunction: readonly boolean[]
}

/** The dependence of the relevant nodes by `readsOf`. */
export const dependenceOf = <N>(
  nodes: readonly Node<N>[],
  relevant: ReadonlySet<number>,
  readsOf: (node: Node<N>) => readonly number[],
): Dependence => {
  const reads = nodes.map(node => (relevant.has(node.id) ? [...new Set(readsOf(node))] : []))
  const readers: number[][] = nodes.map(() => [])
  for (const [id, read] of reads.entries()) for (const one of read) readers[one]?.push(id)
  return { reads, readers, isFunction: nodes.map(({ kind }) => kind === 'function' || kind === 'aggregate') }
}

/** What comes after some nodes, these included. */
export const descendantsOf = ({ readers }: Dependence, starts: Iterable<number>): ReadonlySet<number> => {
  const found = new Set(starts)
  for (const id of found) for (const reader of readers[id] ?? []) found.add(reader)
  return found
}

/**
 * The nodes that may tell something about `targets` to somebody who knows `known`: all others are d-separated from
 * them, in every diagram with these parents. Functions of what is known are known.
 *
 * Shachter, Bayes-ball: the rational pastime, Uncertainty in Artificial Intelligence 14 (1998); functions after Geiger,
 * Verma and Pearl, Identifying independence in Bayesian networks, Networks 20 (1990).
 */
export const connectedTo = (
  dependence: Dependence,
  targets: Iterable<number>,
  known: Iterable<number>,
): ReadonlySet<number> => {
  const given = determined(dependence, known)
  return new Set([...rolled(dependence, targets, known, given)].filter(id => !given.has(id)))
}

/** Which of `known` a player may need who wants to know as much about `targets` as all of them tell. */
export const needed = (
  dependence: Dependence,
  targets: Iterable<number>,
  known: readonly number[],
): ReadonlySet<number> => {
  const visited = rolled(dependence, targets, known, new Set(known))
  return new Set(known.filter(id => visited.has(id)))
}

/** Where the ball comes to that starts at `targets` and is stopped by what is `given`. */
const rolled = (
  dependence: Dependence,
  targets: Iterable<number>,
  known: Iterable<number>,
  given: ReadonlySet<number>,
): ReadonlySet<number> => {
  const telling = ancestorsIn(dependence, known)
  const { reads, readers } = dependence
  /** Visited on the way from a reader, and from what is read. */
  const fromBelow = new Set<number>()
  const fromAbove = new Set<number>()
  const pending: { readonly id: number; readonly isFromBelow: boolean }[] = []
  const visit = (id: number, isFromBelow: boolean): void => {
    const visited = isFromBelow ? fromBelow : fromAbove
    if (visited.has(id)) return
    visited.add(id)
    pending.push({ id, isFromBelow })
  }
  for (const id of targets) visit(id, true)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { id, isFromBelow } = next
    const isKnown = given.has(id)
    const goesUp = isFromBelow ? !isKnown : telling.has(id)
    if (goesUp) for (const read of reads[id] ?? []) visit(read, true)
    if (!isKnown) for (const reader of readers[id] ?? []) visit(reader, false)
  }
  return new Set([...fromBelow, ...fromAbove])
}

/** What is known with `known`: functions of it too. */
const determined = (
  { reads, readers, isFunction }: Dependence,
  known: Iterable<number>,
): ReadonlySet<number> => {
  const given = new Set(known)
  for (const id of given)
    for (const reader of readers[id] ?? [])
      if (isFunction[reader] === true && (reads[reader] ?? []).every(read => given.has(read)))
        given.add(reader)
  return given
}

const ancestorsIn = ({ reads }: Dependence, starts: Iterable<number>): ReadonlySet<number> => {
  const found = new Set(starts)
  for (const id of found) for (const read of reads[id] ?? []) found.add(read)
  return found
}
