import type { Equation, Name, Pattern } from './ast.ts'
import type { Building } from './building.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

const count = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`

/** All equations of a function take as many arguments as its first; those that do not are left out. */
export const checkArity = (
  b: Building,
  name: Name,
  before: readonly Pattern[],
  equations: readonly Equation[],
): readonly Equation[] => {
  const [leading] = equations
  if (leading === undefined) return equations
  const stray = before[0]
  if (stray !== undefined)
    b.diagnostics.push(
      syntaxDiagnostic('G1106', `\`${name.text}\` has arguments before its equations`, stray.span, {
        label: 'the arguments stand in each equation',
        hint: 'move them behind the bars: `| x y = …`',
      }),
    )
  const arity = leading.patterns.length
  return equations.filter(equation => {
    if (equation.patterns.length === arity) return true
    b.diagnostics.push(
      syntaxDiagnostic(
        'G1106',
        `equations of \`${name.text}\` take different numbers of arguments`,
        equation.span,
        {
          label: `${count(equation.patterns.length)} here`,
          secondary: [{ span: leading.span, text: `${count(arity)} here` }],
          hint: 'put a constructor with fields in parentheses: `| (Taken n) = …`',
        },
      ),
    )
    return false
  })
}
