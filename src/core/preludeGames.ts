/**
 * Atomic games and their composition, as values: each makes a term that compile/ turns into a game of the engine.
 */
import { fromInteger, wholeNumber } from './arithmetic.ts'
import { binary, type Primitives, ternary, unary, whole } from './builtin.ts'
import { unit } from './construct.ts'
import { applyFunction } from './function.ts'
import { fail, type Machine } from './machine.ts'
import { treeGame } from './treeGame.ts'
import type { GameTerm, GameValue, Numeric, Value } from './value.ts'
import {
  expectDist,
  expectFunction,
  expectGame,
  expectMenu,
  expectNumber,
  expectText,
  IllTyped,
} from './view.ts'

const game = <N extends Numeric>(term: GameTerm<N>): GameValue<N> => ({ kind: 'game', term })

/** A function value as a function of the engine. */
const arrow = <N extends Numeric>(m: Machine<N>, f: Value<N>, site: number): ((x: Value<N>) => Value<N>) => {
  const known = expectFunction(f)
  return x => whole(m, known, [x], site)
}

const choosing = <N extends Numeric>(
  m: Machine<N>,
  player: Value<N>,
  epsilon: N,
  actions: Value<N>,
  site: number,
): GameValue<N> => {
  const listed = arrow(m, actions, site)
  return game({
    site,
    kind: 'decision',
    player: expectText(player),
    epsilon,
    actions: x => expectMenu(listed(x)),
    menu: actions,
  })
}

const lens = <N extends Numeric>(
  site: number,
  view: (x: Value<N>) => Value<N>,
  update: (x: Value<N>, r: Value<N>) => Value<N>,
): GameValue<N> => game({ site, kind: 'lens', view, update })

export const atomPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => ({
  dependentDecision: binary(m, (player, actions, site) => choosing(m, player, m.scalar.zero, actions, site)),
  dependentEpsilonDecision: ternary(m, (epsilon, player, actions, site) =>
    choosing(m, player, expectNumber<N>(epsilon), actions, site),
  ),
  decision: binary(m, (player, actions, site) => {
    const menu = expectMenu(actions)
    return game({
      site,
      kind: 'decision',
      player: expectText(player),
      epsilon: m.scalar.zero,
      actions: () => menu,
      menu: actions,
    })
  }),
  interval: binary(m, (from, to, site) => {
    const [lo, hi] = [expectNumber<N>(from), expectNumber<N>(to)]
    if (m.scalar.compare(lo, hi) <= 0) return { kind: 'interval', lo, hi }
    return fail(m, site, 'G5106', `no number is from ${m.scalar.show(lo)} to ${m.scalar.show(hi)}`, {
      hint: 'give the smaller end first',
    })
  }),
  nature: unary(m, (dist, site) => {
    const { outcomes } = expectDist(dist)
    return game({ site, kind: 'kernel', kernel: () => outcomes })
  }),
  liftStochastic: unary(m, (kernel, site) => {
    const draw = arrow(m, kernel, site)
    return game({ site, kind: 'kernel', kernel: x => expectDist(draw(x)).outcomes })
  }),
  forwardFunction: unary(m, (f, site) => lens<N>(site, arrow(m, f, site), () => unit)),
  backwardFunction: unary(m, (g, site) => {
    const back = arrow(m, g, site)
    return lens<N>(
      site,
      () => unit,
      (_, r) => back(r),
    )
  }),
  fromFunctions: binary(m, (f, g, site) => {
    const back = arrow(m, g, site)
    return lens(site, arrow(m, f, site), (_, r) => back(r))
  }),
  fromLens: binary(m, (view, update, site) => {
    const put = expectFunction(update)
    return lens(site, arrow(m, view, site), (x, r) => whole(m, put, [x, r], site))
  }),
  importGame: unary(m, (path, site) => {
    const tree = m.trees.get(site)
    // Names are resolved only where each use of `importGame` names a file that was read.
    if (tree === undefined) throw new IllTyped(`no game was read from ${expectText(path)}`)
    return game(treeGame(m, tree, tree.argument))
  }),
  addPayoffs: unary(m, (player, site) => game({ site, kind: 'addPayoffs', player: expectText(player) })),
  discount: binary(m, (player, f, site) => {
    const known = expectFunction(f)
    const factor = (held: Value<N>) => applyFunction(known, [held], site)
    return game({
      site,
      kind: 'discount',
      player: expectText(player),
      factor: held =>
        m.tracer === undefined ? expectNumber<N>(factor(held)) : m.tracer.scaled(held, factor),
    })
  }),
})

export const compositionPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => ({
  '>>>': binary(m, (first, second, site) =>
    game({ site, kind: 'sequential', first: expectGame(first), second: expectGame(second) }),
  ),
  '&&&': binary(m, (left, right, site) =>
    game({ site, kind: 'parallel', left: expectGame(left), right: expectGame(right) }),
  ),
  '+++': binary(m, (left, right, site) =>
    game({ site, kind: 'choice', left: expectGame(left), right: expectGame(right) }),
  ),
  population: binary(m, (size, member, site) => {
    const count = wholeNumber(m, expectNumber<N>(size), site, 'a number of members')
    m.budget.spend(count)
    const copy = arrow(m, member, site)
    const members = Array.from({ length: count }, (_, i) => expectGame(copy(fromInteger(m, i))))
    return game({ site, kind: 'population', members })
  }),
})
