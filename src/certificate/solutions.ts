/**
 * The record `coplay/solutions@1`: equilibria that were found, each with the tree of its game and all that is needed to
 * see that it is one. Numbers are exact, as text: `"1/3"`.
 */
import * as t from 'io-ts/lib/index.js'

export const solutionsSchema = 'coplay/solutions@1'

const count = t.number
const fraction = t.string

/** Children come after their parents; the first node is the root. */
const node = t.union([
  /** What everybody gets in all, in the order of the players. */
  t.type({ kind: t.literal('end'), payoffs: t.array(fraction) }),
  t.type({ kind: t.literal('chance'), children: t.array(count), probabilities: t.array(fraction) }),
  t.type({ kind: t.literal('choice'), set: count, children: t.array(count) }),
])
export type SolvedNode = t.TypeOf<typeof node>

const tree = t.type({
  /** The tree of the game, or of the table of its strategies, as everybody chooses one of them. */
  of: t.keyof({ game: null, table: null }),
  players: t.array(t.string),
  /** Where somebody chooses, by player, and knows no more than this. */
  sets: t.array(t.type({ player: count, label: t.string, actions: t.array(t.string) })),
  nodes: t.array(node),
})
export type SolvedTree = t.TypeOf<typeof tree>

const about = {
  game: t.string,
  /** The place in `trees` of the tree that is solved. */
  tree: count,
}

const claim = t.union([
  /** Probabilities of actions by set, what they bring, and the most that anybody could gain. */
  t.type({
    ...about,
    kind: t.literal('profile'),
    concept: t.keyof({ nash: null, pure: null, subgamePerfect: null, dominant: null }),
    profile: t.array(t.array(fraction)),
    payoffs: t.array(fraction),
    regrets: t.array(fraction),
  }),
  /** Bounds of probabilities by set, within which there is an equilibrium with the actions whose upper bound is not zero. */
  t.type({
    ...about,
    kind: t.literal('bounds'),
    concept: t.literal('nash'),
    bounds: t.array(t.array(t.tuple([fraction, fraction]))),
  }),
  /** What is recommended together, an action for each set, and how often. */
  t.type({
    ...about,
    kind: t.literal('recommendations'),
    concept: t.keyof({ correlated: null, coarseCorrelated: null }),
    recommendations: t.array(t.type({ actions: t.array(count), probability: fraction })),
    payoffs: t.array(fraction),
  }),
  /** What the first of two players announces, and the reply: for each reply a proof that the leader gets no more. */
  t.type({
    ...about,
    kind: t.literal('commitment'),
    strategy: t.array(fraction),
    reply: count,
    payoffs: t.array(fraction),
    /** Prices of the other replies, and the bound that they give. */
    proof: t.array(t.type({ prices: t.array(fraction), bound: fraction })),
  }),
  /** An evolutionarily stable strategy of a symmetric game of two, and what it brings against itself. */
  t.type({ ...about, kind: t.literal('stable'), strategy: t.array(fraction), payoff: fraction }),
])
export type SolutionClaim = t.TypeOf<typeof claim>

/** The codec: decoding says which field is wrong. */
export const solutionsCertificate = t.type({
  schema: t.literal(solutionsSchema),
  program: t.type({
    file: t.string,
    sources: t.array(t.type({ path: t.string, sha256: t.string })),
    settings: t.array(t.type({ name: t.string, text: t.string })),
  }),
  trees: t.array(tree),
  solutions: t.array(claim),
  /** SHA-256 of the rest. */
  digest: t.string,
})
export type SolutionsCertificate = t.TypeOf<typeof solutionsCertificate>

/** Profiles without mixing that dominance is compared in. */
export const mostCompared = 200_000

/** All of it but the digest, as one text. */
export const solutionsContent = ({
  schema,
  program,
  trees,
  solutions,
}: Omit<SolutionsCertificate, 'digest'>): string => JSON.stringify([schema, program, trees, solutions])
