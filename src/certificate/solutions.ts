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

/** Where somebody chooses, by player, and knows no more than this. */
const sets = t.array(t.type({ player: count, label: t.string, actions: t.array(t.string) }))

const tree = t.type({
  /** The tree of the game, or of the table of its strategies, as everybody chooses one of them. */
  of: t.keyof({ game: null, table: null }),
  players: t.array(t.string),
  sets,
  nodes: t.array(node),
})
export type SolvedTree = t.TypeOf<typeof tree>

/** A game without end: a stage for each state, whose ends pay what is received in it and lead to the next. */
const endlessGame = t.type({
  players: t.array(t.string),
  stages: t.array(
    t.type({
      sets,
      nodes: t.array(node),
      /** By end, in the order of the nodes: the next state, and what its value counts for, by player. */
      ends: t.array(t.type({ next: count, weights: t.array(fraction) })),
    }),
  ),
  start: t.array(t.type({ state: count, probability: fraction })),
})
export type EndlessGame = t.TypeOf<typeof endlessGame>

const about = {
  game: t.string,
  /** The place in `trees` of the tree that is solved. */
  tree: count,
}

/** What deciding players are told to do together, an action for each, and how often. */
const told = t.array(t.type({ actions: t.array(count), probability: fraction }))

const claim = t.union([
  /** Probabilities of actions by set, what they bring, and the most that anybody could gain: nothing unless it is `near`. */
  t.type({
    ...about,
    kind: t.literal('profile'),
    concept: t.keyof({ nash: null, pure: null, subgamePerfect: null, dominant: null, near: null }),
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
  /** What a mediator tells who knows what chance did: by each thing that it can do, in the order of the nodes. */
  t.type({ ...about, kind: t.literal('informed'), rule: t.array(told), payoffs: t.array(fraction) }),
  /** What a mediator tells who hears from each deciding player in which set it is; a principal, the first player, is bound. */
  t.type({
    ...about,
    kind: t.literal('communication'),
    principal: t.boolean,
    rule: t.array(t.type({ reports: t.array(count), told })),
    payoffs: t.array(fraction),
  }),
])
export type SolutionClaim = t.TypeOf<typeof claim>

/** What everybody does in each state of a game without end, whatever went before. */
const stationaryClaim = t.type({
  game: t.string,
  /** The place of the game among those without end. */
  place: count,
  /** An equilibrium, or one up to the regrets. */
  concept: t.keyof({ equilibrium: null, near: null }),
  /** Probabilities of actions by state and set. */
  profile: t.array(t.array(t.array(fraction))),
  /** What everybody gets from each state on, or nearly, by state and player. */
  values: t.array(t.array(fraction)),
  /** By player from the start, of these values. */
  payoffs: t.array(fraction),
  /** By player, what it could gain at most, from any state. */
  regrets: t.array(fraction),
})
export type StationaryClaim = t.TypeOf<typeof stationaryClaim>

/** The codec: decoding says which field is wrong. */
export const solutionsCertificate = t.intersection([
  t.type({
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
  }),
  t.partial({ endless: t.type({ games: t.array(endlessGame), solutions: t.array(stationaryClaim) }) }),
])
export type SolutionsCertificate = t.TypeOf<typeof solutionsCertificate>

/** Profiles without mixing that dominance is compared in. */
export const mostCompared = 200_000

/** All of it but the digest, as one text. */
export const solutionsContent = ({
  schema,
  program,
  trees,
  solutions,
  endless,
}: Omit<SolutionsCertificate, 'digest'>): string =>
  JSON.stringify([schema, program, trees, solutions, ...(endless === undefined ? [] : [endless])])
