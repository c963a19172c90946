/** A game as what decides: its play makes the commands of a step, its coplay is paid with what was measured after. */
import * as E from 'fp-ts/lib/Either.js'
import type { DrivenGame, PlayedStep } from '../questions/driving.ts'
import type { Controller } from './controller.ts'

export const gameController = (game: DrivenGame): Controller => ({
  reads: game.readsBefore.map(({ path }) => path),
  decide: (readings, random) =>
    E.map((played: PlayedStep) => ({
      commands: played.sends,
      told: toldOf(played),
      settle: played.coplay,
    }))(game.play(readings, random)),
})

/** What the log keeps of a play: what went in, what each player saw and did. */
const toldOf = ({ fed, decisions, solved }: PlayedStep): Readonly<Record<string, unknown>> => ({
  ...(fed.size === 0 ? {} : { fed: Object.fromEntries(fed) }),
  decisions: decisions.map(({ path, observation, action }) => ({ path, observation, action })),
  ...(solved === undefined
    ? {}
    : { solved: { method: solved.method, payoffs: Object.fromEntries(solved.payoffs) } }),
})
