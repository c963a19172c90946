/** Messages about drives, one function a code. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Span } from '../source/source.ts'
import type { DriveDeclaration, Name, ParamDeclaration, Quantity } from '../syntax/ast.ts'
import { unbound } from './nameErrors.ts'
import type { TopLevel } from './resolution.ts'
import { type DriveBoundary, isDrivable } from './resolvedDrive.ts'
import type { Local } from './scope.ts'

const listed = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ')

/** G2015 */
export const nothingToDrive = (name: Name, top: TopLevel): Diagnostic => {
  const other = top.values.get(name.text)?.value
  const names = [...top.values.values()].flatMap(({ value }) => (isDrivable(value) ? [value.name.text] : []))
  const title =
    other === undefined
      ? `no strategy and no game is called \`${name.text}\``
      : `\`${name.text}\` is neither a strategy nor a game`
  return diagnostic('G2015', title, {
    primary: { span: name.span, text: 'a strategy or a game drives' },
    secondary: other === undefined ? [] : [{ span: other.name.span, text: 'declared here' }],
    hint:
      didYouMean(name.text, names) ??
      (names.length === 0 ? 'declare a game, and a strategy for it' : `name one of ${listed(names)}`),
  })
}

/** G2020; `game` is what was followed to its definition. */
export const drivenNoBlock = (driven: Name, game: Name): Diagnostic =>
  diagnostic('G2020', `what \`${driven.text}\` plays is no block`, {
    primary: { span: driven.span, text: 'its inputs have no names to be fed by' },
    secondary: [{ span: game.span, text: 'declared here' }],
    hint: 'drive a game that is a block: `inputs : x ; … operation : g ; …` gives the inputs of `g` names',
  })

/** G2002, for two feeds of one name. */
export const fedTwice = (name: Name, first: Name): Diagnostic =>
  diagnostic('G2002', `\`${name.text}\` is fed twice`, {
    primary: { span: name.span, text: 'fed again here' },
    secondary: [{ span: first.span, text: 'fed here first' }],
    hint: 'leave one of the two out',
  })

/** G2018 */
export const commandedTwice = (quantity: Quantity, first: Quantity): Diagnostic =>
  diagnostic('G2018', `\`${quantity.path}\` is commanded twice`, {
    primary: { span: quantity.span, text: 'commanded again here' },
    secondary: [{ span: first.span, text: 'commanded here first' }],
    hint: 'send one value to each quantity, computed of both where both matter',
  })

/** G2017 */
export const nothingToFeed = (
  name: Name,
  { inputs, returns, play }: DriveBoundary,
  params: readonly ParamDeclaration[],
): Diagnostic => {
  const [ins, outs] = [inputs.map(one => one.name), returns.map(one => one.name)]
  const known = [...ins, ...outs, ...params.map(param => param.name.text)]
  const inPlay = play.find(one => one.name === name.text)
  const which = (names: readonly string[], none: string): string =>
    names.length === 0 ? none : listed(names)
  return diagnostic('G2017', `\`${name.text}\` cannot be fed`, {
    primary: {
      span: name.span,
      text:
        inPlay === undefined ? 'no input, no returned name and no parameter' : 'the play itself decides this',
    },
    secondary: inPlay === undefined ? [] : [{ span: inPlay.span, text: 'bound here' }],
    explanation: [
      `Its inputs are ${which(ins, 'none')}; returned to it are ${which(outs, 'no names')}; parameters are ${which(
        params.map(param => param.name.text),
        'none',
      )}.`,
    ],
    hint:
      didYouMean(name.text, known) ??
      (inPlay === undefined ? undefined : `to command the grid write \`${name.text} -> device.quantity\``),
  })
}

/** G2001 where what is fed names the play: the message says where that can be done. */
export const explainedInFeed =
  (play: readonly Local[]) =>
  (told: Diagnostic): Diagnostic => {
    const named = play.find(({ name }) => told.code === 'G2001' && told.title === unbound(name))
    if (named === undefined) return told
    return {
      ...told,
      secondary: [{ span: named.span, text: 'bound by the play' }],
      explanation: ['What is fed is read from the grid. Names of the play can be used before `->` only.'],
    }
  }

/** G2016 */
export const notFed = (
  d: DriveDeclaration,
  inputs: readonly Local[],
  returns: readonly Local[],
): Diagnostic => {
  const names = [...inputs, ...returns].map(local => local.name)
  const told = [
    ...(inputs.length === 0
      ? []
      : [`${inputs.length === 1 ? 'input' : 'inputs'} ${listed(inputs.map(l => l.name))}`]),
    ...(returns.length === 0 ? [] : [`returned ${listed(returns.map(l => l.name))}`]),
  ]
  const [name = ''] = names
  return diagnostic('G2016', `\`${d.driven.text}\` is driven without ${told.join(' and ')}`, {
    primary: { span: d.driven.span, text: names.length === 1 ? 'nothing feeds it' : 'nothing feeds them' },
    secondary: [...inputs, ...returns].map(({ span }) => ({ span, text: 'bound here' })),
    explanation:
      returns.length === 0
        ? []
        : ['What is returned to the block is read after the step: what was measured, paid or billed.'],
    hint: `feed ${names.length === 1 ? 'it' : 'each'}: \`${name} <- device.quantity ;\``,
  })
}

/** What is wrong with the time of a drive. */
export type PaceFault =
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'again'; readonly span: Span; readonly first: Span }
  | { readonly kind: 'unit'; readonly name: Name; readonly units: readonly string[] }
  | { readonly kind: 'word'; readonly name: Name }
  | { readonly kind: 'length' | 'count'; readonly span: Span; readonly text: string }

const example = 'write `every 15 minutes for 96`: how long a step is, and how many there are'

/** G2019 */
export const pace = (fault: PaceFault): Diagnostic => {
  switch (fault.kind) {
    case 'none':
      return diagnostic('G2019', 'how long a step of the drive is, is not said', {
        primary: { span: fault.span, text: 'its steps have no length and no number' },
        hint: example,
      })
    case 'again':
      return diagnostic('G2019', 'how long a step of the drive is, is said twice', {
        primary: { span: fault.span, text: 'said again here' },
        secondary: [{ span: fault.first, text: 'said here first' }],
        hint: 'leave one of the two out',
      })
    case 'unit':
      return diagnostic('G2019', `\`${fault.name.text}\` is no unit of time`, {
        primary: { span: fault.name.span, text: 'seconds, minutes, hours or days' },
        hint: didYouMean(fault.name.text, fault.units) ?? example,
      })
    case 'word':
      return diagnostic('G2019', `\`${fault.name.text}\` cannot stand here`, {
        primary: { span: fault.name.span, text: 'steps are counted' },
        hint: didYouMean(fault.name.text, ['steps']) ?? example,
      })
    case 'length':
      return diagnostic('G2019', `a step cannot be ${fault.text} long`, {
        primary: { span: fault.span, text: 'more than 0' },
        hint: example,
      })
    case 'count':
      return diagnostic('G2019', `there cannot be ${fault.text} steps`, {
        primary: { span: fault.span, text: 'a whole number, 1 or more' },
        hint: example,
      })
  }
}
