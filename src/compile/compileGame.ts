import * as E from 'fp-ts/lib/Either.js'
import { unit } from '../core/construct.ts'
import { diagnosticAt } from '../core/machine.ts'
import type { GameTerm, Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { close } from '../game/close.ts'
import type { Span } from '../source/source.ts'
import type { Boundary } from './boundary.ts'
import type { Compiling } from './compiling.ts'
import { missingContext } from './context.ts'
import { lintPaths } from './lints.ts'
import { placesOf } from './places.ts'
import type { CompiledGame } from './program.ts'
import { toGame, type Unfolded } from './toGame.ts'

/** What is known of a game before it is unfolded. */
export interface Described {
  readonly name: string
  readonly span: Span
  readonly boundary: Boundary | undefined
}

/** A hole that a play may meet, as the diagnostic that refuses to play it. */
const holeMet = <N extends Numeric>(
  { machine }: Compiling<N>,
  { holes }: Unfolded<N>,
): Diagnostic | undefined => {
  const [first] = holes
  return first === undefined
    ? undefined
    : diagnosticAt(machine, first, 'G4002', {
        title: 'this hole cannot be played',
        hint: 'write the operation, or ask about games that do without it',
      })
}

/** A term as a game that can be asked about. */
export const compileGame = <N extends Numeric>(
  c: Compiling<N>,
  term: GameTerm<N>,
  { name, span, boundary }: Described,
): CompiledGame<N> & { readonly unfolded: Unfolded<N> } => {
  const unfolded = toGame(c.machine, term)
  const { game, leaves, playIsList, lines, forever } = unfolded
  for (const { decision, site } of leaves) c.origins.set(decision, { site, entry: undefined })
  lintPaths(c, leaves)
  const hole = holeMet(c, unfolded)
  const refused = hole ?? missingContext(boundary, span, {})
  const nowhere = { input: [[unit, c.machine.scalar.one]] as const, continuation: () => unit }
  return {
    name,
    span,
    game,
    lines,
    playIsList,
    places: placesOf(c, leaves),
    hole,
    unfolded,
    decisions: leaves.map(leaf => leaf.decision),
    closed:
      refused === undefined
        ? E.right({ ...close(game, nowhere), ...(forever === undefined ? {} : { forever }) })
        : E.left(refused),
    close: context => close(game, context),
  }
}
