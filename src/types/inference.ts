/** What the rules of inference share: tables that grow, and the declaration they are at work on. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Resolved } from '../names/resolved.ts'
import type { Span } from '../source/source.ts'
import type { NodeId, Pattern } from '../syntax/ast.ts'
import type { DataTypes } from './dataTypes.ts'
import type { Match } from './exhaustiveness.ts'
import type { Substitution } from './substitution.ts'
import type { Scheme, Type } from './typed.ts'

/** Why a type is expected at a place. */
export interface Because {
  /** A sentence without its capital and full stop. */
  readonly text: string
  /** What made it so. */
  readonly span?: Span
}

/** Nothing outside demands a type: the parts must agree with one another. */
export const agreement: Because = { text: 'its parts must agree' }

export interface Inference {
  readonly resolved: Resolved
  readonly s: Substitution
  readonly data: DataTypes
  /** Expressions, patterns, blocks, lines, not yet resolved. */
  readonly types: Map<NodeId, Type>
  /** Local names by binder. */
  readonly locals: Map<NodeId, Scheme>
  /** Declarations of values and games; entries of strategies. */
  readonly schemes: Map<NodeId, Scheme>
  /** The game of a strategy, with its arguments, by the strategy's declaration. */
  readonly strategyGames: Map<NodeId, Scheme>
  readonly diagnostics: Diagnostic[]
  readonly broken: Set<NodeId>
  /** Declarations with syntax errors. */
  readonly unreadable: Set<NodeId>
  /** Lines that name none of what their operations feed back. */
  readonly discarded: { readonly declaration: NodeId; readonly span: Span; readonly feedback: Type }[]
  /** Matches to be judged when all types are known to fit. */
  readonly matches: Match[]
  /** Type variables that the annotations of the current declaration name. */
  named: Map<string, Type>
  /** Those of them that have been found less general than written. */
  readonly specific: Set<string>
  /** The declaration that errors belong to. */
  current: NodeId
}

/** Keeps the type of a node. */
export const record = (inf: Inference, node: { readonly id: NodeId }, type: Type): Type => {
  inf.types.set(node.id, type)
  return type
}

/** Marks the current declaration as one that has an error. */
export const markBroken = (inf: Inference): void => {
  inf.broken.add(inf.current)
}

/** Reports, and marks the current declaration; of one that could not be read in full nothing is sure. */
export const report = (inf: Inference, diagnostic: Diagnostic): void => {
  if (diagnostic.severity === 'error') markBroken(inf)
  if (!inf.unreadable.has(inf.current)) inf.diagnostics.push(diagnostic)
}

/** Keeps a match for `exhaustiveness.ts`. */
export const noteMatch = (inf: Inference, match: Omit<Match, 'declaration'>): void => {
  inf.matches.push({ declaration: inf.current, ...match })
}

/** Keeps patterns that must match whatever they meet. */
export const noteIrrefutable = (inf: Inference, patterns: readonly Pattern[]): void => {
  for (const pattern of patterns) {
    if (pattern.kind === 'variable' || pattern.kind === 'wildcard') continue
    const { span } = pattern
    noteMatch(inf, { rows: [{ patterns: [pattern], span }], span, lacks: 'there is no case' })
  }
}
