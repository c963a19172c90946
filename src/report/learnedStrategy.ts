/** A profile as the language writes it, to be pasted into a file. */
import type { Numeral } from './report.ts'

/** What is played at each observation of a decision. */
type Rules = readonly {
  readonly observation: string
  readonly strategy: readonly { readonly action: string; readonly probability: Numeral }[]
}[]

/** `strategy name for game = { … }`, a line a decision; probabilities as they are in the record. */
export const strategyText = (name: string, game: string, played: Readonly<Record<string, Rules>>): string =>
  [
    `strategy ${name} for ${game} = {`,
    Object.entries(played)
      .map(([path, rules]) => `  ${path} = ${ruleText(rules)}`)
      .join(',\n'),
    '}',
  ].join('\n')

/** A function of what is observed, where anything is. */
const ruleText = (rules: Rules): string => {
  const [first, ...others] = rules
  if (first === undefined) return '()'
  if (others.length === 0 && first.observation === '()') return mixtureText(first.strategy)
  const lines = rules.map(({ observation, strategy }, k) => {
    const mixture = mixtureText(strategy)
    const word = k === 0 ? '' : 'else '
    return k === rules.length - 1
      ? `${word}${mixture}`
      : `${word}if seen == ${atom(observation)} then ${mixture}`
  })
  return `\\seen ->\n${lines.map(line => `      ${line}`).join('\n')}`
}

const mixtureText = (strategy: Rules[number]['strategy']): string => {
  const [first, another] = strategy
  if (first !== undefined && another === undefined) return `pure ${atom(first.action)}`
  const pairs = strategy.map(({ action, probability }) => `(${action}, ${probability})`)
  return `distFromList [${pairs.join(', ')}]`
}

/** In parentheses where it is not one word, or a bracket of its own. */
const atom = (value: string): string =>
  /^(?:[\w.']+|[[({].*[\])}]|".*")$/s.test(value) ? value : `(${value})`
