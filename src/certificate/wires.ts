/** The tables of a certificate, read and found to be tables: what the verifier works on. */
import * as E from 'fp-ts/lib/Either.js'
import type { NodeRecord, PlayRecord, ReceiptRecord } from './certificate.ts'
import { type Fraction, fractionOf, isEqual, one, sum, zero } from './fraction.ts'

/** Values of a wire with their weights; empty where a play that comes here has none. */
export type Draws = readonly (readonly [value: number, weight: Fraction])[]

export interface Wire {
  readonly name: string
  readonly size: number
  readonly parents: readonly number[]
  /** By row; a decision's are those of the profile. */
  readonly draws: readonly Draws[]
  readonly choice: Choice | undefined
}

export interface Choice {
  readonly player: string
  readonly epsilon: Fraction
  readonly menus: readonly (readonly number[])[]
  readonly observed: readonly number[]
  /** By row over `observed`. */
  readonly observing: readonly number[]
  readonly cut: number
}

export type Receipt =
  | { readonly kind: 'pay'; readonly node: number | undefined; readonly amounts: readonly Fraction[] }
  | { readonly kind: 'scale'; readonly factor: Fraction; readonly constant: Fraction }

export interface Wires {
  readonly wires: readonly Wire[]
  readonly accounts: ReadonlyMap<string, readonly Receipt[]>
}

/** The play of a certificate as wires. Errors: what is not as it must be. */
export const wiresOf = ({ nodes, accounts }: PlayRecord): E.Either<string, Wires> => {
  const sizes = nodes.map(sizeOf)
  for (const [id, node] of nodes.entries()) {
    const wrong = wrongWith(node, id, sizes)
    if (wrong !== undefined) return E.left(`${node.name}: ${wrong}`)
  }
  for (const [player, receipts] of Object.entries(accounts))
    if (!receipts.every(receipt => isReceipt(receipt, sizes)))
      return E.left(`what ${player} receives is not well-formed`)
  return E.right({
    wires: nodes.map(wireOf),
    accounts: new Map(
      Object.entries(accounts).map(([player, receipts]) => [player, receipts.map(receiptOf)]),
    ),
  })
}

const sizeOf = (node: NodeRecord): number => (node.kind === 'decision' ? node.actions.length : node.size)

const rowsOver = (parents: readonly number[], sizes: readonly number[]): number =>
  parents.reduce((rows, parent) => rows * (sizes[parent] ?? 0), 1)

const isIndex = (value: number, below: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < below

const wrongWith = (node: NodeRecord, id: number, sizes: readonly number[]): string | undefined => {
  const size = sizeOf(node)
  if (!node.parents.every(parent => isIndex(parent, id))) return 'a parent does not come before it'
  const rows = rowsOver(node.parents, sizes)
  if (node.kind === 'function')
    return node.table.length === rows && node.table.every(value => value === -1 || isIndex(value, size))
      ? undefined
      : 'its table is not one over its parents'
  if (node.rows.length !== rows) return 'its table is not one over its parents'
  if (!node.rows.every(row => isDistribution(row, size))) return 'a row is no distribution'
  if (node.kind === 'chance') return undefined
  const seen = node.observed.every(other => isIndex(other, id)) ? rowsOver(node.observed, sizes) : -1
  if (node.menus.length !== rows || !node.menus.every(menu => menu.every(action => isIndex(action, size))))
    return 'its menus are not those of its rows'
  if (!node.rows.every((row, k) => row.every(([action]) => node.menus[k]?.includes(action) === true)))
    return 'it plays what it may not'
  if (
    node.observing.length !== seen ||
    !node.observing.every(label => isIndex(label, node.observations.length))
  )
    return 'what it observes is not told by what it sees'
  return fractionOf(node.epsilon) === undefined ? 'its epsilon is no fraction' : undefined
}

const isDistribution = (row: readonly (readonly [number, string])[], size: number): boolean => {
  const weights = row.flatMap(([, text]) => fractionOf(text) ?? [])
  return (
    row.length === 0 ||
    (weights.length === row.length &&
      new Set(row.map(([value]) => value)).size === row.length &&
      row.every(([value]) => isIndex(value, size)) &&
      weights.every(({ top }) => top > 0n) &&
      isEqual(sum(weights), one))
  )
}

const isReceipt = (receipt: ReceiptRecord, sizes: readonly number[]): boolean =>
  receipt.kind === 'scale'
    ? fractionOf(receipt.factor) !== undefined && fractionOf(receipt.constant) !== undefined
    : receipt.amounts.every(amount => fractionOf(amount) !== undefined) &&
      (receipt.node === null
        ? receipt.amounts.length === 1
        : isIndex(receipt.node, sizes.length) && receipt.amounts.length === sizes[receipt.node])

const read = (text: string): Fraction => fractionOf(text) ?? zero

const wireOf = (node: NodeRecord): Wire => ({
  name: node.name,
  size: sizeOf(node),
  parents: node.parents,
  draws:
    node.kind === 'function'
      ? node.table.map(value => (value < 0 ? [] : [[value, one] as const]))
      : node.rows.map(row => row.map(([value, weight]) => [value, read(weight)] as const)),
  choice: node.kind === 'decision' ? { ...node, epsilon: read(node.epsilon) } : undefined,
})

const receiptOf = (receipt: ReceiptRecord): Receipt =>
  receipt.kind === 'scale'
    ? { kind: 'scale', factor: read(receipt.factor), constant: read(receipt.constant) }
    : { kind: 'pay', node: receipt.node ?? undefined, amounts: receipt.amounts.map(read) }
