/**
 * Stationary equilibria with mixing, support by support: which actions each set uses is guessed, and the indifferences
 * of these are solved by Newton's method from evenly mixed play and from play that leans to one side. It finds what is
 * isolated and near enough, and proves of none that it is not there.
 */
import type { Budget } from '../../markov/budget.ts'
import type { MarkovForm, Stationary } from './form.ts'
import { onSupport, type Support } from './trace.ts'

/** Supports that are looked at one by one. */
export const mostSupports = 800

/** Supports up to which several starts are tried on each. */
const fewSupports = 100

export const supportCount = ({ sets }: MarkovForm): number =>
  sets.reduce((product, { actions }) => product * (2 ** actions - 1), 1)

/** Near equilibria in which somebody mixes, each as often as it is come to. Spends as `onSupport`. */
export function* bySupports(budget: Budget, form: MarkovForm): Generator<Stationary> {
  const leans = supportCount(form) <= fewSupports ? [1, 0.1, 10, 0.01, 100] : [1]
  for (const support of supportsOf(form)) {
    if (support.every(own => own.length === 1)) continue
    for (const lean of leans) {
      const found = onSupport(budget, form, leaning(form, support, lean), support)
      if (found !== undefined && isUsed(found, support)) yield found
    }
  }
}

/** Every choice of a nonempty set of actions by set. */
function* supportsOf({ sets }: MarkovForm): Generator<Support> {
  const masks = sets.map(() => 1)
  for (;;) {
    yield masks.map((mask, set) =>
      Array.from({ length: sets[set]?.actions ?? 0 }, (_, a) => a).filter(a => (mask >> a) & 1),
    )
    let set = 0
    while (set < masks.length && (masks[set] ?? 0) + 1 === 2 ** (sets[set]?.actions ?? 0)) masks[set++] = 1
    if (set === masks.length) return
    masks[set] = (masks[set] ?? 0) + 1
  }
}

/** The first action of a support so many times as likely as each of the others. */
const leaning = ({ sets }: MarkovForm, support: Support, lean: number): Stationary =>
  sets.map(({ actions }, set) => {
    const own = support[set] ?? []
    const total = lean + own.length - 1
    return Array.from({ length: actions }, (_, a) =>
      a === own[0] ? lean / total : own.includes(a) ? 1 / total : 0,
    )
  })

/** Whether nothing of the support is left out after all: then it is found with a smaller one. */
const isUsed = (profile: Stationary, support: Support): boolean =>
  support.every((own, set) => own.every(a => (profile[set]?.[a] ?? 0) > 1e-9))
