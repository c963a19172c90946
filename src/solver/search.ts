/** What is searched for in a game, how, and what is found: the words that methods share. */
import type { BehaviorProfile } from '../form/extensiveForm.ts'
import type { NormalForm } from '../form/normalForm.ts'
import type { FloatSolver } from '../linear/highs.ts'
import type { Budget } from '../markov/budget.ts'
import type { Rational } from '../markov/rational.ts'
import type { Distribution } from './correlated/distribution.ts'
import type { Correlation } from './correlated/obedience.ts'
import type { Elimination } from './elimination.ts'
import type { Guarantee, Improvement } from './improvement.ts'
import type { Interval } from './polynomial/interval.ts'
import type { Commitment } from './stackelberg.ts'

/** What can be searched for. */
export const solvedConcepts = [
  'pure',
  'nash',
  'subgamePerfect',
  'dominant',
  'correlated',
  'coarseCorrelated',
  'bayesCorrelated',
  'extensiveFormCorrelated',
  'communication',
  'mechanism',
  'ess',
  'qre',
  'stackelberg',
  'rationalizable',
] as const
export type SolvedConcept = (typeof solvedConcepts)[number]

/** What is found: strategies of the players, what is recommended to them together, or what is left of what they could do. */
export type Found = FoundProfile | FoundRecommendations | FoundPlays | FoundSurvivors

export interface FoundProfile {
  readonly kind: 'profile'
  readonly profile: BehaviorProfile<Rational>
  /** The set of connected equilibria that it is of, from 1. */
  readonly component?: number
  /** Only near an equilibrium, which is the only one within these bounds, by information set and action. */
  readonly bounds?: readonly (readonly Interval[])[]
  /** A quantal response equilibrium of this precision: nobody is expected to be without regret. */
  readonly precision?: number
  /** What a leader announces and a follower replies: the leader would rather do something else. */
  readonly isCommitment?: boolean
  /** What proves more than that it is an equilibrium. */
  readonly proof?: CommitmentProof | StabilityProof
  /** How it was come to, where that was by improvements. */
  readonly path?: ImprovementPath
  readonly note?: string
}

/** The commitment in a table of two players, the first leading. */
export interface CommitmentProof {
  readonly kind: 'commitment'
  readonly form: NormalForm<Rational>
  readonly commitment: Commitment
}

/** The stable strategy in a symmetric table. */
export interface StabilityProof {
  readonly kind: 'stability'
  readonly form: NormalForm<Rational>
  readonly strategy: readonly Rational[]
  readonly payoff: Rational
}

export interface ImprovementPath {
  /** The table in which strategies are changed. */
  readonly form: NormalForm<Rational>
  readonly guarantee: Guarantee
  readonly improvements: readonly Improvement[]
}

/** The plays that a mediator brings about. */
export interface FoundPlays {
  readonly kind: 'plays'
  readonly players: readonly string[]
  readonly plays: readonly { readonly moves: readonly PlayMove[]; readonly probability: Rational }[]
  /** By player. */
  readonly payoffs: readonly Rational[]
  /** By player, the most that disobeying once brings, weighed by how often it could. */
  readonly regrets: readonly Rational[]
  readonly note: string
  /** What is told to whom, where that proves it. */
  readonly proof?: InformedProof | CommunicationProof
}

/** What deciding players are told to do together, and how often. */
export type Told = readonly { readonly actions: readonly number[]; readonly probability: Rational }[]

/** By state: what is told. */
export interface InformedProof {
  readonly kind: 'informed'
  readonly rule: readonly Told[]
}

/** By the information sets that are reported, of each deciding player one: what is told. */
export interface CommunicationProof {
  readonly kind: 'communication'
  readonly principal: boolean
  readonly rule: readonly { readonly reports: readonly number[]; readonly told: Told }[]
}

export interface PlayMove {
  /** Whose; `chance` for what is drawn. */
  readonly decision: string
  readonly observation: string
  readonly action: string
}

export interface FoundRecommendations {
  readonly kind: 'recommendations'
  /** The table whose strategies are recommended. */
  readonly form: NormalForm<Rational>
  /** By profile of the table, its probability. */
  readonly distribution: Distribution
  readonly correlation: Correlation
  readonly note?: string
}

export interface FoundSurvivors {
  readonly kind: 'survivors'
  /** The table from which strategies are dropped. */
  readonly form: NormalForm<Rational>
  readonly elimination: Elimination
  /** Where one strategy is left to everybody. */
  readonly profile?: BehaviorProfile<Rational>
  readonly note?: string
}

/** What is made as large as possible. */
export type Goal =
  | { readonly kind: 'welfare' }
  | { readonly kind: 'player'; readonly player: string }
  /** What is less risky when it is not known which equilibrium is meant. */
  | { readonly kind: 'risk' }

/** A method under way. */
export interface Search {
  readonly method: Method
  /** Why this one. */
  readonly reason: string
  readonly found: Iterable<Found>
  /** Whether it finds all there are. */
  readonly isComplete: boolean
  /** What else is to be told, known when it is done. */
  readonly notes?: readonly string[]
}

export const methods = [
  'pure',
  'vertices',
  'zeroSum',
  'optimal',
  'backward',
  'dominance',
  'program',
  'stability',
  'polynomial',
  'logit',
  'lemkeHowson',
  'regret',
  'cfr',
  'cfrPlus',
  'discountedCfr',
  'sequences',
  'lemke',
  'commitment',
  'relevance',
  'riskDominance',
  'elimination',
  'weakElimination',
  'bestResponse',
] as const
export type Method = (typeof methods)[number]

export interface Asked {
  readonly concept: SolvedConcept
  /** All of them, instead of one. */
  readonly all: boolean
  readonly method?: Method
  /** Of equilibria of recommendations; welfare where nothing is said. */
  readonly goal?: Goal
}

export interface Means {
  readonly budget: Budget
  /** Doubles as a guide for linear programs. */
  readonly floats: FloatSolver | undefined
}

/** A method that was begun, or why it is none for this game. */
export interface Begun {
  readonly reason: string
  readonly found: Iterable<Found>
  readonly isComplete: boolean
  /** What else is to be told, known when it is done. */
  readonly notes?: readonly string[]
  readonly refusal?: string
}

export const refused = (refusal: string): Begun => ({ reason: '', found: [], isComplete: false, refusal })
