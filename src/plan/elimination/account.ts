/**
 * Where in a trellis the receipts of an account come in.
 *
 * Coplay receives from the last layer to the first, but a payment may be known earlier or later than its turn. A
 * payment comes in on the layer on which its node becomes known; a scale is applied just before all that is not
 * scaled by it has come in, and scales explicitly what is scaled but comes in before that. So the value at a layer is in
 * the units of the decision there, as long as the order of coplay is that of play, and small discounts do not pile up.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Receipt } from '../diagram.ts'

/** What each value of a node brings. */
export interface Term<N> {
  readonly node: number
  readonly amounts: readonly N[]
}

/** What comes in on each layer, and what all that comes in later is multiplied by there (nothing: one). */
export interface Layered<N> {
  readonly terms: readonly (readonly Term<N>[])[]
  readonly factors: readonly (N | undefined)[]
}

/** How `ActionValue` follows from the values of a pass at a decision. */
export type Counting<N> =
  /** Onward receipts are `factor * later + constant`; earlier ones are those on the way there and `earlier`. */
  | {
      readonly kind: 'apart'
      readonly factor: N
      readonly constant: N
      /** What onward receipts are multiplied by in the total. */
      readonly share: N
      readonly earlier: N
      /** What counts onward but is received before, and what does not but is received after, in onward units. */
      readonly sooner: Stretch<N> | undefined
      readonly postponed: Stretch<N> | undefined
    }
  /** What is received after need not count onward, and there is a scale between. */
  | { readonly kind: 'mixed' }

/** Some payments, and the first and last layer on which they come in. */
export interface Stretch<N> {
  readonly layered: Layered<N>
  readonly from: number
  readonly to: number
}

export interface Account<N> {
  /** In the units of each layer. */
  readonly later: Layered<N>
  /** In the units of the total. */
  readonly before: Layered<N>
  /** The total is `factor * later + constant` at the first layer. */
  readonly factor: N
  readonly constant: N
  /** How much of the total a unit at a layer is. */
  readonly unit: (layer: number) => N
  /** Whether more at a layer is more in total: the sign of `unit`, which may be too small for a double. */
  readonly sign: (layer: number) => -1 | 0 | 1
  /** How much of the total a unit is that is counted onward at a cut. */
  readonly shareAt: (cut: number) => N
  readonly countingAt: (layer: number, cut: number) => Counting<N>
}

/** A payment or a scale with the layer on which it counts. */
interface Entry<N> {
  readonly receipt: Receipt<N>
  readonly layer: number
}

export const accountOn = <N>(
  scalar: Scalar<N>,
  receipts: readonly Receipt<N>[],
  layerOf: ReadonlyMap<number, number>,
  layers: number,
): Account<N> => {
  const entries = placed(receipts, layerOf)
  const constants = prefixConstants(scalar, receipts)
  const { shares, tails } = suffixes(scalar, receipts)
  const { least, most, last } = payments(entries)
  const factors = factorsOf(scalar, entries, layers)
  const { units, signs } = unitsOf(scalar, entries, factors)
  const untaken = (cut: number) => scaleBetween(scalar, receipts, (last[cut] ?? -1) + 1, cut)
  return {
    later: { terms: laterTerms(scalar, entries, layers), factors },
    before: { terms: termsOn(scalar, entries, layers, at => shares[at + 1] ?? scalar.one), factors: [] },
    factor: untaken(receipts.length),
    constant: constants[receipts.length] ?? scalar.zero,
    unit: layer => units[layer] ?? scalar.one,
    sign: layer => signs[layer] ?? 1,
    shareAt: cut => shares[Math.min(cut, receipts.length)] ?? scalar.one,
    countingAt: (layer, cut) => {
      const to = Math.min(cut, receipts.length)
      const postponed = postponedAt(entries, most, to, layer)
      const end = 1 + (postponed.at(-1) ?? to - 1)
      if (receipts.slice(to, end).some(({ kind }) => kind === 'scale')) return { kind: 'mixed' }
      return {
        kind: 'apart',
        factor: scaleBetween(scalar, receipts, lastAfter(entries, Math.max(end, to), layer) + 1, to),
        constant: constants[to] ?? scalar.zero,
        share: shares[to] ?? scalar.one,
        earlier: tails[to] ?? scalar.zero,
        sooner: stretchOf(scalar, entries, soonerAt(entries, least, to, layer), to),
        postponed: stretchOf(scalar, entries, postponed, to),
      }
    },
  }
}

/** The last payment before a cut that comes in on a layer or after it; -1 for none. */
const lastAfter = <N>(entries: readonly Entry<N>[], cut: number, layer: number): number => {
  for (let at = cut - 1; at >= 0; at--)
    if (isPaid(entries[at]) && (entries[at]?.layer ?? -1) >= layer) return at
  return -1
}

