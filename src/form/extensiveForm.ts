/** A finite game in extensive form: a tree with chance, information sets and payoffs at any node. */

export interface ExtensiveForm<N> {
  readonly title: string
  readonly comment: string
  readonly players: readonly string[]
  /** In the order in which a walk from the root, depth first, children in order, first meets them. */
  readonly informationSets: readonly InformationSet[]
  /** The draws, in the same order; several nodes may share one. */
  readonly draws: readonly Draw<N>[]
  readonly outcomes: readonly Outcome<N>[]
  /** In depth-first order, the root first: a parent comes before its children. */
  readonly nodes: readonly ExtensiveNode[]
}

export interface InformationSet {
  readonly player: number
  readonly label: string
  readonly actions: readonly string[]
}

export interface Draw<N> {
  readonly label: string
  /** Probabilities sum to one; some may be zero. */
  readonly branches: readonly { readonly label: string; readonly probability: N }[]
}

export interface Outcome<N> {
  readonly label: string
  /** By player. Payoffs of the outcomes along a play add up. */
  readonly payoffs: readonly N[]
}

interface Somewhere {
  readonly label: string
  /** The outcome reached here, where there is one. */
  readonly outcome: number | undefined
}

export type ExtensiveNode =
  | (Somewhere & { readonly kind: 'terminal' })
  | (Somewhere & { readonly kind: 'chance'; readonly draw: number; readonly children: readonly number[] })
  | (Somewhere & {
      readonly kind: 'decision'
      readonly informationSet: number
      readonly children: readonly number[]
    })

/** The probability of each action, by information set. */
export type BehaviorProfile<N> = readonly (readonly N[])[]

/** The same game with other numbers, such as doubles. */
export const mapNumbers = <N, M>(form: ExtensiveForm<N>, other: (n: N) => M): ExtensiveForm<M> => ({
  ...form,
  draws: form.draws.map(draw => ({
    ...draw,
    branches: draw.branches.map(branch => ({ ...branch, probability: other(branch.probability) })),
  })),
  outcomes: form.outcomes.map(outcome => ({ ...outcome, payoffs: outcome.payoffs.map(other) })),
})
