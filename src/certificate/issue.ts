/** Certificates of what a program's checks come to, computed exactly. */
import * as E from 'fp-ts/lib/Either.js'
import type { CheckQuestion, Program } from '../compile/program.ts'
import { check } from '../equilibrium/check.ts'
import type { Judged } from '../equilibrium/judged.ts'
import { decidingPlayers } from '../equilibrium/payoffs.ts'
import type { Verdict } from '../equilibrium/verdict.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Judging } from '../questions/judging.ts'
import type { Show } from '../questions/notation.ts'
import type { Source } from '../source/source.ts'
import { type Certificate, type Claim, certificateSchema, contentOf, type StateClaim } from './certificate.ts'
import { type Tables, tablesOf, type Writing } from './tables.ts'
import { type Sha256, verifyClaim } from './verify.ts'

export interface Certifying {
  readonly program: Program<Rational>
  readonly judging: Judging<Rational>
  readonly show: Show
  readonly questions: readonly CheckQuestion<Rational>[]
  /** Regret forgiven where a check does not say. */
  readonly epsilon: Rational
  /** Called before each question. */
  readonly renew: () => void
}

/** A question that the certificate leaves out, and why. */
export interface LeftOut {
  readonly question: CheckQuestion<Rational>
  readonly why: string
}

export interface Certified {
  readonly claims: readonly Claim[]
  readonly leftOut: readonly LeftOut[]
}

/** What is proved of each question. */
export const claimsOf = (certifying: Certifying): Certified => {
  const claims: Claim[] = []
  const leftOut: LeftOut[] = []
  for (const question of certifying.questions) {
    certifying.renew()
    const claim = claimOf(certifying, question)
    if (E.isRight(claim)) claims.push(claim.right)
    else leftOut.push({ question, why: claim.left })
  }
  return { claims, leftOut }
}

/** The certificate of some claims about a program of `sources`, settings among them left out. */
export const certificateOf = (
  sha256: Sha256,
  file: string,
  sources: Iterable<Source>,
  settings: readonly { readonly name: string; readonly text: string }[],
  claims: readonly Claim[],
): Certificate => {
  const content: Omit<Certificate, 'digest'> = {
    schema: certificateSchema,
    program: {
      file,
      sources: [...sources].map(({ path, text }) => ({ path, sha256: sha256(text) })),
      settings: settings.map(({ name, text }) => ({ name, text })),
    },
    claims: [...claims],
  }
  return { ...content, digest: sha256(contentOf(content)) }
}

/** The tables of a question's game and profile. `Left` says why there are none. */
export const tablesFor = (
  { program, judging, show }: Certifying,
  question: CheckQuestion<Rational>,
): E.Either<string, { readonly tables: Tables; readonly judged: Judged<Rational> }> => {
  const { closed, strategy } = question
  if (E.isLeft(closed)) return E.left(closed.left.title)
  if (closed.right.forever !== undefined) return E.left('games without end have no certificate yet')
  const ready = program.attempt(question.span, () => judging(closed.right, strategy.profile))
  if (E.isLeft(ready)) return E.left(ready.left.title)
  const { judged, diagram } = ready.right
  const tables = diagram === undefined ? undefined : tablesOf(diagram, writing(show))
  return tables === undefined ? E.left('the game has no tables that fit') : E.right({ tables, judged })
}

const writing = (show: Show): Writing => ({ show, fraction: exact.show })

const claimOf = (certifying: Certifying, question: CheckQuestion<Rational>): E.Either<string, Claim> => {
  if (question.concept !== 'equilibrium')
    return E.left(`there are no certificates of \`${question.concept}\` yet`)
  const found = tablesFor(certifying, question)
  if (E.isLeft(found)) return found
  const { tables, judged } = found.right
  const epsilon = question.epsilon ?? certifying.epsilon
  const answered = certifying.program.attempt(question.span, () => ({
    verdict: check('equilibrium', judged, { scalar: exact, epsilon }),
    replies: decidingPlayers(judged.plan.decisions).map(
      player => [player, judged.plan.bestReply(player)] as const,
    ),
  }))
  if (E.isLeft(answered)) return E.left(answered.left.title)
  const { verdict, replies } = answered.right
  if (verdict.judgement.kind === 'unknown') return E.left('the verdict is out of reach')
  const bestReplies: Record<string, string> = {}
  for (const [player, reply] of replies) {
    if (reply.kind === 'found') bestReplies[player] = exact.show(reply.value)
  }
  const { line, text, strategy } = question
  const claim: Claim = {
    line,
    question: text,
    game: strategy.gameName,
    strategy: strategy.name,
    concept: 'equilibrium',
    epsilon: exact.show(epsilon),
    holds: verdict.judgement.kind === 'holds',
    play: tables.play,
    payoffs: Object.fromEntries(
      Object.entries(verdict.payoffs).map(([player, payoff]) => [player, exact.show(payoff)]),
    ),
    states: statesOf(tables, verdict),
    bestReplies,
  }
  // What a player forgets may leave a proof out of reach: what is written can be verified.
  const [wrong] = verifyClaim(claim)
  return wrong === undefined ? E.right(claim) : E.left(`it cannot be verified: ${wrong}`)
}

const statesOf = (tables: Tables, { states }: Verdict<Rational>): StateClaim[] =>
  states.map(({ decision: { key }, observation, probability, account, payoff, best }) => ({
    decision: tables.nodeOf.get(key) ?? -1,
    observation: tables.observations.get(key)?.get(structuralKey(observation)) ?? -1,
    probability: exact.show(probability),
    account,
    payoff: exact.show(payoff),
    best: {
      action: tables.actions.get(key)?.get(structuralKey(best.action)) ?? -1,
      payoff: exact.show(best.payoff),
    },
  }))
