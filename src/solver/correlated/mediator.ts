/**
 * A mediator as an ordinary game: chance draws what to recommend, everybody is told its own part, and a correlated
 * equilibrium is that obeying is an equilibrium (Aumann 1987; the canonical mediator of Myerson 1982).
 */
import { type NormalForm, profileCount } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type Distribution, expectedPayoffs, strategiesAt } from './distribution.ts'
import type { Correlation } from './obedience.ts'

/**
 * A program of the language with the mediated game, the strategy `obey`, a check that it is an equilibrium, and what it
 * brings each player. For `coarse` everybody decides whether to obey before the draw.
 *
 * Strategies become constructors named after their labels as far as the language has such names.
 */
export const mediatedProgram = (
  form: NormalForm<Rational>,
  distribution: Distribution,
  correlation: Correlation = 'correlated',
): string => {
  const types = typesOf(form.strategies)
  const nameOf = (player: number, strategy: number): string => types[player]?.constructors[strategy] ?? ''
  const profileOf = (profile: number): readonly string[] =>
    strategiesAt(form, profile).map((strategy, player) => nameOf(player, strategy))
  const declared = types.filter((type, player) => types.indexOf(type) === player)
  return `${[
    declared.map(({ name, constructors }) => `type ${name} = ${constructors.join(' | ')}`).join('\n'),
    ...form.players.map((_, player) => payoffText(form, types, player, profileOf)),
    ...(correlation === 'coarse' ? [followText] : []),
    adviceText(distribution, profileOf),
    gameText(form, types, correlation),
    [
      `strategy obey for mediated advice = {`,
      form.players
        .map(agent => `  ${JSON.stringify(agent)} = ${correlation === 'coarse' ? 'Nothing' : 'id'}`)
        .join(',\n'),
      '}',
    ].join('\n'),
    [
      'check obey is equilibrium',
      ...expectedPayoffs(form, distribution).map(
        (payoff, player) =>
          `expect payoff obey ${JSON.stringify(form.players[player] ?? '')} == ${ratioText(payoff)}`,
      ),
    ].join('\n'),
  ].join('\n\n')}\n`
}

interface MoveType {
  readonly name: string
  readonly constructors: readonly string[]
}

/** Constructors of the language itself, which a program does not declare again. */
const reserved = ['True', 'False', 'Nothing', 'Just', 'Left', 'Right']

/** A type for each player; players with the same strategies share one. */
const typesOf = (strategies: NormalForm<unknown>['strategies']): readonly MoveType[] => {
  const taken = new Set(reserved)
  const known = new Map<string, MoveType>()
  const typeOf = (labels: readonly string[]): MoveType => {
    const key = JSON.stringify(labels)
    const found = known.get(key) ?? {
      name: `Move${known.size === 0 ? '' : known.size + 1}`,
      constructors: labels.map(label => constructorOf(label, taken)),
    }
    known.set(key, found)
    return found
  }
  return strategies.map(typeOf)
}

/** A constructor like the label that is not taken, and takes it. */
const constructorOf = (label: string, taken: Set<string>): string => {
  const letters = label.replace(/[^A-Za-z0-9]/g, '')
  const name = /^[A-Za-z]/.test(letters) ? letters.charAt(0).toUpperCase() + letters.slice(1) : `S${letters}`
  let found = name
  for (let k = 2; taken.has(found); k++) found = `${name}${/\d$/.test(name) ? 'x' : ''}${k}`
  taken.add(found)
  return found
}

const payoffText = (
  form: NormalForm<Rational>,
  types: readonly MoveType[],
  player: number,
  profileOf: (profile: number) => readonly string[],
): string => {
  const widths = types.map(({ constructors }) => Math.max(...constructors.map(({ length }) => length)))
  return [
    `let payoff${player + 1} : ${types.map(({ name }) => name).join(' -> ')} -> Real`,
    ...Array.from({ length: profileCount(form) }, (_, profile) => {
      const patterns = profileOf(profile).map((name, i) => name.padEnd(widths[i] ?? 0))
      return `  | ${patterns.join(' ')} = ${ratioText(form.payoffs[player]?.[profile] ?? exact.zero)}`
    }),
  ].join('\n')
}

/** What is done by who obeys and who has chosen beforehand. */
const followText = ['let follow', '  | Nothing told = told', '  | (Just move) _ = move'].join('\n')

const adviceText = (
  distribution: Distribution,
  profileOf: (profile: number) => readonly string[],
): string => {
  const entries = [...distribution].map(
    ([profile, probability]) => `(${tuple(profileOf(profile))}, ${ratioText(probability)})`,
  )
  return `let advice = distFromList [\n  ${entries.join(',\n  ')}\n]`
}

const tuple = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(', ')})`

const gameText = (
  form: NormalForm<Rational>,
  types: readonly MoveType[],
  correlation: Correlation,
): string => {
  const isCoarse = correlation === 'coarse'
  const played = types.map((_, i) => (isCoarse ? `(follow x${i + 1} told${i + 1})` : `x${i + 1}`)).join(' ')
  const blocks = types.map(({ constructors }, player) => {
    const agent = JSON.stringify(form.players[player] ?? '')
    const moves = isCoarse
      ? `[Nothing, ${constructors.map(name => `Just ${name}`).join(', ')}]`
      : `[${constructors.join(', ')}]`
    return [
      ...(isCoarse ? [] : [`    inputs    : told${player + 1} ;`]),
      `    operation : ${isCoarse ? `decision ${agent} ${moves}` : `dependentDecision ${agent} (const ${moves})`} ;`,
      `    outputs   : x${player + 1} ;`,
      `    returns   : payoff${player + 1} ${played} ;`,
    ].join('\n')
  })
  const draw = [
    '    operation : nature draw ;',
    `    outputs   : ${types.map((_, i) => `told${i + 1}`).join(', ')} ;`,
  ].join('\n')
  return [
    `game mediated (draw : Dist ${tuple(types.map(({ name }) => name))}) = [opengame|`,
    [draw, ...blocks].join('\n\n'),
    '|]',
  ].join('\n')
}

/** A number in the notation of the language: `3`, `21 / 4`. */
const ratioText = ({ numerator, denominator }: Rational): string =>
  denominator === 1n ? String(numerator) : `${numerator} / ${denominator}`
