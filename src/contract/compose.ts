/**
 * The contract of a composite from those of its parts: an affine preimage and an intersection.
 *
 * For `first` then `second`, what follows an output `y` of `first` is what `second` makes of it, on average over its
 * own play: an affine function of what follows `second`. Putting that in the place of the columns of `first` gives
 * rows over the boundary of the whole; the rows of `second` are so already, with what `first` puts out as prior.
 * Side by side, each is hidden from the other, and what returns to the right passes the ledger on to the left.
 */
import { exact, type Rational } from '../markov/rational.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Coverage } from '../region/inequality.ts'
import { type Component, identityOf, pairIn, playersIn } from './component.ts'
import { type Column, type Contract, type Linear, substituted } from './contract.ts'
import { derived, outputsOf, type Seen, type Setting, type Shown, shownAt, unknownAfter } from './derive.ts'

/** The contract of one component as it was made, before it was composed. */
export interface Piece {
  readonly component: Component
  readonly contract: Contract
  readonly coverage: readonly Coverage[]
  /** Whether it was made now, and not found in the store. */
  readonly isNew: boolean
}

/** Contracts by what they depend on: the component, its strategy, the prior. */
export type Store = Map<string, Pick<Piece, 'contract' | 'coverage'>>

export interface Composed {
  /** Over the boundary of the whole. */
  readonly contract: Contract
  /** In play order. */
  readonly pieces: readonly Piece[]
}

/**
 * The contract of a component, given what may come in, and what may be known beside.
 *
 * A composite in both of whose parts one player decides is taken as one component: changes at several decisions of
 * a player are no matter of one part. Errors: as `derived`.
 */
export const contractOf = (
  setting: Setting,
  component: Component,
  prior: Weighted<Rational, Seen>,
  store: Store = new Map(),
): Composed => {
  if (component.kind === 'sequential' && isApart(component.first, component.second))
    return inSequence(setting, component, prior, store)
  if (component.kind === 'parallel' && isApart(component.left, component.right))
    return sideBySide(setting, component, prior, store)
  const key = structuralKey([identityOf(component), prior])
  const known = store.get(key)
  const piece = known ?? derived(setting, component, prior)
  store.set(key, piece)
  return { contract: piece.contract, pieces: [{ component, ...piece, isNew: known === undefined }] }
}

const isApart = (a: Component, b: Component): boolean => {
  const players = playersIn(b)
  return ![...playersIn(a)].some(player => players.has(player))
}

const joined = (
  first: Composed,
  firstContract: Contract,
  second: Composed,
  secondContract: Contract,
): Composed => ({
  contract: { rows: [...firstContract.rows, ...secondContract.rows] },
  pieces: [...first.pieces, ...second.pieces],
})

const inSequence = (
  setting: Setting,
  { first, second, returns }: Component & { readonly kind: 'sequential' },
  prior: Weighted<Rational, Seen>,
  store: Store,
): Composed => {
  const before = contractOf(setting, first, prior, store)
  const between = outputsOf(setting, first, prior, (hidden, y): Seen => [hidden, y])
  const after = contractOf(setting, second, between, store)
  const shown = remembered((hidden, y) =>
    shownAt(
      setting,
      second,
      y,
      unknownAfter(v => [hidden, v], returns, setting.players),
    ),
  )
  const through = substituted(before.contract, ({ hidden, output, what }) => shown(hidden, output)(what))
  return joined(before, through, after, after.contract)
}

const sideBySide = (
  setting: Setting,
  { left, right, returns }: Component & { readonly kind: 'parallel' },
  prior: Weighted<Rational, Seen>,
  store: Store,
): Composed => {
  const leftPrior = prior.map(([[hidden, inputs], p]) => {
    const [x1, x2] = pairIn(inputs)
    return [[[hidden, x2], x1], p] as const
  })
  const onLeft = contractOf(setting, left, leftPrior, store)
  const rightPrior = outputsOf(setting, left, leftPrior, (around, y1): Seen => {
    const [hidden, x2] = pairIn(around)
    return [[hidden, y1], x2]
  })
  const onRight = contractOf(setting, right, rightPrior, store)
  const shown = remembered((around, y1): Shown => {
    const [hidden, x2] = pairIn(around)
    const after = unknownAfter(y2 => [hidden, [y1, y2]], returns, setting.players)
    const later = shownAt(setting, right, x2, (columns, y2) => {
      const { returned, ledger } = after(columns, y2)
      return { returned: pairIn(returned)[1], ledger }
    })
    const outputs = outputsOf(setting, right, [[[null, x2], exact.one]], (_, y2) => y2)
    return what => (what.kind === 'later' ? later(what) : onAverage(outputs, hidden, y1, what.leaf))
  })
  const through = substituted(onLeft.contract, ({ hidden, output, what }) => shown(hidden, output)(what))
  const beyond = substituted(onRight.contract, ({ hidden: around, output: y2, what }) => {
    const [hidden, y1] = pairIn(around)
    const inPair = what.kind === 'returned' ? { ...what, leaf: `1${what.leaf}` } : what
    return only({ hidden, output: [y1, y2], what: inPair })
  })
  return joined(onLeft, through, onRight, beyond)
}

/** What returns to the left, whatever the right puts out. */
const onAverage = (
  outputs: Weighted<Rational, unknown>,
  hidden: unknown,
  y1: unknown,
  leaf: string,
): Linear => ({
  constant: exact.zero,
  terms: outputs.map(([y2, factor]) => ({
    column: { hidden, output: [y1, y2], what: { kind: 'returned', leaf: `0${leaf}` } },
    factor,
  })),
})

const only = (column: Column): Linear => ({
  constant: exact.zero,
  terms: [{ column, factor: exact.one }],
})

/** A function of two values that is computed once for each pair. */
const remembered = <A>(
  f: (hidden: unknown, output: unknown) => A,
): ((hidden: unknown, output: unknown) => A) => {
  const known = new Map<string, A>()
  return (hidden, output) => {
    const key = structuralKey([hidden, output])
    const found = known.get(key) ?? f(hidden, output)
    known.set(key, found)
    return found
  }
}
