import { diagnosticAt } from '../core/machine.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Compiling } from './compiling.ts'
import type { Leaf } from './toGame.ts'

/** G6007 for decisions of one game that no key can tell apart. */
const sharedPathsIn = <N extends Numeric>(
  { machine }: Pick<Compiling<N>, 'machine'>,
  leaves: readonly Leaf<N>[],
): readonly Diagnostic[] => {
  const first = new Map<string, Leaf<N>>()
  return leaves.flatMap(leaf => {
    const { path } = leaf.decision
    const earlier = first.get(path)
    if (earlier === undefined) {
      first.set(path, leaf)
      return []
    }
    if (isToldApart(earlier, leaf)) return []
    const span = machine.spans.get(earlier.site)
    const problem = diagnosticAt(machine, leaf.site, 'G6007', {
      title: `two decisions have the path \`${path}\``,
      explanation: ['A strategy cannot tell them apart: one entry plays both.'],
      hint: 'label their lines, `label : first ;`',
    })
    return [span === undefined ? problem : { ...problem, secondary: [{ span, text: 'the other one' }] }]
  })
}

/** Whether what is observed says which of the two is asked. */
const isToldApart = <N extends Numeric>({ round: one }: Leaf<N>, { round: other }: Leaf<N>): boolean =>
  one !== undefined && other?.of === one.of && other.number !== one.number

/** Adds what is found to the diagnostics of the program, once however often the game is unfolded. */
export const lintPaths = <N extends Numeric>(c: Compiling<N>, leaves: readonly Leaf<N>[]): void => {
  const known = new Set([...c.diagnostics].filter(d => d.code === 'G6007').map(mark))
  for (const found of sharedPathsIn(c, leaves)) if (!known.has(mark(found))) c.diagnostics.add(found)
}

const mark = ({ title, primary }: Diagnostic): string =>
  `${title} ${primary?.span.path ?? ''} ${primary?.span.start ?? ''}`
