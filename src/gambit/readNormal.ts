/** `.nfg`: a table of payoffs, or of outcomes. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Source, Span } from '../source/source.ts'
import { described, distinctLabels, hintFor, type Reading, reading, Unreadable } from './reading.ts'

/** Entries that a table may have. */
const mostProfiles = 10_000_000

/** The game of an `.nfg` file. Errors: what is wrong with the text. */
export const readNormal = (source: Source): E.Either<readonly Diagnostic[], NormalForm<Rational>> => {
  const r = reading(source)
  try {
    const form = game(r)
    return r.diagnostics.length > 0 ? E.left(r.diagnostics) : E.right(form)
  } catch (error) {
    if (error instanceof Unreadable) return E.left(r.diagnostics)
    throw error
  }
}

const game = (r: Reading): NormalForm<Rational> => {
  header(r, 'NFG', 1)
  const title = r.text('the title of the game')
  const players = playersOf(r)
  const strategies = strategiesOf(r, players)
  const comment = r.peek().kind === 'text' ? r.text('a comment') : ''
  const table = { strategies }
  const count = profileCount(table)
  if (count > mostProfiles) tooLarge(r, count, r.peek().span)
  const rows =
    r.peek().kind === '{' ? byOutcomes(r, players.length, count) : byPayoffs(r, players.length, count)
  const last = r.peek()
  if (last.kind !== 'end')
    r.complain('G7203', 'there is more than the table has entries', {
      span: last.span,
      label: `${described(last)} is one too many`,
      explanation: `The strategies make ${several(count, 'profile')}.`,
      hint: 'take out what is too much, or give the players more strategies',
    })
  return { title, comment, players, strategies, payoffs: reordered(table, players.length, rows) }
}

/** `NFG 1 R` or `EFG 2 R`; `D`, of files written long ago, says the same. */
export const header = (r: Reading, word: 'NFG' | 'EFG', version: number): void => {
  const first = r.next()
  if (first.kind !== 'symbol' || first.value !== word)
    r.stop('G7202', `this is no \`.${word.toLowerCase()}\` file`, {
      span: first.span,
      label: `it begins with ${described(first)}`,
      hint: `a file begins with \`${word} ${version} R\``,
    })
  const number = r.next()
  if (number.kind !== 'number' || number.text !== String(version))
    r.stop('G7202', `version ${version} of the format is expected`, {
      span: number.span,
      hint: `begin the file with \`${word} ${version} R\``,
    })
  const kind = r.next()
  if (kind.kind !== 'symbol' || (kind.value !== 'R' && kind.value !== 'D'))
    r.stop('G7202', '`R` or `D` is expected after the version', {
      span: kind.span,
      hint: `begin the file with \`${word} ${version} R\``,
    })
}

export const playersOf = (r: Reading): readonly string[] => {
  r.expect('{', 'the list of players, in braces,')
  const players: string[] = []
  while (r.peek().kind === 'text') players.push(r.text('a player'))
  const end = r.expect('}', 'the name of a player in quotes, or `}`,')
  if (players.length === 0)
    r.stop('G7203', 'a game has at least one player', {
      span: end.span,
      hint: 'list the players, as `{ "one" "other" }`',
    })
  return distinctLabels(players)
}

/** A number of strategies a player, or the labels of each player's. */
const strategiesOf = (r: Reading, players: readonly string[]): readonly (readonly string[])[] => {
  const start = r.expect('{', 'the strategies of the players, in braces,')
  const found: (readonly string[])[] = []
  let profiles = 1
  while (r.peek().kind === 'number' || r.peek().kind === '{') {
    const { span } = r.peek()
    const own = r.peek().kind === 'number' ? counted(r, profiles) : labeled(r)
    if (own.length === 0)
      r.complain('G7203', 'a player has at least one strategy', {
        span,
        hint: 'give it a number of strategies, 1 or more, or the list of their names',
      })
    found.push(own)
    profiles *= Math.max(1, own.length)
  }
  r.expect('}', 'a number of strategies, a list of their names, or `}`,')
  if (found.length !== players.length)
    r.stop(
      'G7203',
      `there are strategies of ${several(found.length, 'player')}, and ${several(players.length, 'player')}`,
      {
        span: start.span,
        hint: 'give a number of strategies, or a list of their names, for each player',
      },
    )
  return found
}

const tooLarge = (r: Reading, entries: number, span: Span): never =>
  r.stop('G7203', `a table of ${entries} entries is too large`, {
    span,
    hint: `tables have at most ${mostProfiles} entries: write the game as a tree, or with fewer strategies`,
  })

