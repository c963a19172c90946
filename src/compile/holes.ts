import { diagnosticAt } from '../core/machine.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { show as showType } from '../types/show.ts'
import type { Compiling } from './compiling.ts'
import type { Hole } from './program.ts'

/** The holes of the program in the order of the text. */
export const holesOf = <N extends Numeric>({ desugaring, typed }: Compiling<N>): readonly Hole[] =>
  [...desugaring.holes].flatMap(site => {
    const span = desugaring.spans.get(site)
    return span === undefined ? [] : [{ site, span, type: typed.types.get(site) }]
  })

/** G4001: what must fill a hole. */
export const holeDiagnostic = <N extends Numeric>(
  { machine }: Compiling<N>,
  { site, type }: Hole,
): Diagnostic =>
  diagnosticAt(machine, site, 'G4001', {
    title: type?.kind === 'game' ? 'a game is missing here' : 'an expression is missing here',
    ...(type === undefined ? {} : { explanation: [`What fills it must have type \`${showType(type)}\`.`] }),
  })