/** The payments before a cut that come in before a layer, in order. */
const soonerAt = <N>(
  entries: readonly Entry<N>[],
  least: readonly number[],
  cut: number,
  layer: number,
): readonly number[] => {
  const found: number[] = []
  for (let at = cut - 1; at >= 0 && (least[at + 1] ?? layer) < layer; at--)
    if (isPaid(entries[at]) && (entries[at]?.layer ?? layer) < layer) found.push(at)
  return found.reverse()
}

/** The payments from a cut on that come in on a layer or after it, in order. */
const postponedAt = <N>(
  entries: readonly Entry<N>[],
  most: readonly number[],
  cut: number,
  layer: number,
): readonly number[] => {
  const found: number[] = []
  for (let at = cut; at < entries.length && (most[at] ?? -1) >= layer; at++)
    if (isPaid(entries[at]) && (entries[at]?.layer ?? -1) >= layer) found.push(at)
  return found
}

const isPaid = <N>(entry: Entry<N> | undefined): boolean =>
  entry?.receipt.kind === 'pay' && entry.receipt.node !== undefined

/** Some payments in the units of a cut, to which all scales between apply. */
const stretchOf = <N>(
  scalar: Scalar<N>,
  entries: readonly Entry<N>[],
  payments: readonly number[],
  cut: number,
): Stretch<N> | undefined => {
  if (payments.length === 0) return undefined
  const terms: (readonly Term<N>[])[] = []
  for (const at of payments) {
    const entry = entries[at]
    if (entry?.receipt.kind !== 'pay' || entry.receipt.node === undefined) continue
    let { amounts } = entry.receipt
    for (let later = at + 1; later < cut; later++) {
      const receipt = entries[later]?.receipt
      if (receipt?.kind === 'scale') amounts = amounts.map(amount => scalar.mul(receipt.factor, amount))
    }
    terms[entry.layer] = [...(terms[entry.layer] ?? []), { node: entry.receipt.node, amounts }]
  }
  const layers = payments.map(at => entries[at]?.layer ?? 0)
  return { layered: { terms, factors: [] }, from: Math.min(...layers), to: Math.max(...layers) }
}

/** What an account comes to, all in one unit: no scale is left, and its constant is told apart. */
export const flatAccount = <N>(
  scalar: Scalar<N>,
  receipts: readonly Receipt<N>[],
  layerOf: ReadonlyMap<number, number>,
  layers: number,
): { readonly layered: Layered<N>; readonly constant: N } => {
  const { shares } = suffixes(scalar, receipts)
  const share = (at: number) => shares[at + 1] ?? scalar.one
  return {
    layered: { terms: termsOn(scalar, placed(receipts, layerOf), layers, share), factors: [] },
    constant: prefixConstants(scalar, receipts)[receipts.length] ?? scalar.zero,
  }
}

/** A scale counts where the last of what it does not scale comes in; -1 where it scales everything. */
const placed = <N>(
  receipts: readonly Receipt<N>[],
  layerOf: ReadonlyMap<number, number>,
): readonly Entry<N>[] => {
  const entries: Entry<N>[] = []
  let latest = -1
  for (const receipt of [...receipts].reverse()) {
    const paidOn =
      receipt.kind === 'scale' || receipt.node === undefined ? -1 : (layerOf.get(receipt.node) ?? -1)
    entries.push({ receipt, layer: receipt.kind === 'scale' ? latest : paidOn })
    latest = Math.max(latest, paidOn)
  }
  return entries.reverse()
}

/** By cut, what the constants before it come to. */
const prefixConstants = <N>(scalar: Scalar<N>, receipts: readonly Receipt<N>[]): readonly N[] => {
  const constants = [scalar.zero]
  let constant = scalar.zero
  for (const receipt of receipts) {
    if (receipt.kind === 'scale')
      constant = scalar.add(scalar.mul(receipt.factor, constant), receipt.constant)
    else if (receipt.node === undefined) constant = scalar.add(constant, receipt.amounts[0] ?? scalar.zero)
    constants.push(constant)
  }
  return constants
}

/** By cut, what a unit received before it comes to in the end, and what the constants from it on do. */
const suffixes = <N>(
  scalar: Scalar<N>,
  receipts: readonly Receipt<N>[],
): { readonly shares: readonly N[]; readonly tails: readonly N[] } => {
  const shares: N[] = new Array<N>(receipts.length + 1).fill(scalar.one)
  const tails: N[] = new Array<N>(receipts.length + 1).fill(scalar.zero)
  for (let at = receipts.length - 1; at >= 0; at--) {
    const receipt = receipts[at]
    const share = shares[at + 1] ?? scalar.one
    const tail = tails[at + 1] ?? scalar.zero
    if (receipt?.kind === 'scale') {
      shares[at] = scalar.mul(share, receipt.factor)
      tails[at] = scalar.add(tail, scalar.mul(share, receipt.constant))
      continue
    }
    const constant = receipt?.node === undefined ? (receipt?.amounts[0] ?? scalar.zero) : scalar.zero
    shares[at] = share
    tails[at] = scalar.add(tail, scalar.mul(share, constant))
  }
  return { shares, tails }
}

