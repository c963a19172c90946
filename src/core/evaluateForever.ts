import type { Core } from './core.ts'
import { weightedOf } from './dist.ts'
import type { Code, Runtime } from './evaluate.ts'
import { fail, type Machine } from './machine.ts'
import type { Numeric } from './value.ts'
import { expectGame, expectNumber } from './view.ts'

/** The code of `forever`: the stage is made once; its discount and its first state are known by then. */
export const compileForever = <N extends Numeric>(
  { machine }: Runtime<N>,
  core: Extract<Core, { kind: 'forever' }>,
  inner: (core: Core) => Code<N>,
): Code<N> => {
  const [stage, discount, start] = [inner(core.stage), inner(core.discount), inner(core.start)]
  return frame => ({
    kind: 'game',
    term: {
      site: core.site,
      kind: 'forever',
      stage: expectGame(stage(frame)),
      discount: withinRange(machine, expectNumber<N>(discount(frame)), core.discount.site),
      start: weightedOf(machine.scalar, start(frame)),
    },
  })
}

const withinRange = <N extends Numeric>(m: Machine<N>, discount: N, site: number): N => {
  const { scalar } = m
  if (scalar.compare(discount, scalar.zero) >= 0 && scalar.compare(discount, scalar.one) < 0) return discount
  return fail(m, site, 'G5108', `a discount factor of ${scalar.show(discount)}`, {
    explanation: ['What a play without end brings is a number only where later stages count for less.'],
    hint: 'a discount factor is at least 0 and less than 1',
  })
}
