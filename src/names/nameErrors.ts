/** Messages about names, one function a code. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean, suggest } from '../diagnostic/suggest.ts'
import type { Span } from '../source/source.ts'
import type { Name } from '../syntax/ast.ts'
import { preludeConstructors, preludeTypes, preludeValues } from './prelude.ts'
import type { TopLevel, ValueDeclaration } from './resolution.ts'
import { type Barred, enclosingField, type Field, lookUp, type Scope, visibleNames } from './scope.ts'

const usable: Readonly<Record<Field['word'], string>> = {
  inputs: "`inputs` of a line may use the block's `inputs` and the `outputs` of lines above it.",
  operation:
    'An `operation` may use parameters of the game and top-level names, but nothing that the play decides.',
  returns:
    "`returns` of a line may use the block's `inputs` and `returns`, the `outputs` of every line, and the `feedback` of lines below it.",
  outputs: '`outputs` of a block may use its `inputs` and the `outputs` of its lines.',
  feedback:
    '`feedback` of a block may use its `inputs` and `returns`, and the `outputs` and `feedback` of its lines.',
}

const absent: Readonly<Record<Field['word'], string>> = {
  inputs: 'not bound above this line',
  operation: 'no parameter and no top-level name',
  returns: 'no line of this block outputs it',
  outputs: 'no line of this block outputs it',
  feedback: 'bound nowhere in this block',
}

/** The title of G2001. */
export const unbound = (name: string): string => `\`${name}\` is not bound`

/** G2001 */
export const notBound = (name: string, span: Span, scope: Scope | undefined, top: TopLevel): Diagnostic => {
  const field = enclosingField(scope)
  const locals = visibleNames(scope)
  const names = [...locals.map(local => local.name), ...top.values.keys(), ...preludeValues]
  const [nearest] = suggest(name, names)
  const close = nearest === undefined ? undefined : lookUp(scope, nearest).local
  return diagnostic('G2001', unbound(name), {
    primary: { span, text: field === undefined ? 'no such name' : absent[field.word] },
    secondary: close === undefined ? [] : [{ span: close.span, text: 'this name is close' }],
    explanation: field === undefined ? [] : [usable[field.word]],
    hint: didYouMean(name, names),
  })
}

/** G2002 */
export const boundTwice = (name: string, first: Span, again: Span, hint?: string): Diagnostic =>
  diagnostic('G2002', `\`${name}\` is bound twice`, {
    primary: { span: again, text: 'bound again here' },
    secondary: [{ span: first, text: 'bound here first' }],
    hint: hint ?? 'rename one of the two',
  })

/** G2002, for a type that every program has. */
export const boundByPrelude = (name: Name): Diagnostic =>
  diagnostic('G2002', `type \`${name.text}\` is part of the language`, {
    primary: { span: name.span, text: 'cannot be declared again' },
    hint: 'choose another name',
  })

/** G2003, G2004, G2012, G2013: a name that is bound, but not for this place. */
export const outOfReach = (span: Span, barred: Barred): Diagnostic => {
  const { name, span: bound } = barred.local
  switch (barred.reason) {
    case 'itself':
      return diagnostic('G2012', `\`${name}\` is defined by itself`, {
        primary: { span, text: 'needs the value that is being defined' },
        secondary: [{ span: bound, text: 'defined here' }],
        hint: `give \`${name}\` a parameter to make it a recursive function, or rename it`,
      })
    case 'later':
      return diagnostic('G2003', `\`${name}\` is used before its line`, {
        primary: { span, text: 'not known yet when this line is played' },
        secondary: [{ span: bound, text: 'bound here' }],
        explanation: [usable[barred.field.word]],
        hint: 'move the line that outputs it above this one; what comes later can be used in `returns`',
      })
    case 'operation':
      return diagnostic('G2004', `play variable \`${name}\` in an operation`, {
        primary: { span, text: 'the shape of a game cannot depend on its play' },
        secondary: [{ span: bound, text: 'bound by the play' }],
        explanation: [usable.operation],
        hint: `pass it through \`inputs : ${name}\`; \`dependentDecision\` and \`liftStochastic\` take a function of it`,
      })
    case 'returned':
      return diagnostic('G2013', `returned name \`${name}\` cannot be used here`, {
        primary: { span, text: 'not returned yet here' },
        secondary: [{ span: bound, text: 'flows backward from here' }],
        explanation: [
          'Names of `feedback` (of a line) and `returns` (of the block) flow from later to earlier.',
          usable[barred.field.word],
        ],
        hint: 'use it in the `returns` of a line above the one that binds it, or in the `feedback` of the block',
      })
  }
}

/** G2005 */
export const typeUnknown = (name: Name, top: TopLevel, aliased: Name | undefined): Diagnostic =>
  diagnostic('G2005', `type \`${name.text}\` is not known`, {
    primary: { span: name.span, text: 'no such type' },
    hint:
      didYouMean(name.text, [...top.types.keys(), ...preludeTypes.keys()]) ??
      (aliased === undefined
        ? undefined
        : `a type of one constructor begins with a bar: \`type ${aliased.text} = | ${name.text}\``),
  })

