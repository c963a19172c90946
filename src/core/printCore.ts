/**
 * The core as text, for `--emit core`: one definition after another, every form written out. Names that desugaring
 * made have a number, `_3`; functions of the prelude a `#`.
 */
import type { Rational } from '../markov/rational.ts'
import type { Bound, Core, CoreBlock, CoreLine, CorePattern, CoreProgram, Scoped } from './core.ts'

const number = ({ numerator, denominator }: Rational): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`

const name = ({ name: text, binder }: Bound): string => (binder < 0 ? `${text}${-binder}` : text)

const names = (bound: readonly Bound[]): string => bound.map(name).join(' ')

const indented = (text: string): string =>
  text
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')

const printPattern = (pattern: CorePattern): string => {
  switch (pattern.kind) {
    case 'any':
      return '_'
    case 'bind':
      return name(pattern.bound)
    case 'number':
      return number(pattern.value)
    case 'string':
      return JSON.stringify(pattern.value)
    case 'boolean':
      return pattern.value ? 'True' : 'False'
    case 'constructor':
      return pattern.fields.length === 0
        ? pattern.name
        : `(${[pattern.name, ...pattern.fields.map(printPattern)].join(' ')})`
    case 'tuple':
      return `(${pattern.items.map(printPattern).join(', ')})`
    case 'list':
      return `[${pattern.items.map(printPattern).join(', ')}]`
    case 'record':
      return `{ ${pattern.fields.map(f => `${f.name} = ${printPattern(f.pattern)}`).join(', ')} }`
  }
}

/** An expression on as few lines as its arms and blocks allow. */
export const printExpression = (core: Core): string => {
  switch (core.kind) {
    case 'number':
      return number(core.value)
    case 'string':
      return JSON.stringify(core.value)
    case 'boolean':
      return core.value ? 'True' : 'False'
    case 'local':
      return name(core.bound)
    case 'global':
    case 'constructor':
      return core.name
    case 'primitive':
      return /^\w/.test(core.name) ? `#${core.name}` : `(${core.name})`
    case 'lambda':
      return `(\\${names(core.parameters)} -> ${printExpression(core.body)})`
    case 'apply':
      return `(${[core.function, ...core.arguments].map(printExpression).join(' ')})`
    case 'both':
      return `(${printExpression(core.left)} && ${printExpression(core.right)})`
    case 'either':
      return `(${printExpression(core.left)} || ${printExpression(core.right)})`
    case 'if':
      return `(if ${printExpression(core.condition)} then ${printExpression(core.then)} else ${printExpression(core.else)})`
    case 'let':
      return `(let ${name(core.bound)} = ${printExpression(core.value)} in ${printExpression(core.body)})`
    case 'case':
      return printCase(core)
    case 'tuple':
      return `(${core.items.map(printExpression).join(', ')})`
    case 'list':
      return `[${core.items.map(printExpression).join(', ')}]`
    case 'record':
      return `{ ${printFields(core.fields)} }`
    case 'update':
      return `{ ${printExpression(core.record)} | ${printFields(core.fields)} }`
    case 'field':
      return `${printExpression(core.record)}.${core.name}`
    case 'block':
      return printBlock(core.block)
    case 'repeat':
      return `(repeat ${printExpression(core.count)} ${printExpression(core.round)})`
    case 'forever':
      return `(forever ${[core.stage, core.discount, core.start].map(printExpression).join(' ')})`
    case 'hole':
      return '...'
  }
}

const printFields = (fields: readonly { readonly name: string; readonly value: Core }[]): string =>
  fields.map(f => `${f.name} = ${printExpression(f.value)}`).join(', ')

const printCase = (core: Extract<Core, { kind: 'case' }>): string => {
  const arms = core.arms.map(
    arm => `| ${arm.patterns.map(printPattern).join(' ')} -> ${printExpression(arm.body)}`,
  )
  return `(case ${core.subjects.map(printExpression).join(' ')} of\n${indented(arms.join('\n'))})`
}

/** The names an expression may use stand before it: `x y | p => e`. */
const printScoped = ({ covariant, contravariant, body }: Scoped): string =>
  `[${names(covariant)} | ${names(contravariant)}] ${printExpression(body)}`

const printLine = (line: CoreLine): string =>
  [
    `line${line.label === undefined ? '' : ` ${line.label}`}`,
    `  inputs    ${printScoped(line.inputs)}`,
    `  operation ${printExpression(line.operation)}`,
    `  outputs   ${printPattern(line.outputs.pattern)}`,
    `  returns   ${printScoped(line.returns)}`,
    `  feedback  ${printPattern(line.feedback.pattern)}`,
  ].join('\n')

const printBlock = (block: CoreBlock): string => {
  const lines = [
    `inputs   ${printPattern(block.inputs.pattern)}`,
    ...block.lines.map(printLine),
    `outputs  ${printScoped(block.outputs)}`,
    `returns  ${printPattern(block.returns.pattern)}`,
    `feedback ${printScoped(block.feedback)}`,
  ]
  return `block\n${indented(lines.join('\n'))}`
}

/** The whole program: definitions, then strategies, in the order of the text. */
export const printCore = (program: CoreProgram): string => {
  const definitions = [...program.definitions.values()].map(
    d => `${d.kind} ${d.name} = ${printExpression(d.core)}`,
  )
  const strategies = [...program.strategies.values()].map(s => {
    const entries = s.entries.map(e => `  ${e.key.join('.')} = ${printExpression(e.value)}`)
    return [`strategy ${s.name} for ${printExpression(s.game)}`, ...entries].join('\n')
  })
  return `${[...definitions, ...strategies].join('\n\n')}\n`
}
