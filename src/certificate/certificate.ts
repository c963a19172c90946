/**
 * The record `coplay/certificate@1`: what was proved of the profiles of a program, with all that is needed to prove it
 * again. Numbers are exact, as text: `"1/3"`.
 */
import * as t from 'io-ts/lib/index.js'

export const certificateSchema = 'coplay/certificate@1'

const count = t.number
const fraction = t.string
const weighted = t.array(t.tuple([count, fraction]))

const wire = { name: t.string, parents: t.array(count) }

/** Rows of a table are numbered row-major over the values of the parents, the last parent fastest. */
const node = t.union([
  /** A wire that others determine: the index of its value, by row; -1 in rows that no play meets. */
  t.type({ kind: t.literal('function'), ...wire, size: count, table: t.array(count) }),
  /** By row, the values that are drawn, and how often. */
  t.type({ kind: t.literal('chance'), ...wire, size: count, rows: t.array(weighted) }),
  t.type({
    kind: t.literal('decision'),
    ...wire,
    player: t.string,
    /** Regret forgiven at this decision. */
    epsilon: fraction,
    actions: t.array(t.string),
    /** By row, the actions there are, and what the profile plays. */
    menus: t.array(t.array(count)),
    rows: t.array(weighted),
    /** The nodes that what is observed is made of, and by row over them which observation it is. */
    observed: t.array(count),
    observing: t.array(count),
    observations: t.array(t.string),
    /** What the player receives from this decision on are its first so many receipts. */
    cut: count,
  }),
])
export type NodeRecord = t.TypeOf<typeof node>

const receipt = t.union([
  /** The amount for each value of the node; one amount where there is no node. */
  t.type({ kind: t.literal('pay'), node: t.union([count, t.null]), amounts: t.array(fraction) }),
  /** What was received before it becomes `factor` times that plus `constant`. */
  t.type({ kind: t.literal('scale'), factor: fraction, constant: fraction }),
])
export type ReceiptRecord = t.TypeOf<typeof receipt>

/** A game under a profile: nodes with parents before children, and what each player receives, the last line first. */
const play = t.type({
  nodes: t.array(node),
  accounts: t.record(t.string, t.array(receipt)),
})
export type PlayRecord = t.TypeOf<typeof play>

const state = t.type({
  /** The decision's place in `nodes`, the observation's in its `observations`. */
  decision: count,
  observation: count,
  probability: fraction,
  /** What is counted: receipts from this decision on, or of the whole play. */
  account: t.keyof({ onward: null, whole: null }),
  payoff: fraction,
  /** The best action, by its place in the decision's `actions`, and what it would bring. */
  best: t.type({ action: count, payoff: fraction }),
})
export type StateClaim = t.TypeOf<typeof state>

/** What one question asked, and the numbers that answer it. */
const claim = t.type({
  line: count,
  question: t.string,
  game: t.string,
  strategy: t.string,
  concept: t.literal('equilibrium'),
  epsilon: fraction,
  holds: t.boolean,
  play,
  payoffs: t.record(t.string, fraction),
  /** The information states that the profile reaches. */
  states: t.array(state),
  /** By player who decides, the most it could get in all. */
  bestReplies: t.record(t.string, fraction),
})
export type Claim = t.TypeOf<typeof claim>

const program = t.type({
  file: t.string,
  /** Every text that the program is made of, with its SHA-256. */
  sources: t.array(t.type({ path: t.string, sha256: t.string })),
  settings: t.array(t.type({ name: t.string, text: t.string })),
})

/** The codec of certificates: decoding says which field is wrong. */
export const certificate = t.type({
  schema: t.literal(certificateSchema),
  program,
  claims: t.array(claim),
  /** SHA-256 of `contentOf` the certificate. */
  digest: t.string,
})
export type Certificate = t.TypeOf<typeof certificate>

/** All of a certificate but its digest, as one text: JSON with the names of every object in order. */
export const contentOf = ({ schema, program, claims }: Omit<Certificate, 'digest'>): string =>
  JSON.stringify(inOrder({ schema, program, claims }))

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, inner]) => [name, inOrder(inner)]),
  )
}