/** G2005, for a variable in a type declaration. */
export const typeVariableUnbound = (name: string, span: Span, declared: Name): Diagnostic =>
  diagnostic('G2005', `type variable \`${name}\` is not a parameter of \`${declared.text}\``, {
    primary: { span, text: 'not declared' },
    secondary: [{ span: declared.span, text: 'of this type' }],
    hint: `write \`type ${declared.text} ${name} = …\`, or begin the name of a type with a capital`,
  })

/** G2006 */
export const constructorUnknown = (name: string, span: Span, top: TopLevel): Diagnostic => {
  const isType = top.types.has(name) || preludeTypes.has(name)
  return diagnostic('G2006', `constructor \`${name}\` is not known`, {
    primary: { span, text: isType ? 'this is a type, not a value' : 'no type has this constructor' },
    hint:
      didYouMean(name, [...top.constructors.keys(), ...preludeConstructors.keys()]) ??
      (isType ? undefined : `declare it with \`type T = ${name} | …\``),
  })
}

const isA: Readonly<Record<ValueDeclaration['kind'], string>> = {
  let: 'a value',
  param: 'a parameter',
  game: 'a game',
  strategy: 'a strategy',
}

const namesOf = (top: TopLevel, kind: ValueDeclaration['kind']): readonly string[] =>
  [...top.values.values()].filter(v => v.value.kind === kind).map(v => v.value.name.text)

const notOfKind = (
  code: 'G2009' | 'G2010',
  kind: 'game' | 'strategy',
  name: Name,
  top: TopLevel,
): Diagnostic => {
  const other = top.values.get(name.text)?.value
  const names = namesOf(top, kind)
  const title =
    other === undefined
      ? `${kind} \`${name.text}\` is not known`
      : `\`${name.text}\` is ${isA[other.kind]}, not a ${kind}`
  const none = `the file has no ${kind}: declare one with \`${kind} ${name.text} ${kind === 'game' ? '=' : 'for'} …\``
  return diagnostic(code, title, {
    primary: { span: name.span, text: `a ${kind} must be named here` },
    secondary: other === undefined ? [] : [{ span: other.name.span, text: `${isA[other.kind]}` }],
    hint: didYouMean(name.text, names) ?? (names.length === 0 ? none : undefined),
  })
}

/** G2009 */
export const gameUnknown = (name: Name, top: TopLevel): Diagnostic => notOfKind('G2009', 'game', name, top)

/** G2010 */
export const strategyUnknown = (name: Name, top: TopLevel): Diagnostic =>
  notOfKind('G2010', 'strategy', name, top)

/** G2011 */
export const conceptUnknown = (name: Name, known: readonly string[]): Diagnostic =>
  diagnostic('G2011', `concept \`${name.text}\` is not known`, {
    primary: { span: name.span, text: 'no such property' },
    explanation: [`The concepts are ${known.map(c => `\`${c}\``).join(', ')}.`],
    hint: didYouMean(name.text, known),
  })

/** G2012, for top-level definitions; `chain` are the names from the definition back to itself. */
export const definedByItself = (chain: readonly string[], span: Span, defined: Span): Diagnostic => {
  const [name = ''] = chain
  const steps = chain.map((one, i) => `\`${one}\` needs \`${chain[i + 1] ?? name}\``)
  const isAlone = chain.length === 1
  return diagnostic('G2012', `\`${name}\` is defined by itself`, {
    primary: { span, text: isAlone ? 'needs itself' : 'leads back to itself' },
    secondary: [{ span: defined, text: 'defined here' }],
    explanation: isAlone ? [] : [`${steps.join(', ')}: none of them ever has a value.`],
    hint: 'recursion needs a function, or an `if` that ends it',
  })
}

const unusedText: Readonly<Record<'binding' | 'parameter', string>> = {
  binding: 'never used',
  parameter: 'never used in the body',
}

/** G6004 */
export const neverUsed = (name: string, span: Span, as: 'binding' | 'parameter'): Diagnostic =>
  diagnostic('G6004', `\`${name}\` is never used`, {
    primary: { span, text: unusedText[as] },
    hint: `write \`_${name}\` if that is meant`,
    fix: { title: `Rename to _${name}`, edits: [{ span, text: `_${name}` }] },
  })

/** G6005 */
export const feedbackUnused = (name: string, span: Span): Diagnostic =>
  diagnostic('G6005', `feedback \`${name}\` is thrown away`, {
    primary: { span, text: 'nothing uses what comes back here' },
    explanation: [
      'It can be used in the `returns` of lines above this one and in the `feedback` of the block.',
    ],
    hint: `write \`_${name}\` if that is meant`,
    fix: { title: `Rename to _${name}`, edits: [{ span, text: `_${name}` }] },
  })
