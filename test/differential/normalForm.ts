/**
 * A brute-force oracle: games small enough to be played out by a loop, and the definitions of the concepts as
 * quantifiers over pure strategies. It shares no code with the engine but the shape of the game.
 */
import type { Line, Strategies } from '../arbitrary/scripted.ts'

export interface SmallLine {
  /** Absent for chance. */
  readonly player?: 'a' | 'b'
  readonly options: number
  /** Weights of chance, or of nothing. */
  readonly weights: readonly number[]
  /** Earlier lines that are observed. */
  readonly sees: readonly number[]
  /** What returns, by the whole play. */
  readonly pays: readonly number[]
}
export type SmallGame = readonly SmallLine[]

/** What each line does at each observation: an option by the text of what is seen. */
export type Pure = readonly { readonly [seen: string]: number }[]
/** Weights of the options by what is seen. */
export type Mixed = readonly { readonly [seen: string]: readonly number[] }[]

type Moves = readonly number[]

const seenBy = (line: SmallLine, moves: Moves): string => line.sees.map(k => moves[k] ?? 0).join()

const payAt = (game: SmallGame, line: SmallLine, moves: Moves): number => {
  const index = game.reduce((code, { options }, k) => code * options + (moves[k] ?? 0), 0)
  return line.pays[index % line.pays.length] ?? 0
}

/** All plays of a profile with their probabilities. */
const playOut = (game: SmallGame, profile: Mixed): readonly (readonly [Moves, number])[] =>
  game.reduce<readonly (readonly [Moves, number])[]>(
    (plays, line, k) =>
      plays.flatMap(([moves, p]) => {
        const weights = line.player === undefined ? line.weights : profile[k]?.[seenBy(line, moves)]
        return (weights ?? []).flatMap((w, move) => (w > 0 ? [[[...moves, move], p * w] as const] : []))
      }),
    [[[], 1]],
  )

export const payoffOf = (game: SmallGame, profile: Mixed, player: string): number =>
  playOut(game, profile).reduce(
    (sum, [moves, p]) =>
      sum +
      p * game.reduce((own, line) => (line.player === player ? own + payAt(game, line, moves) : own), 0),
    0,
  )

/** Everything that a line could be shown. */
const observations = (game: SmallGame, line: SmallLine): readonly string[] =>
  line.sees
    .reduce<readonly Moves[]>(
      (all, k) =>
        all.flatMap(seen => Array.from({ length: game[k]?.options ?? 1 }, (_, move) => [...seen, move])),
      [[]],
    )
    .map(seen => seen.join())

/** All pure strategies of the lines that `owned` selects; the other lines are empty. */
export const pureStrategies = (game: SmallGame, owned: (line: SmallLine) => boolean): readonly Pure[] =>
  game.reduce<readonly Pure[]>(
    (all, line) => {
      const tables = !owned(line)
        ? [{}]
        : observations(game, line).reduce<readonly { readonly [seen: string]: number }[]>(
            (rows, seen) =>
              rows.flatMap(row =>
                Array.from({ length: line.options }, (_, move) => ({ ...row, [seen]: move })),
              ),
            [{}],
          )
      return all.flatMap(sofar => tables.map(table => [...sofar, table]))
    },
    [[]],
  )

export const asMixed = (game: SmallGame, pure: Pure): Mixed =>
  pure.map((row, k) =>
    Object.fromEntries(
      Object.entries(row).map(([seen, move]) => [
        seen,
        Array.from({ length: game[k]?.options ?? 0 }, (_, option) => (option === move ? 1 : 0)),
      ]),
    ),
  )

/** The profile with the lines of `player` taken from `strategy`. */
const replaced = (game: SmallGame, profile: Mixed, player: string, strategy: Mixed): Mixed =>
  profile.map((row, k) => (game[k]?.player === player ? (strategy[k] ?? row) : row))

const players = ['a', 'b'] as const
const tolerance = 1e-9

const deviations = (game: SmallGame, player: string): readonly Mixed[] =>
  pureStrategies(game, line => line.player === player).map(pure => asMixed(game, pure))

export const isNash = (game: SmallGame, profile: Mixed): boolean =>
  players.every(player => {
    const now = payoffOf(game, profile, player)
    return deviations(game, player).every(
      other => payoffOf(game, replaced(game, profile, player, other), player) <= now + tolerance,
    )
  })

export const isDominant = (game: SmallGame, profile: Mixed): boolean =>
  players.every(player =>
    pureStrategies(game, line => line.player !== undefined && line.player !== player).every(others => {
      const against = replaced(game, asMixed(game, others), player, profile)
      const now = payoffOf(game, against, player)
      return deviations(game, player).every(
        other => payoffOf(game, replaced(game, against, player, other), player) <= now + tolerance,
      )
    }),
  )

export const isPareto = (game: SmallGame, profile: Mixed): boolean => {
  const now = players.map(player => payoffOf(game, profile, player))
  return pureStrategies(game, line => line.player !== undefined).every(pure => {
    const then = players.map(player => payoffOf(game, asMixed(game, pure), player))
    const isWorse = then.some((value, k) => value < (now[k] ?? 0) - tolerance)
    return isWorse || then.every((value, k) => value <= (now[k] ?? 0) + tolerance)
  })
}

/** For pure profiles: whatever changes the player's own move somewhere on the path costs it something. */
export const isStrict = (game: SmallGame, profile: Mixed): boolean =>
  players.every(player => {
    const now = payoffOf(game, profile, player)
    const path = playOut(game, profile)
    const changesPath = (other: Mixed) =>
      path.some(([moves]) =>
        game.some(
          (line, k) =>
            line.player === player && other[k]?.[seenBy(line, moves.slice(0, k))]?.[moves[k] ?? 0] !== 1,
        ),
      )
    return deviations(game, player).every(
      other =>
        !changesPath(other) ||
        payoffOf(game, replaced(game, profile, player, other), player) < now - tolerance,
    )
  })

/** The same game for the engine. */
export const linesOf = (game: SmallGame): readonly Line<number>[] => {
  const movesOf = (play: { readonly [name: string]: unknown }) =>
    game.map((_, k) => Number(play[`${k}`] ?? 0))
  return game.map((line, k): Line<number> => {
    const name = `${k}`
    const { player } = line
    if (player === undefined)
      return { kind: 'nature', name, draw: () => line.weights.map((w, move) => [move, w] as const) }
    return {
      kind: 'decide',
      player,
      name,
      observe: play => seenBy(line, movesOf(play)),
      actions: () => Array.from({ length: line.options }, (_, option) => option),
      returns: play => payAt(game, line, movesOf(play)),
    }
  })
}

export const strategiesOf = (game: SmallGame, profile: Mixed): Strategies<number> =>
  Object.fromEntries(
    game.flatMap(({ player }, k) =>
      player === undefined
        ? []
        : [
            [
              `${k}`,
              (seen: unknown) =>
                (profile[k]?.[String(seen)] ?? []).flatMap((w, move) => (w > 0 ? [[move, w] as const] : [])),
            ],
          ],
    ),
  )
