import type { ExtensiveForm, InformationSet } from '../form/extensiveForm.ts'
import type { Rational } from '../markov/rational.ts'
import type { GameTables } from '../markovGame/tables.ts'
import type { Found, SolvedConcept } from '../solver/search.ts'

/** Solutions as they were found, for who wants to prove them again. */
export type Evidence = TreeEvidence | EndlessEvidence

export interface TreeEvidence {
  readonly kind: 'tree'
  readonly game: string
  readonly concept: SolvedConcept
  readonly tree: ExtensiveForm<Rational>
  readonly found: readonly Found[]
}

/** Of a game without end. */
export interface EndlessEvidence {
  readonly kind: 'endless'
  readonly game: string
  readonly tables: Omit<GameTables<Rational>, 'places'>
  /** What players may know when they decide, as reports tell it. */
  readonly places: readonly InformationSet[]
  readonly found: readonly {
    /** By place. */
    readonly profile: readonly (readonly Rational[])[]
    /** By player and state. */
    readonly values: readonly (readonly Rational[])[]
  }[]
}
