/** Values, parameters and games: what each declares, alone or in a group of mutual recursion. */
import { cover, type Span } from '../source/source.ts'
import type {
  Equation,
  GameDeclaration,
  LetDeclaration,
  ParamDeclaration,
  Pattern,
  StrategyDeclaration,
} from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { annotation } from './declareTypes.ts'
import { generalizeAt } from './inferBranches.ts'
import { freshGame } from './inferComposition.ts'
import { check } from './inferExpression.ts'
import { agreement, type Because, type Inference, noteIrrefutable, noteMatch, report } from './inference.ts'
import { checkPattern } from './inferPattern.ts'
import { inferStrategy } from './inferStrategy.ts'
import { anything, mono } from './scheme.ts'
import { fresh, gameOf, prune } from './substitution.ts'
import { curried, functionFrom } from './type.ts'
import type { Scheme, Type } from './typed.ts'
import { unify } from './unify.ts'

/** What has a type of its own and can be referred to. */
export type Definition = LetDeclaration | ParamDeclaration | GameDeclaration | StrategyDeclaration

interface Member {
  readonly definition: Definition
  readonly type: Type
  /** The type that a signature gives, with the variables that the annotations name. */
  readonly signature: Type | undefined
  readonly named: Map<string, Type>
}

/** Infers definitions that refer to each other, and makes their types general. */
export const inferGroup = (inf: Inference, group: readonly Definition[]): void => {
  inf.s.level++
  const members = group.map(definition => assume(inf, definition))
  for (const member of members) {
    inf.current = member.definition.id
    inf.named = member.named
    define(inf, member)
  }
  inf.s.level--
  for (const { definition, type, signature } of members) {
    inf.current = definition.id
    const isSilent = inf.broken.has(definition.id) && signature === undefined
    const scheme = isSilent ? anything(inf.s) : generalizeAt(inf, definition, type)
    inf.schemes.set(definition.id, scheme)
  }
}

/** The type by which the members of a group know one another. */
const assume = (inf: Inference, definition: Definition): Member => {
  inf.current = definition.id
  inf.named = new Map()
  const signature = signatureOf(inf, definition)
  const type = signature ?? unsigned(inf, definition)
  inf.schemes.set(definition.id, assumption(inf, definition, type))
  return { definition, type, signature, named: inf.named }
}

const parametersOf = (inf: Inference, declaration: GameDeclaration, result: Type): Type =>
  curried(
    declaration.parameters.map(() => fresh(inf.s)),
    result,
  )

const unsigned = (inf: Inference, definition: Definition): Type =>
  definition.kind === 'game' ? parametersOf(inf, definition, freshGame(inf.s)) : fresh(inf.s)

const signatureOf = (inf: Inference, definition: Definition): Type | undefined => {
  if (definition.kind === 'strategy' || definition.signature === undefined) return undefined
  const written = annotation(inf, definition.signature)
  return definition.kind === 'game' ? parametersOf(inf, definition, written) : written
}

/**
 * With a signature a function may be used at several types within its group; else at one. A game does not know its
 * play in its own definition: of one that plays itself again the play would contain itself.
 */
const assumption = (inf: Inference, definition: Definition, type: Type): Scheme => {
  if (definition.kind === 'game') return mono(withoutPlay(inf, type))
  const named = [...inf.named.values()].flatMap(t => (t.kind === 'variable' ? [t.id] : []))
  return definition.kind === 'let' && definition.signature !== undefined
    ? { variables: named, type }
    : mono(type)
}

const withoutPlay = (inf: Inference, type: Type): Type => {
  if (type.kind === 'function') return functionFrom(type.from, withoutPlay(inf, type.to))
  return type.kind === 'game' ? gameOf(inf.s, type) : type
}

/** A definition without a signature must only agree with itself. */
const signed = (signature: { readonly span: Span } | undefined): Because =>
  signature === undefined ? agreement : { text: 'its signature says so', span: signature.span }

