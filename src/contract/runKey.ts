/**
 * What the contract of a run depends on beside its prior, as text: the program without its other lines, strategies and
 * questions; the entries that play its decisions; the numbers that parameters are set to. What may matter is kept, so
 * that equal keys have equal contracts.
 */
import { matchKeys } from '../compile/matchKeys.ts'
import type { CompiledStrategy } from '../compile/program.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Source, Span } from '../source/source.ts'
import type { Declaration, StrategyDeclaration } from '../syntax/ast.ts'
import type { Typed } from '../types/typed.ts'
import type { Run } from './lines.ts'

/** Where a run comes from. */
export interface Origin {
  readonly typed: Typed
  readonly sources: ReadonlyMap<string, Source>
  readonly strategy: CompiledStrategy<Rational>
  readonly spanOf: (site: number) => Span | undefined
  readonly settings: readonly (readonly [name: string, text: string])[]
  readonly epsilon: Rational
}

export const runKey = (origin: Origin, run: Run): string => {
  const { typed, sources, strategy, settings, epsilon } = origin
  const declarations = typed.resolved.files.flatMap(file => file.declarations)
  const asides = declarations.filter(isAside).map(({ span }) => span)
  const without = [...asides, ...otherLines(origin, run)]
  const declared = declarations.find(d => d.kind === 'strategy' && sameSpan(d.name.span, strategy.span))
  return structuralKey([
    [...sources.values()].map(source => [source.path, remaining(source, without)]),
    declared?.kind === 'strategy' ? played(declared, sources, run) : [strategy.name],
    settings,
    exact.show(epsilon),
  ])
}

/** Declarations that no game depends on. */
const isAside = ({ kind }: Declaration): boolean =>
  kind === 'strategy' || kind === 'check' || kind === 'expect' || kind === 'solve' || kind === 'drive'

const otherLines = ({ strategy, spanOf }: Origin, { from, to }: Run): readonly Span[] =>
  (strategy.lines?.block.lines ?? []).flatMap(({ site }, line) => {
    const span = spanOf(site)
    return span === undefined || (from <= line && line <= to) ? [] : [span]
  })

const sameSpan = (a: Span, b: Span): boolean => a.path === b.path && a.start === b.start && a.end === b.end

const textAt = (sources: ReadonlyMap<string, Source>, { path, start, end }: Span): string =>
  sources.get(path)?.text.slice(start, end) ?? ''

/** The game as the strategy names it, and the entry of each decision of the run. */
const played = (
  declared: StrategyDeclaration,
  sources: ReadonlyMap<string, Source>,
  { decisions }: Run,
): readonly unknown[] => {
  const chosen = matchKeys(declared.entries, decisions)
  return [
    declared.game.text,
    declared.arguments.map(({ span }) => textAt(sources, span)),
    decisions.map(({ key, path }) => {
      const entry = chosen.get(key)
      return [path, entry === undefined ? '' : textAt(sources, entry.value.span)]
    }),
  ]
}

/** The parts of a text between spans. */
const remaining = ({ path, text }: Source, without: readonly Span[]): readonly string[] => {
  const spans = without.filter(span => span.path === path).sort((a, b) => a.start - b.start)
  const parts: string[] = []
  let at = 0
  for (const { start, end } of spans) {
    if (start > at) parts.push(text.slice(at, start).trim())
    at = Math.max(at, end)
  }
  return [...parts, text.slice(at).trim()].filter(part => part !== '')
}
