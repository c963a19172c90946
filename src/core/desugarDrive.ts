/**
 * `drive` without its sugar: every expression is a function of the quantities that it reads and of the names of the
 * play that it may use, and what is fed is put together as the patterns of the block take it apart.
 */
import type { PlayName, QuantityUse, ResolvedDrive } from '../names/resolvedDrive.ts'
import type { NodeId, Pattern } from '../syntax/ast.ts'
import type { Bound, Core } from './core.ts'
import { namedIn } from './dependencies.ts'
import { desugar } from './desugar.ts'
import { constructorCore, type Desugaring, localCore, siteOf } from './desugaring.ts'
import { literal } from './literal.ts'

/** An expression and the names whose values it is given, in order. */
export interface Given {
  readonly parameters: readonly Bound[]
  readonly body: Core
}

/** An expression of quantities, each given once. */
export interface Reading {
  readonly given: Given
  readonly reads: readonly QuantityUse[]
}

/** An expression of names of the play, and of quantities, whose values come after those of the names. */
export interface Sent extends Reading {
  readonly names: readonly PlayName[]
}

export interface CoreDrive {
  /** The game; nothing where it is that of a strategy. */
  readonly game: Core | undefined
  /** In the order of the items. */
  readonly feeds: readonly Reading[]
  readonly sends: readonly Sent[]
  /** What goes into the block, given what its names are fed with, in the order of the items; likewise what returns. */
  readonly input: Given
  readonly returned: Given
}

export const desugarDrive = (d: Desugaring, drive: ResolvedDrive, site: NodeId): CoreDrive => {
  const boundTo = (to: 'input' | 'returned'): readonly Bound[] =>
    drive.feeds.flatMap(({ target }) =>
      target.to === to ? [{ binder: target.local.binder, name: target.local.name }] : [],
    )
  const wire = (to: 'input' | 'returned', patterns: readonly Pattern[]): Given => ({
    parameters: boundTo(to),
    body: wireOf(d, site, patterns),
  })
  const { driven, block } = drive
  return {
    game:
      driven.kind === 'game'
        ? { kind: 'global', site, declaration: driven.id, name: driven.name.text }
        : undefined,
    feeds: drive.feeds.map(({ feed, reads }) => reading(desugar(d, feed.value), reads)),
    sends: drive.sends.map(({ send, reads }) => sent(desugar(d, send.value), drive.play, reads)),
    input: wire('input', block.inputs),
    returned: wire('returned', block.returns),
  }
}

const distinct = (reads: readonly QuantityUse[]): readonly QuantityUse[] =>
  reads.filter(({ binder }, i) => reads.findIndex(use => use.binder === binder) === i)

const boundAs = ({ binder, path }: QuantityUse): Bound => ({ binder, name: path })

const reading = (body: Core, uses: readonly QuantityUse[]): Reading => {
  const reads = distinct(uses)
  return { given: { parameters: reads.map(boundAs), body }, reads }
}

const sent = (body: Core, play: readonly PlayName[], uses: readonly QuantityUse[]): Sent => {
  const used = namedIn(body)
  const names = play.filter(({ binder }) => used.has(binder))
  const reads = distinct(uses)
  return { given: { parameters: [...names, ...reads.map(boundAs)], body }, reads, names }
}

/** The values of one field of a block: several mean a tuple, one stands for itself, none is `()`. */
const wireOf = (d: Desugaring, site: NodeId, patterns: readonly Pattern[]): Core => {
  const items = patterns.map(pattern => builtFrom(d, pattern))
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind: 'tuple', site, items }
}

/** What the pattern matches and binds its names by; what it passes over is `()`, since nothing reads it. */
const builtFrom = (d: Desugaring, pattern: Pattern): Core => {
  const site = siteOf(d, pattern)
  const all = (patterns: readonly Pattern[]): readonly Core[] => patterns.map(one => builtFrom(d, one))
  switch (pattern.kind) {
    case 'variable':
      return localCore(site, { binder: pattern.id, name: pattern.name })
    case 'annotate':
      return builtFrom(d, pattern.pattern)
    case 'tuple':
    case 'list':
      return { kind: pattern.kind, site, items: all(pattern.items) }
    case 'record':
      return {
        kind: 'record',
        site,
        fields: pattern.fields.map(field => ({ name: field.name.text, value: builtFrom(d, field.pattern) })),
      }
    case 'constructor': {
      const made = constructorCore(d, site, pattern.name.text)
      return pattern.fields.length === 0
        ? made
        : { kind: 'apply', site, function: made, arguments: all(pattern.fields) }
    }
    case 'number': {
      const value = literal(pattern.text)
      return value === undefined ? { kind: 'tuple', site, items: [] } : { kind: 'number', site, value }
    }
    case 'string':
      return { kind: 'string', site, value: pattern.value }
    case 'wildcard':
    case 'broken':
      return { kind: 'tuple', site, items: [] }
  }
}
