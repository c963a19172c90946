import { assertType, describe, expectTypeOf, it } from 'vitest'
import {
  block,
  certainly,
  choice,
  close,
  decision,
  dependentDecision,
  evaluate,
  forwardFunction,
  fromLens,
  type Game,
  kernel,
  type Lottery,
  label,
  nature,
  parallel,
  payoffs,
  population,
  repeated,
  type Strategies,
  sequential,
  type Unit,
  uniform,
} from '../../src/api.ts'

type Move = 'C' | 'D'
type DecisionsOf<G> = G extends Game<infer D, infer _X, infer _S, infer _Y, infer _R> ? D : never
type StrategiesOf<G> = Strategies<DecisionsOf<G>>

const row = decision('row', ['C', 'D'])
const column = decision('column', ['C', 'D'])
const both = parallel(row, column)
const responder = dependentDecision('responder', (offer: number) => (offer > 0 ? ['yes', 'no'] : ['no']))
const double = fromLens(
  (x: number) => 2 * x,
  (_: number, s: Unit) => s,
)
const wantsText = fromLens(
  (x: number) => x,
  (_: number, text: string) => text,
)
const copy = kernel((x: Move) => certainly(x))
const proposer = decision('proposer', [0, 5, 10] as readonly number[])

const dilemma = block()
  .play('x', decision('row', ['C', 'D']))
  .play('y', decision('column', ['C', 'D']))
  .returns({ x: ({ x, y }) => (x === y ? 1 : 0), y: () => 0 })

describe('boundaries', () => {
  it('are those of the parts', () => {
    expectTypeOf(row).toExtend<Game<DecisionsOf<typeof row>, Unit, Unit, Move, number>>()
    expectTypeOf(both).toExtend<
      Game<
        DecisionsOf<typeof both>,
        readonly [Unit, Unit],
        readonly [Unit, Unit],
        readonly [Move, Move],
        readonly [number, number]
      >
    >()
    const doubled = sequential(double, responder)
    expectTypeOf<StrategiesOf<typeof doubled>['responder']>().toEqualTypeOf<
      StrategiesOf<typeof responder>['responder']
    >()
    expectTypeOf<keyof StrategiesOf<typeof doubled>>().toEqualTypeOf<'responder'>()
  })

  it('must fit in a sequence', () => {
    sequential(double, responder)
    // @ts-expect-error a move is not a number
    sequential(row, responder)
    // @ts-expect-error a decision feeds nothing back, so nothing can be made of it
    sequential(wantsText, responder)
  })

  it('must be met where a game is closed', () => {
    const offers: Lottery<number> = uniform([1, 2])
    close(responder, { input: offers, continuation: () => 0 })
    // @ts-expect-error the input is a number
    close(responder, { input: uniform(['a', 'b']), continuation: () => 0 })
    // @ts-expect-error the responder is returned a number
    close(responder, { input: offers, continuation: () => 'much' })
    // @ts-expect-error the responder has to be given an input
    payoffs(responder, { responder: 'no' })
  })
})