/** Strategies known by their numbers; the players before make so many profiles. */
const counted = (r: Reading, profiles: number): readonly string[] => {
  const { span } = r.peek()
  const count = r.whole('a number of strategies')
  // Their list is made before the table is looked at.
  if (count * profiles > mostProfiles) tooLarge(r, count * profiles, span)
  return Array.from({ length: count }, (_, k) => String(k + 1))
}

const labeled = (r: Reading): readonly string[] => {
  r.next()
  const labels: string[] = []
  while (r.peek().kind === 'text') labels.push(r.text('a strategy'))
  r.expect('}', 'the name of a strategy in quotes, or `}`,')
  return distinctLabels(labels)
}

/** A number for each player of each profile, without commas. */
const byPayoffs = (r: Reading, players: number, count: number): readonly (readonly Rational[])[] => {
  const rows: (readonly Rational[])[] = []
  for (let profile = 0; profile < count; profile++) {
    const row: Rational[] = []
    for (let player = 0; player < players; player++) {
      if (r.peek().kind !== 'number') missing(r, profile * players + player, count * players, 'payoff')
      row.push(r.number('a payoff'))
    }
    rows.push(row)
  }
  return rows
}

const missing = (r: Reading, found: number, wanted: number, what: string): never => {
  const token = r.peek()
  return r.stop(
    'G7203',
    `${several(wanted, what)} ${wanted === 1 ? 'is' : 'are'} needed, and ${found} given`,
    {
      span: token.span,
      label: token.kind === 'end' ? 'the file ends here' : `this is ${described(token)}`,
      explanation:
        'The table has an entry for each combination of strategies, that of the first player fastest.',
      hint:
        token.kind === 'end'
          ? 'add those that are missing, or give the players fewer strategies'
          : hintFor('number', token),
    },
  )
}

/** Outcomes with their payoffs, then the number of one for each profile; 0 pays nothing. */
const byOutcomes = (r: Reading, players: number, count: number): readonly (readonly Rational[])[] => {
  r.expect('{', 'the list of outcomes')
  const nothing = Array.from({ length: players }, () => exact.zero)
  const outcomes: (readonly Rational[])[] = [nothing]
  while (r.peek().kind === '{') outcomes.push(outcomeOf(r, players))
  r.expect('}', 'an outcome in braces, or `}`,')
  return Array.from({ length: count }, (_, profile) => {
    if (r.peek().kind !== 'number') missing(r, profile, count, 'outcome number')
    const { span } = r.peek()
    const index = r.whole('the number of an outcome')
    const found = outcomes[index]
    if (found === undefined)
      r.complain('G7203', `there is no outcome ${index}`, {
        span,
        explanation: `Outcomes are numbered from 1 to ${outcomes.length - 1}; 0 pays nothing.`,
        hint: 'add the outcome to the list, or name one that is there',
      })
    return found ?? nothing
  })
}

const outcomeOf = (r: Reading, players: number): readonly Rational[] => {
  r.next()
  r.text('the name of the outcome')
  const { span } = r.peek()
  const payoffs = payoffList(r)
  r.expect('}', 'a payoff, or `}`,')
  if (payoffs.length !== players)
    r.complain('G7203', payoffsWrong(payoffs.length, players), { span, hint: payoffsHint })
  return Array.from({ length: players }, (_, player) => payoffs[player] ?? exact.zero)
}

export const payoffsHint = 'give a payoff for each player, in their order'

/** The title where an outcome does not pay each player. */
export const payoffsWrong = (given: number, players: number): string =>
  `an outcome has ${several(given, 'payoff')} for ${several(players, 'player')}`

const several = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** Numbers, each perhaps followed by a comma. */
export const payoffList = (r: Reading): readonly Rational[] => {
  const payoffs: Rational[] = []
  while (r.peek().kind === 'number') {
    payoffs.push(r.number('a payoff'))
    if (r.peek().kind === ',') r.next()
  }
  return payoffs
}

/** From rows in which the first player's strategy is fastest to tables by player in which the last one's is. */
const reordered = (
  table: Pick<NormalForm<Rational>, 'strategies'>,
  players: number,
  rows: readonly (readonly Rational[])[],
): readonly (readonly Rational[])[] => {
  const steps = strides(table)
  const sizes = table.strategies.map(own => own.length)
  const payoffs = Array.from({ length: players }, () => new Array<Rational>(rows.length).fill(exact.zero))
  for (const [k, row] of rows.entries()) {
    let rest = k
    let profile = 0
    for (const [player, size] of sizes.entries()) {
      profile += (rest % size) * (steps[player] ?? 0)
      rest = Math.floor(rest / size)
    }
    for (const [player, payoff] of row.entries()) {
      const own = payoffs[player]
      if (own !== undefined) own[profile] = payoff
    }
  }
  return payoffs
}
