/** The plan on trees of every strategy of the library, against the optics. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { ClosedLanguageGame, ValueProfile } from '../../../src/compile/program.ts'
import { bestResponse, sideOf } from '../../../src/equilibrium/bestResponse.ts'
import { expectedPayoffs, receipts } from '../../../src/equilibrium/payoffs.ts'
import { tremblingStates } from '../../../src/equilibrium/tremblingStates.ts'
import type { InformationState, Ledger } from '../../../src/game/game.ts'
import { faithfulObservable } from '../../../src/game/interpretation.ts'
import { receiptsTree, type Tree } from '../../../src/game/tree.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { finite } from '../../../src/markov/finite.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { structuralKey } from '../../../src/markov/structuralKey.ts'
import { diagramTree } from '../../../src/plan/tree/diagramTree.ts'
import { treePlan } from '../../../src/plan/tree/plan.ts'
import { arithmeticOf } from '../../../src/plan/tree/scalars.ts'
import { prepare } from '../../../src/questions/answer.ts'
import { typedProgram } from '../../../src/questions/typedProgram.ts'
import { inSmall } from '../../differential/inSmall.ts'

const root = join(import.meta.dirname, '../../../games')

/** The optics take long over larger trees. */
const limit = 1_200

let compared = 0

const read = (path: string) =>
  E.tryCatch(
    () => ({ path, text: readFileSync(path, 'utf8') }),
    () => ({ code: 'G7001', reason: 'there is no such file' }) as const,
  )

interface Closed {
  readonly name: string
  readonly closed: ClosedLanguageGame<Rational>
  readonly profile: ValueProfile<Rational>
}

/** What the file asks about, traced where it can be. */
const closedIn = (path: string) => {
  const source = { path, text: readFileSync(path, 'utf8') }
  const { program } = prepare(typedProgram(source, read), {
    scalar: exact,
    steps: 50_000_000,
    standIn: inSmall(exact),
  })
  const strategies = new Map<string, Closed>()
  // A game without end has no tree.
  for (const question of program.questions)
    if (
      question.kind === 'check' &&
      E.isRight(question.closed) &&
      question.closed.right.forever === undefined
    ) {
      const { name, profile } = question.strategy
      strategies.set(name, { name, profile, closed: question.closed.right })
    }
  return [...strategies.values()].flatMap(strategy => {
    const traced = program.trace(strategy.closed, strategy.profile)
    return E.isRight(traced) ? [{ ...strategy, diagram: traced.right.diagram }] : []
  })
}

const keyed = (states: readonly InformationState<Rational>[]) =>
  states.map(({ decision, observation, probability, strategy, payoff, actions }) => ({
    key: decision.key,
    observation: structuralKey(observation),
    probability: exact.show(probability),
    strategy: strategy.map(([action, weight]) => [structuralKey(action), exact.show(weight)]).sort(),
    payoff: exact.show(payoff),
    actions: actions.map(({ action, ...values }) => [
      structuralKey(action),
      exact.show(values.payoff),
      exact.show(values.total),
      exact.show(values.earlier),
    ]),
  }))

const ledgerText = (ledger: Ledger<Rational>): string =>
  Object.entries(ledger)
    .filter(([, amount]) => !exact.equals(amount, exact.zero))
    .map(([player, amount]) => `${player} ${exact.show(amount)}`)
    .sort()
    .join()

/** The weight of each course of choices and what it pays, chance summed up. */
const courses = (tree: Tree<Rational, Ledger<Rational>>): ReadonlyMap<string, string> => {
  const found = new Map<string, Rational>()
  const visit = (node: typeof tree, weight: Rational, course: string): void => {
    switch (node.kind) {
      case 'leaf': {
        const key = `${course} pays ${ledgerText(node.value)}`
        found.set(key, exact.add(found.get(key) ?? exact.zero, weight))
        return
      }
      case 'chance':
        for (const [branch, p] of node.branches) visit(branch, exact.mul(weight, p), course)
        return
      case 'choice':
        for (const [index, branch] of node.branches.entries())
          visit(branch, weight, `${course} ${node.informationSet}:${structuralKey(node.actions[index])}`)
    }
  }
  visit(tree, exact.one, '')
  return new Map([...found].sort().map(([key, weight]) => [key, exact.show(weight)]))
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.game'))
  .map(file => [file, join(root, file)] as const)

describe.each(files)('the trees of %s', (_, path) => {
  const markov = finite(exact, unlimited)
  const means = { scalar: exact, budget: unlimited }
  it('say what the optics say', () => {
    for (const { closed, profile, diagram } of closedIn(path)) {
      const plan = treePlan(arithmeticOf(exact), unlimited, diagram, limit)
      if (E.isLeft(plan)) continue
      compared += 1
      const { payoffs, states, tremblingStates: trembling, bestReply } = plan.right
      const reference = receipts(means, closed, profile)
      expect(payoffs()).toEqual(expectedPayoffs(exact, closed.decisions, reference))
      expect(keyed(states())).toEqual(keyed(closed.evaluate(faithfulObservable(markov), profile)))
      for (const player of new Set(closed.decisions.map(decision => decision.player))) {
        const response = bestResponse(exact, sideOf(means, closed, profile, player), player, exact.zero)
        const reply = bestReply(player)
        if (reply.kind === 'found') {
          expect(reply.payoff).toEqual(response.payoff)
          expect(reply.value).toEqual(response.upper)
        }
      }
      const tree = diagramTree(exact, unlimited, diagram, limit)
      if (E.isLeft(tree)) continue
      expect(courses(tree.right)).toEqual(courses(receiptsTree(exact, unlimited, closed, profile)))
      expect(keyed(trembling())).toEqual(keyed(tremblingStates(means, closed, profile)))
    }
  })
})

describe('the trees of the library', () => {
  it('are those of many strategies', () => {
    expect(compared).toBeGreaterThan(50)
  })
})
