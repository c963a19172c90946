/** The properties of a strategy profile that a question can name. */
export type Concept =
  | 'equilibrium'
  | 'subgamePerfect'
  | 'dominant'
  | 'strict'
  | 'pareto'
  | 'correlated'
  | 'coarseCorrelated'

/** The concepts that `check` decides; the others are known names without an answer yet. */
export type CheckedConcept = Exclude<Concept, 'correlated' | 'coarseCorrelated'>

/** Every concept, as the language spells it: for messages and completion. */
export const concepts: readonly Concept[] = [
  'equilibrium',
  'subgamePerfect',
  'dominant',
  'strict',
  'pareto',
  'correlated',
  'coarseCorrelated',
]

export const isConcept = (name: string): name is Concept => concepts.some(concept => concept === name)

export const isCheckedConcept = (concept: Concept): concept is CheckedConcept =>
  concept !== 'correlated' && concept !== 'coarseCorrelated'
