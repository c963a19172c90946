/** What a program comes to for every value of the wires that it must know. */
import { Undetermined } from '../core/wire.ts'

/** A decision tree over wires; `branches` are in the order of the values of the wire. */
export type Forked<A> =
  | { readonly kind: 'value'; readonly value: A }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'fork'; readonly wire: number; readonly branches: readonly Forked<A>[] }

/** What forking needs of the tracer. */
export interface Forking {
  readonly size: (wire: number) => number
  /** Runs with the wire set to its value of this index. */
  readonly given: <A>(wire: number, index: number, run: () => A) => A
  /** Told of a fork before it is gone into, and after. */
  readonly enter: (size: number) => void
  readonly leave: (size: number) => void
  /** Whether the exception is the program's failure for these values, and not the end of all. */
  readonly isFailure: (error: unknown) => boolean
}

/** Runs `run` as often as it takes to know what it comes to. */
export const forked = <A>(forking: Forking, run: () => A): Forked<A> => {
  try {
    return { kind: 'value', value: run() }
  } catch (error) {
    if (error instanceof Undetermined) return branching(forking, error.wire, run)
    if (forking.isFailure(error)) return { kind: 'failed', error }
    throw error
  }
}

/** `forked` of what is known to need the wire. */
export const branching = <A>(forking: Forking, wire: number, run: () => A): Forked<A> => {
  const size = forking.size(wire)
  forking.enter(size)
  const branches = Array.from({ length: size }, (_, index) =>
    forking.given(wire, index, () => forked(forking, run)),
  )
  forking.leave(size)
  return { kind: 'fork', wire, branches }
}

/** The wires that a tree asks for, in order of appearance. */
export const wiresOf = <A>(tree: Forked<A>): readonly number[] => {
  const wires = new Set<number>()
  const visit = (node: Forked<A>): void => {
    if (node.kind !== 'fork') return
    wires.add(node.wire)
    for (const branch of node.branches) visit(branch)
  }
  visit(tree)
  return [...wires]
}

export type Leaf<A> = Exclude<Forked<A>, { kind: 'fork' }>

/** What the tree comes to when the wires have these values. */
export const leafAt = <A>(tree: Forked<A>, wires: readonly number[], indices: readonly number[]): Leaf<A> => {
  let node = tree
  while (node.kind === 'fork') {
    const next = node.branches[indices[wires.indexOf(node.wire)] ?? 0]
    if (next === undefined) throw new RangeError('a fork has a branch for every value')
    node = next
  }
  return node
}

/** The tree with every value replaced. */
export const mapForked = <A, B>(tree: Forked<A>, change: (a: A) => B): Forked<B> => {
  switch (tree.kind) {
    case 'value':
      return { kind: 'value', value: change(tree.value) }
    case 'failed':
      return tree
    case 'fork':
      return { ...tree, branches: tree.branches.map(branch => mapForked(branch, change)) }
  }
}

/** The tree with values replaced by trees, where there is one for them. */
export const grafted = <A>(tree: Forked<A>, change: (a: A) => Forked<A> | undefined): Forked<A> => {
  switch (tree.kind) {
    case 'value':
      return change(tree.value) ?? tree
    case 'failed':
      return tree
    case 'fork':
      return { ...tree, branches: tree.branches.map(branch => grafted(branch, change)) }
  }
}

/** The values of a tree, in order, failures left out. */
export const valuesIn = <A>(tree: Forked<A>): readonly A[] => {
  switch (tree.kind) {
    case 'value':
      return [tree.value]
    case 'failed':
      return []
    case 'fork':
      return tree.branches.flatMap(valuesIn)
  }
}

export const canFail = <A>(tree: Forked<A>): boolean =>
  tree.kind === 'failed' || (tree.kind === 'fork' && tree.branches.some(canFail))

/** What the first failing case of a tree fails with. */
export const failureIn = <A>(tree: Forked<A>): unknown => {
  switch (tree.kind) {
    case 'value':
      return undefined
    case 'failed':
      return tree.error
    case 'fork': {
      for (const branch of tree.branches) if (canFail(branch)) return failureIn(branch)
      return undefined
    }
  }
}
