import type { Declaration, LetDeclaration, NodeId, StrategyDeclaration } from '../syntax/ast.ts'
import type { Typed } from '../types/typed.ts'
import type { Core, CoreDefinition, CoreProgram, CoreStrategy } from './core.ts'
import { desugar } from './desugar.ts'
import { type Desugaring, desugaring, localCore, siteOf } from './desugaring.ts'
import { desugarPattern, functionOf } from './desugarPattern.ts'

/** Equations are one function that tries them in order. */
const equations = (d: Desugaring, declaration: LetDeclaration): Core => {
  const site = siteOf(d, declaration)
  const [first, ...others] = declaration.equations
  if (first === undefined) return { kind: 'hole', site, isGame: false }
  if (others.length === 0) return functionOf(d, site, first.patterns, desugar(d, first.body))
  const parameters = first.patterns.map(() => d.fresh('_'))
  const arms = declaration.equations.map(e => ({
    patterns: e.patterns.map(p => desugarPattern(d, p)),
    body: desugar(d, e.body),
  }))
  const subjects = parameters.map(p => localCore(site, p))
  const body: Core = { kind: 'case', site, subjects, arms }
  return { kind: 'lambda', site, parameters, self: undefined, body }
}

const definition = (d: Desugaring, declaration: Declaration): CoreDefinition | undefined => {
  const site = siteOf(d, declaration)
  switch (declaration.kind) {
    case 'let':
      return { kind: 'let', id: site, name: declaration.name.text, core: equations(d, declaration) }
    case 'param':
      return { kind: 'param', id: site, name: declaration.name.text, core: desugar(d, declaration.value) }
    case 'game': {
      const core = functionOf(d, site, declaration.parameters, desugar(d, declaration.body))
      return { kind: 'game', id: site, name: declaration.name.text, core }
    }
    default:
      return undefined
  }
}

const strategy = (d: Desugaring, declaration: StrategyDeclaration): CoreStrategy | undefined => {
  const binding = d.resolved.values.get(declaration.game.id)
  if (binding?.kind !== 'declaration') return undefined
  const site = siteOf(d, declaration.game)
  const game: Core = {
    kind: 'global',
    site,
    declaration: binding.declaration.id,
    name: declaration.game.text,
  }
  const values = declaration.arguments.map(a => desugar(d, a))
  return {
    id: siteOf(d, declaration),
    name: declaration.name.text,
    nameSpan: declaration.name.span,
    gameName: declaration.game.text,
    game: values.length === 0 ? game : { kind: 'apply', site, function: game, arguments: values },
    entries: declaration.entries.map(entry => ({
      id: siteOf(d, entry),
      key: entry.key,
      keySpan: entry.keySpan,
      value: desugar(d, entry.value),
    })),
  }
}

/** What desugaring a program gives: the core, and the state with which its questions are desugared. */
export interface DesugaredProgram {
  readonly program: CoreProgram
  readonly desugaring: Desugaring
}

/** The core of all definitions and strategies of a program; questions are desugared where they are asked. */
export const desugarProgram = (typed: Typed): DesugaredProgram => {
  const d = desugaring(typed.resolved, typed.types)
  const definitions = new Map<NodeId, CoreDefinition>()
  const strategies = new Map<NodeId, CoreStrategy>()
  for (const declaration of typed.resolved.files.flatMap(f => f.declarations)) {
    const found = definition(d, declaration)
    if (found !== undefined) definitions.set(found.id, found)
    if (declaration.kind !== 'strategy') continue
    const profile = strategy(d, declaration)
    if (profile !== undefined) strategies.set(profile.id, profile)
  }
  return { program: { definitions, strategies, spans: d.spans }, desugaring: d }
}
