import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { printer } from './clash.ts'
import type { Inference } from './inference.ts'
import { resolve } from './scheme.ts'
import type { Type } from './typed.ts'

/** Whether all values of the type are made of `()`, or nothing is known of them. */
const saysNothing = (type: Type): boolean => {
  switch (type.kind) {
    case 'variable':
      return true
    case 'tuple':
      return type.items.every(saysNothing)
    case 'constructor':
      return type.name === 'List' && type.arguments.every(saysNothing)
    default:
      return false
  }
}

/** G6005 for the lines whose operation feeds something back and that have no `feedback`. */
export const discardWarnings = (inf: Inference): readonly Diagnostic[] =>
  inf.discarded
    .filter(({ declaration }) => !inf.broken.has(declaration))
    .flatMap(({ span, feedback }) => {
      const type = resolve(inf.s, feedback)
      if (saysNothing(type)) return []
      return [
        {
          ...{ code: 'G6005', severity: 'warning', title: 'feedback is thrown away' },
          primary: { span, text: `feeds back \`${printer(inf)(type)}\`` },
          secondary: [],
          explanation: ['The line has no `feedback`, so that nothing receives it.'],
          hint: 'write `feedback : _ ;` if that is meant',
        } as const,
      ]
    })
