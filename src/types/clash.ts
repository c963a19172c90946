/** What is said where types do not fit: one place for the words of G3001, G3002, G3007 and G3011. */
import type { DiagnosticCode } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import { agreement, type Because, type Inference, report } from './inference.ts'
import type { Mismatch } from './mismatch.ts'
import { resolve } from './scheme.ts'
import { type Naming, naming, show } from './show.ts'
import type { Type } from './typed.ts'

/** Prints the types of one message. */
export const printer = (inf: Inference): ((type: Type) => string) => {
  const names = namingOf(inf)
  return type => show(resolve(inf.s, type), names)
}

const namingOf = (inf: Inference): Naming => {
  const aliases = new Map<string, string>()
  for (const file of inf.resolved.files)
    for (const declaration of file.declarations) {
      const alias = declaration.kind === 'type' ? inf.data.aliases.get(declaration.id) : undefined
      const body =
        alias?.type.kind === 'tuple' && alias.type.items.length === 1 ? alias.type.items[0] : undefined
      if (declaration.kind === 'type' && body?.kind === 'record')
        aliases.set(show(body), declaration.name.text)
    }
  return naming(inf.s.rigid, new Set(inf.named.keys()), aliases)
}

/** An error of the types stage. */
export const typeError = (
  code: DiagnosticCode,
  title: string,
  primary: { readonly span: Span; readonly text?: string },
  more: {
    readonly because?: Because | undefined
    readonly explanation?: readonly string[]
    readonly hint?: string | undefined
  } = {},
): Diagnostic => {
  const { because, explanation = [], hint } = more
  const reason = because === agreement ? undefined : because
  const isElsewhere = reason?.span !== undefined && !isSame(reason.span, primary.span)
  const label = isElsewhere ? [{ span: reason.span, text: reason.text }] : []
  return {
    code,
    severity: 'error',
    title,
    primary,
    secondary: label,
    explanation: [...(reason === undefined || isElsewhere ? [] : [sentence(reason.text)]), ...explanation],
    ...(hint === undefined ? {} : { hint }),
  }
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`

const isSame = (a: Span, b: Span): boolean => a.path === b.path && a.start === b.start && a.end === b.end

export interface Clash {
  readonly span: Span
  readonly expected: Type
  readonly actual: Type
  readonly because: Because
  readonly mismatch: Mismatch
}

/**
 * Reports an expression or pattern whose type is not the expected one; a variable of a signature that is less
 * general than written, once.
 */
export const reportClash = (inf: Inference, clash: Clash): void => {
  const { mismatch } = clash
  if (mismatch.kind === 'rigid') {
    const once = `${inf.current} ${mismatch.name}`
    if (inf.specific.has(once)) return
    inf.specific.add(once)
  }
  report(inf, clashError(inf, clash))
}

const clashError = (inf: Inference, clash: Clash): Diagnostic => {
  const print = printer(inf)
  const { span, because, mismatch } = clash
  const [expected, actual] = [print(clash.expected), print(clash.actual)]
  switch (mismatch.kind) {
    case 'clash':
    case 'field':
      return typeError(
        'G3001',
        `expected \`${expected}\`, found \`${actual}\``,
        { span, text: `this is \`${actual}\`` },
        { because, explanation: detail(print, clash), hint: hintFor(mismatch) },
      )
    case 'occurs':
      return typeError(
        'G3002',
        'this type would contain itself',
        { span, text: `this is \`${actual}\`` },
        {
          because,
          explanation: [`\`${print(mismatch.variable)}\` would have to be \`${print(mismatch.type)}\`.`],
        },
      )
    case 'rigid':
      return typeError(
        'G3011',
        `\`${mismatch.name}\` stands for every type, but must be \`${print(mismatch.type)}\` here`,
        { span, text: `this is \`${actual}\`` },
        { because, hint: `write \`${print(mismatch.type)}\` for \`${mismatch.name}\` in the signature` },
      )
    case 'incomparable':
      return typeError(
        'G3007',
        `values of type \`${print(mismatch.type)}\` cannot be compared`,
        { span, text: `this is \`${actual}\`` },
        { because, explanation: ['Functions, games and strategies have no equality and no order.'] },
      )
    case 'notAppendable':
      return typeError(
        'G3001',
        `\`++\` joins texts or lists, and this is \`${print(mismatch.type)}\``,
        { span },
        { hint: joinHint(mismatch.type) },
      )
  }
}

/** The parts that differ, where the whole types are larger than them. */
const detail = (print: (type: Type) => string, { mismatch, expected, actual }: Clash): readonly string[] => {
  if (mismatch.kind === 'field')
    return [`One has a field \`${mismatch.label}\`, and \`${print(mismatch.record)}\` has none.`]
  if (mismatch.kind !== 'clash') return []
  const [left, right] = [print(mismatch.left), print(mismatch.right)]
  const whole = [print(expected), print(actual)]
  if (whole.includes(left) && whole.includes(right)) return []
  return [`They differ in \`${left}\` and \`${right}\`.`]
}

const isNamed = (type: Type, name: string): boolean => type.kind === 'constructor' && type.name === name

/** Advice for the clashes that newcomers meet. */
const hintFor = (mismatch: Mismatch): string | undefined => {
  if (mismatch.kind !== 'clash') return undefined
  const { left, right } = mismatch
  if (isNamed(left, 'Dist') && right.kind !== 'function')
    return 'write `pure x` for the distribution that gives `x` for certain'
  if (isNamed(right, 'Dist') && left.kind !== 'function')
    return 'draw the value in a `do`: `do { x <- d; pure x }`'
  if (right.kind === 'function' && left.kind !== 'function') return 'an argument may be missing'
  return undefined
}

const joinHint = (type: Type): string | undefined =>
  isNamed(type, 'Real') ? 'use `+` for numbers, and `show` to make a text of one' : undefined