/**
 * By cut, the first layer on which a payment before it comes in, the last on which one from it on does, and which
 * payment is the last before it.
 */
const payments = <N>(entries: readonly Entry<N>[]) => {
  const least = [Number.POSITIVE_INFINITY]
  const last = [-1]
  for (const [at, { receipt, layer }] of entries.entries()) {
    const pays = receipt.kind === 'pay' && receipt.node !== undefined
    least.push(pays ? Math.min(least[at] ?? layer, layer) : (least[at] ?? layer))
    last.push(pays ? at : (last[at] ?? -1))
  }
  const most = new Array<number>(entries.length + 1).fill(-1)
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at]
    const pays = entry?.receipt.kind === 'pay' && entry.receipt.node !== undefined
    most[at] = Math.max(most[at + 1] ?? -1, pays ? entry.layer : -1)
  }
  return { least, most, last }
}

/** The product of the scales from one receipt to before another. */
const scaleBetween = <N>(scalar: Scalar<N>, receipts: readonly Receipt<N>[], from: number, to: number): N => {
  let product = scalar.one
  for (let at = from; at < to; at++) {
    const receipt = receipts[at]
    if (receipt?.kind === 'scale') product = scalar.mul(product, receipt.factor)
  }
  return product
}

/** By layer, what the scales that count there make of later receipts. */
const factorsOf = <N>(
  scalar: Scalar<N>,
  entries: readonly Entry<N>[],
  layers: number,
): readonly (N | undefined)[] => {
  const factors = new Array<N | undefined>(layers).fill(undefined)
  for (const { receipt, layer } of entries) {
    if (receipt.kind !== 'scale' || layer < 0) continue
    const factor = factors[layer]
    factors[layer] = factor === undefined ? receipt.factor : scalar.mul(factor, receipt.factor)
  }
  return factors
}

/** By layer, the product of the scales that count before it and of those that count nowhere, and its sign. */
const unitsOf = <N>(
  scalar: Scalar<N>,
  entries: readonly Entry<N>[],
  factors: readonly (N | undefined)[],
): { readonly units: readonly N[]; readonly signs: readonly (-1 | 0 | 1)[] } => {
  const outside = entries.filter(({ receipt, layer }) => receipt.kind === 'scale' && layer < 0)
  let unit = scaleBetween(
    scalar,
    outside.map(({ receipt }) => receipt),
    0,
    outside.length,
  )
  let sign = signOf(scalar, unit)
  const units: N[] = []
  const signs: (-1 | 0 | 1)[] = []
  for (const factor of factors) {
    units.push(unit)
    signs.push(sign)
    if (factor === undefined) continue
    unit = scalar.mul(unit, factor)
    const turned = sign * signOf(scalar, factor)
    sign = turned > 0 ? 1 : turned < 0 ? -1 : 0
  }
  return { units, signs }
}

const signOf = <N>(scalar: Scalar<N>, n: N): -1 | 0 | 1 => scalar.compare(n, scalar.zero)

/** Payments in the units of their layers: scaled by what has counted when they come in. */
const laterTerms = <N>(
  scalar: Scalar<N>,
  entries: readonly Entry<N>[],
  layers: number,
): readonly (readonly Term<N>[])[] =>
  termsOn(scalar, entries, layers, at => {
    const layer = entries[at]?.layer ?? -1
    let share = scalar.one
    // Scales count on earlier and earlier layers.
    for (let later = at + 1; later < entries.length; later++) {
      const entry = entries[later]
      if (entry?.receipt.kind !== 'scale') continue
      if (entry.layer < layer) break
      share = scalar.mul(share, entry.receipt.factor)
    }
    return share
  })

/** The payments on each layer, each by its share; those of one node are one. */
const termsOn = <N>(
  scalar: Scalar<N>,
  entries: readonly Entry<N>[],
  layers: number,
  shareOf: (at: number) => N,
): readonly (readonly Term<N>[])[] => {
  const byLayer = Array.from({ length: layers }, (): Map<number, readonly N[]> => new Map())
  for (const [at, { receipt, layer }] of entries.entries()) {
    if (receipt.kind !== 'pay' || receipt.node === undefined) continue
    const share = shareOf(at)
    const amounts =
      share === scalar.one ? receipt.amounts : receipt.amounts.map(amount => scalar.mul(share, amount))
    const terms = byLayer[layer]
    const known = terms?.get(receipt.node)
    terms?.set(
      receipt.node,
      known?.map((amount, value) => scalar.add(amount, amounts[value] ?? scalar.zero)) ?? amounts,
    )
  }
  return byLayer.map(terms => [...terms].map(([node, amounts]) => ({ node, amounts })))
}