const define = (inf: Inference, member: Member): void => {
  const { definition, type } = member
  switch (definition.kind) {
    case 'param':
      check(inf, definition.value, type, signed(definition.signature))
      return
    case 'let':
      defineLet(inf, definition, type)
      return
    case 'game':
      defineGame(inf, definition, type)
      return
    case 'strategy':
      inferStrategy(inf, definition, type)
      return
  }
}

/** The patterns of an equation in the text. */
const spanOf = ({ patterns, span }: Equation): Span =>
  patterns.map(p => p.span).reduce((whole, next) => cover(whole, next), patterns[0]?.span ?? span)

type Arrow = Extract<Type, { readonly kind: 'function' }>

interface Arrows {
  readonly from: readonly Type[]
  readonly to: Type
}

/** The types of so many arguments, and of what is left; shorter where the type has fewer arrows. */
const argumentsOf = (inf: Inference, type: Type, count: number): Arrows => {
  const from: Type[] = []
  let to = prune(inf.s, type)
  while (from.length < count && (to.kind === 'function' || to.kind === 'variable')) {
    const arrow: Arrow =
      to.kind === 'function' ? to : { kind: 'function', from: fresh(inf.s), to: fresh(inf.s) }
    if (to.kind === 'variable' && unify(inf.s, to, arrow) !== undefined) break
    from.push(arrow.from)
    to = prune(inf.s, arrow.to)
  }
  return { from, to }
}

const defineLet = (inf: Inference, declaration: LetDeclaration, type: Type): void => {
  const [first] = declaration.equations
  const count = Math.max(0, ...declaration.equations.map(e => e.patterns.length))
  const { from, to } = argumentsOf(inf, type, count)
  if (first !== undefined && from.length < count) {
    report(inf, tooManyPatterns(inf, declaration, first, type, from.length))
    return
  }
  if (declaration.result !== undefined) {
    const result = annotation(inf, declaration.result)
    unify(inf.s, to, result)
  }
  const because = signed(declaration.signature ?? declaration.result)
  const { name, equations } = declaration
  if (count > 0)
    noteMatch(inf, {
      rows: equations.map(e => ({ patterns: e.patterns, span: spanOf(e) })),
      ...{ span: name.span, lacks: `\`${name.text}\` has no equation` },
    })
  for (const [i, equation] of declaration.equations.entries()) {
    const later = declaration.signature === undefined && i > 0 && first !== undefined
    defineEquation(
      inf,
      equation,
      { from, to },
      later ? { text: 'all equations have the same type', span: first.body.span } : because,
    )
  }
}

const defineEquation = (inf: Inference, equation: Equation, arrows: Arrows, because: Because): void => {
  checkParameters(inf, equation.patterns, arrows.from, because)
  check(inf, equation.body, arrows.to, because)
}

const checkParameters = (
  inf: Inference,
  patterns: readonly Pattern[],
  types: readonly Type[],
  because: Because,
): void => {
  for (const [i, pattern] of patterns.entries()) checkPattern(inf, pattern, types[i] ?? fresh(inf.s), because)
}

const defineGame = (inf: Inference, declaration: GameDeclaration, type: Type): void => {
  const { from, to } = argumentsOf(inf, type, declaration.parameters.length)
  checkParameters(inf, declaration.parameters, from, agreement)
  noteIrrefutable(inf, declaration.parameters)
  const { name, signature, body } = declaration
  const isBranching = body.kind === 'if' || body.kind === 'case'
  const declared = isBranching ? agreement : { text: `\`${name.text}\` is declared as a game` }
  check(inf, body, to, signature === undefined ? declared : signed(signature))
}

const tooManyPatterns = (
  inf: Inference,
  declaration: LetDeclaration,
  first: Equation,
  type: Type,
  known: number,
) => {
  const { signature } = declaration
  const because =
    signature === undefined ? undefined : { text: 'its signature says so', span: signature.span }
  return typeError(
    'G3003',
    `\`${declaration.name.text}\` is matched with ${first.patterns.length} arguments and takes ${known}`,
    { span: first.patterns[known]?.span ?? first.span, text: 'one too many' },
    { because, explanation: [`It is of type \`${printer(inf)(type)}\`.`] },
  )
}