describe('profiles', () => {
  it('have the paths, observations and moves of the decisions', () => {
    expectTypeOf<keyof StrategiesOf<typeof both>>().toEqualTypeOf<'row' | 'column'>()
    expectTypeOf<DecisionsOf<typeof responder>['responder']>().toEqualTypeOf<{
      readonly observation: number
      readonly action: 'yes' | 'no'
    }>()
    expectTypeOf<Move>().toExtend<StrategiesOf<typeof both>['row']>()
    expectTypeOf<'E'>().not.toExtend<StrategiesOf<typeof both>['row']>()
    expectTypeOf<(offer: number) => 'yes'>().toExtend<StrategiesOf<typeof responder>['responder']>()
    expectTypeOf<(offer: string) => 'yes'>().not.toExtend<StrategiesOf<typeof responder>['responder']>()
    expectTypeOf<(offer: number) => 'maybe'>().not.toExtend<StrategiesOf<typeof responder>['responder']>()
  })

  it('must name every decision', () => {
    expectTypeOf<{ row: 'C' }>().not.toExtend<StrategiesOf<typeof dilemma>>()
    expectTypeOf<{ row: 'C'; column: 'D' }>().toExtend<StrategiesOf<typeof dilemma>>()
    payoffs(dilemma, { row: 'C', column: 'D' })
    payoffs(dilemma, { row: uniform(['C', 'D']), column: () => 'D' })
    evaluate(dilemma, { row: 'C', column: 'D' })
    // @ts-expect-error column has no strategy
    payoffs(dilemma, { row: 'C' })
    // @ts-expect-error there is no third player
    payoffs(dilemma, { row: 'C', column: 'D', third: 'C' })
    // @ts-expect-error E is not a move
    payoffs(dilemma, { row: 'C', column: 'E' })
    // @ts-expect-error a lottery over other moves
    payoffs(dilemma, { row: uniform(['C', 'E']), column: 'D' })
  })

  it('of sequences with the same path twice do not exist', () => {
    // @ts-expect-error both games have a decision at `row`
    parallel(row, decision('row', ['C', 'D']))
    parallel(row, label('other', decision('row', ['C', 'D'])))
  })

  it('are keyed by labels and indices', () => {
    const stage = label('round1', parallel(row, column))
    expectTypeOf<keyof StrategiesOf<typeof stage>>().toEqualTypeOf<'round1.row' | 'round1.column'>()
    const homes = population('homes', 3, () => decision('owner', ['in', 'out']))
    expectTypeOf<keyof StrategiesOf<typeof homes>>().toEqualTypeOf<
      'homes.0.owner' | 'homes.1.owner' | 'homes.2.owner'
    >()
    const some = population('homes', 3 as number, () => decision('owner', ['in', 'out']))
    expectTypeOf<keyof StrategiesOf<typeof some>>().toEqualTypeOf<`homes.${number}.owner`>()
    const walk = repeated('step', 2, () => forwardFunction((n: number) => n + 1))
    expectTypeOf<DecisionsOf<typeof walk>>().toEqualTypeOf<Readonly<Record<never, never>>>()
  })
})

describe('blocks', () => {
  it('know the names of earlier lines in inputs and of all lines in returns', () => {
    block()
      .play('type', nature(uniform(['weak', 'strong'])))
      .play(
        'move',
        dependentDecision('sender', (_: 'weak' | 'strong') => ['beer', 'quiche']),
        wires => {
          expectTypeOf(wires.type).toEqualTypeOf<'weak' | 'strong'>()
          return wires.type
        },
      )
      .play(
        'reply',
        dependentDecision('receiver', (_: 'beer' | 'quiche') => ['fight', 'leave']),
        w => w.move,
      )
      .returns({
        move: wires => {
          expectTypeOf(wires.reply).toEqualTypeOf<'fight' | 'leave'>()
          return 1
        },
        reply: () => 0,
      })
  })

  it('refuse what is out of scope or of the wrong type', () => {
    const one = block().play('x', decision('row', ['C', 'D']))
    one.play('y', copy, wires => wires.x)
    // @ts-expect-error `y` is not bound yet
    one.play('y', copy, wires => wires.y)
    // @ts-expect-error `x` is bound already
    one.play('x', decision('column', ['C', 'D']))
    // @ts-expect-error the line needs an input
    one.play('y', copy)
    // @ts-expect-error nothing returns to the decision
    one.returns({})
    // @ts-expect-error payoffs are numbers
    one.returns({ x: () => 'much' })
  })
})

describe('choice', () => {
  it('has the decisions of both branches', () => {
    const either = choice(
      dependentDecision('left', (n: number) => [n]),
      dependentDecision('right', (s: string) => [s]),
    )
    expectTypeOf<keyof StrategiesOf<typeof either>>().toEqualTypeOf<'left' | 'right'>()
    assertType<Game<DecisionsOf<typeof proposer>, Unit, Unit, number, number>>(proposer)
  })
})
