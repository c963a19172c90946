import { wholeNumber } from './arithmetic.ts'
import type { CoreBinding, CoreBlock, CoreLine, Scoped } from './core.ts'
import { type Code, compile, type Runtime } from './evaluate.ts'
import { compilePattern } from './evaluatePattern.ts'
import { fail } from './machine.ts'
import { capture, type Frame, read, restore, type Scope, scope } from './scope.ts'
import { show } from './show.ts'
import type { GameTerm, LineTerm, Numeric, Value } from './value.ts'
import { expectGame, expectNumber } from './view.ts'

/** An expression of a block once its game is made: the values it may use, then what flows on the wire. */
type Wire<N extends Numeric> = (
  covariant: readonly Value<N>[],
  contravariant: readonly Value<N>[],
) => Value<N>

const compileScoped = <N extends Numeric>(
  runtime: Runtime<N>,
  parent: Scope,
  scoped: Scoped,
): ((frame: Frame<N>) => Wire<N>) => {
  const { budget } = runtime.machine
  const s = scope(parent, [...scoped.covariant, ...scoped.contravariant])
  const body = compile(runtime, s, scoped.body)
  const names = scoped.covariant.length + scoped.contravariant.length
  const used = [...s.used].filter(slot => slot < names)
  return outer => {
    const captured = capture(s, outer)
    return (covariant, contravariant) => {
      budget.spend(1)
      const frame = [...covariant, ...contravariant]
      const { tracer } = runtime.machine
      const values = tracer === undefined ? [] : used.flatMap(slot => frame[slot] ?? [])
      restore(s, captured, frame)
      return tracer === undefined
        ? body(frame)
        : tracer.whole(() => body(frame), { code: [s], values: [...captured, ...values] })
    }
  }
}

const compileBinding = <N extends Numeric>(
  { machine }: Runtime<N>,
  { pattern, binds, site }: CoreBinding,
): ((value: Value<N>) => readonly Value<N>[]) => {
  const s = scope(undefined, [])
  const matches = compilePattern<N>(machine.scalar, s, pattern)
  const slots = binds.map(({ binder }) => s.slots.get(binder) ?? 0)
  return value => {
    const frame: Frame<N> = []
    if (!matches(value, frame))
      return fail(machine, site, 'G5003', `\`${show(machine.scalar, value)}\` does not match this pattern`)
    return slots.map(slot => read(frame, slot))
  }
}

const labelled = <N extends Numeric>(line: CoreLine, game: GameTerm<N>): GameTerm<N> =>
  line.label === undefined ? game : { site: line.site, kind: 'label', label: line.label, game }

const compileLine = <N extends Numeric>(
  runtime: Runtime<N>,
  s: Scope,
  line: CoreLine,
): ((frame: Frame<N>) => LineTerm<N>) => {
  const operation = compile(runtime, s, line.operation)
  const inputs = compileScoped(runtime, s, line.inputs)
  const returns = compileScoped(runtime, s, line.returns)
  const bindOutputs = compileBinding(runtime, line.outputs)
  const bindFeedback = compileBinding(runtime, line.feedback)
  return frame => {
    const wire = inputs(frame)
    return {
      site: line.site,
      operation: labelled(line, expectGame(operation(frame))),
      inputs: covariant => wire(covariant, []),
      bindOutputs,
      returns: returns(frame),
      bindFeedback,
    }
  }
}

/** The code of a block: a game whose wires are functions of the two vectors of values. */
export const compileBlock = <N extends Numeric>(
  runtime: Runtime<N>,
  s: Scope,
  block: CoreBlock,
  site: number,
): Code<N> => {
  const bindInputs = compileBinding(runtime, block.inputs)
  const bindReturns = compileBinding(runtime, block.returns)
  const lines = block.lines.map(line => compileLine(runtime, s, line))
  const outputs = compileScoped(runtime, s, block.outputs)
  const feedback = compileScoped(runtime, s, block.feedback)
  const names = block.outputs.covariant.map(bound => bound.name)
  return frame => {
    const wire = outputs(frame)
    return {
      kind: 'game',
      term: {
        site,
        kind: 'block',
        block: {
          names,
          bindInputs,
          lines: lines.map(line => line(frame)),
          outputs: covariant => wire(covariant, []),
          bindReturns,
          feedback: feedback(frame),
        },
      },
    }
  }
}

/** The code of `repeat`: the block is made once and played `count` times. */
export const compileRepeat =
  <N extends Numeric>({ machine }: Runtime<N>, count: Code<N>, round: Code<N>, site: number): Code<N> =>
  frame => {
    const rounds = wholeNumber(machine, expectNumber(count(frame)), site, 'a number of rounds')
    machine.budget.spend(rounds)
    const term = expectGame(round(frame))
    return {
      kind: 'game',
      term: { site, kind: 'repeat', rounds: Array.from({ length: rounds }, () => term) },
    }
  }
