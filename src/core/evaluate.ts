/**
 * Core compiled to closures: each expression becomes a function from the frame of its function to its value.
 *
 * Strict, left to right; only `if`, `&&`, `||` and the arms of a case are evaluated on demand. Every call of a
 * function of the program is a step of the budget; builtins spend for every element they touch.
 */

import { bounded } from './builtin.ts'
import type { Core, CoreField, CoreLambda } from './core.ts'
import { compileBlock, compileRepeat } from './evaluateBlock.ts'
import { compileForever } from './evaluateForever.ts'
import { compilePattern } from './evaluatePattern.ts'
import { EvaluationFailure } from './failure.ts'
import { applyFunction } from './function.ts'
import { fail, type Machine, tooDeep } from './machine.ts'
import { allocate, capture, type Frame, read, restore, type Scope, scope, slotOf } from './scope.ts'
import { show } from './show.ts'
import type { FunctionValue, Numeric, Value } from './value.ts'
import { expectBoolean, expectFunction, expectRecord, IllTyped } from './view.ts'

/** What expressions refer to beside their frame. */
export interface Runtime<N extends Numeric> {
  readonly machine: Machine<N>
  readonly primitives: ReadonlyMap<string, Value<N>>
  /** The value of a declaration, evaluated when first asked for; `site` is the use. */
  readonly global: (declaration: number, site: number) => Value<N>
}

export type Code<N extends Numeric> = (frame: Frame<N>) => Value<N>

/** The value of a closed expression. */
export const evaluate = <N extends Numeric>(runtime: Runtime<N>, core: Core): Value<N> =>
  compile(runtime, scope(undefined, []), core)([])

/** The code of an expression whose names are kept as `s` says. */
export const compile = <N extends Numeric>(runtime: Runtime<N>, s: Scope, core: Core): Code<N> => {
  const inner = (c: Core): Code<N> => compile(runtime, s, c)
  switch (core.kind) {
    case 'number':
      return constantNumber(runtime, core)
    case 'string':
    case 'boolean': {
      const { value } = core
      return () => value
    }
    case 'local': {
      const slot = slotOf(s, core.bound)
      return frame => read(frame, slot)
    }
    case 'global':
      return globalValue(runtime, core.declaration, core.site)
    case 'primitive': {
      const value = primitive(runtime, core.name)
      return () => value
    }
    case 'constructor': {
      const value = constructorValue<N>(core.name, core.order, core.arity)
      return () => value
    }
    case 'lambda':
      return compileLambda(runtime, s, core)
    case 'apply':
      return compileApply(runtime, s, core.function, core.arguments, core.site)
    case 'both': {
      const [left, right] = [inner(core.left), inner(core.right)]
      return conditional(runtime, left, right, () => false)
    }
    case 'either': {
      const [left, right] = [inner(core.left), inner(core.right)]
      return conditional(runtime, left, () => true, right)
    }
    case 'if': {
      const [condition, yes, no] = [inner(core.condition), inner(core.then), inner(core.else)]
      return conditional(runtime, condition, yes, no)
    }
    case 'let': {
      const value = inner(core.value)
      const slot = allocate(s, core.bound.binder)
      const body = inner(core.body)
      return frame => {
        frame[slot] = value(frame)
        return body(frame)
      }
    }
    case 'case':
      return compileCase(runtime, s, core)
    case 'tuple':
    case 'list': {
      const items = core.items.map(inner)
      const { kind } = core
      return frame => ({ kind, items: items.map(item => item(frame)) })
    }
    case 'record':
      return compileFields(core.fields, inner)
    case 'update': {
      const record = inner(core.record)
      const fields = compileFields(core.fields, inner)
      return frame => {
        const old = expectRecord(record(frame)).fields
        return { kind: 'record', fields: { ...old, ...fields(frame).fields } }
      }
    }
    case 'field':
      return compileField(inner(core.record), core.name)
    case 'block':
      return compileBlock(runtime, s, core.block, core.site)
    case 'repeat':
      return compileRepeat(runtime, inner(core.count), inner(core.round), core.site)
    case 'forever':
      return compileForever(runtime, core, inner)
    case 'hole': {
      const { site } = core
      if (core.isGame) return () => ({ kind: 'game', term: { site, kind: 'hole' } })
      return () => fail(runtime.machine, site, 'G4002', 'a hole has no value')
    }
  }
}

/** `yes` or `no`; on a condition that only the play will decide, both. */
const conditional =
  <N extends Numeric>({ machine }: Runtime<N>, condition: Code<N>, yes: Code<N>, no: Code<N>): Code<N> =>
  frame => {
    const decided = condition(frame)
    if (decided === true) return yes(frame)
    if (decided === false) return no(frame)
    return bounded(machine, () => (expectBoolean(decided) ? yes(frame) : no(frame)))
  }

const constantNumber = <N extends Numeric>(
  { machine }: Runtime<N>,
  core: Extract<Core, { kind: 'number' }>,
): Code<N> => {
  const value = machine.scalar.fromRatio(core.value.numerator, core.value.denominator)
  if (Number.isFinite(machine.scalar.toNumber(value)) || machine.scalar.exact) return () => value
  return () => fail(machine, core.site, 'G5106', 'number out of range')
}

/** Asked for once; after that the code holds the value. */
const globalValue = <N extends Numeric>(runtime: Runtime<N>, declaration: number, site: number): Code<N> => {
  let known: Value<N> | undefined
  return () => {
    known ??= runtime.global(declaration, site)
    return known
  }
}

const primitive = <N extends Numeric>(runtime: Runtime<N>, name: string): Value<N> => {
  const found = runtime.primitives.get(name)
  if (found === undefined) throw new IllTyped(`the prelude has no ${name}`)
  return found
}

const constructorValue = <N extends Numeric>(name: string, order: number, arity: number): Value<N> =>
  arity === 0
    ? { kind: 'constructor', name, order, fields: [] }
    : { kind: 'function', arity, call: fields => ({ kind: 'constructor', name, order, fields }) }

const compileField =
  <N extends Numeric>(record: Code<N>, name: string): Code<N> =>
  frame => {
    const field = expectRecord(record(frame)).fields[name]
    if (field === undefined) throw new IllTyped(`the record has no ${name}`)
    return field
  }

const compileFields = <N extends Numeric>(fields: readonly CoreField[], inner: (core: Core) => Code<N>) => {
  const codes = fields.map(f => [f.name, inner(f.value)] as const)
  return (frame: Frame<N>) => ({
    kind: 'record' as const,
    fields: Object.fromEntries(codes.map(([name, code]) => [name, code(frame)] as const)),
  })
}

const compileLambda = <N extends Numeric>(
  runtime: Runtime<N>,
  parent: Scope,
  { parameters, self, body: core }: CoreLambda,
): Code<N> => {
  const { machine } = runtime
  const s = scope(parent, parameters)
  const selfSlot = self === undefined ? undefined : allocate(s, self.binder)
  const body = compile(runtime, s, core)
  return outer => {
    const captured = capture(s, outer)
    const value: FunctionValue<N> = {
      kind: 'function',
      arity: parameters.length,
      closure: { code: s, captured },
      call: (frame, site) => {
        machine.budget.spend(1)
        if (machine.depth >= machine.maxDepth) throw new EvaluationFailure(tooDeep(machine, site))
        machine.calls[machine.depth] = site
        machine.depth += 1
        restore(s, captured, frame)
        if (selfSlot !== undefined) frame[selfSlot] = value
        const result = body(frame)
        machine.depth -= 1
        return result
      },
    }
    return value
  }
}

const compileApply = <N extends Numeric>(
  runtime: Runtime<N>,
  s: Scope,
  head: Core,
  operands: readonly Core[],
  site: number,
): Code<N> => {
  const codes = operands.map(a => compile(runtime, s, a))
  const known = head.kind === 'primitive' ? primitive(runtime, head.name) : undefined
  if (typeof known === 'object' && known.kind === 'function' && known.arity === codes.length)
    return directCall(known, codes, site)
  const f = compile(runtime, s, head)
  return frame => applyFunction(expectFunction(f(frame)), argumentsOf(codes, frame), site)
}

/** A builtin with all its arguments: most of what an arithmetic expression does. */
const directCall = <N extends Numeric>(
  { call }: FunctionValue<N>,
  codes: readonly Code<N>[],
  site: number,
): Code<N> => {
  const [first, second] = codes
  if (codes.length === 2 && first !== undefined && second !== undefined)
    return frame => call([first(frame), second(frame)], site)
  return frame => call(argumentsOf(codes, frame), site)
}

const argumentsOf = <N extends Numeric>(codes: readonly Code<N>[], frame: Frame<N>): Value<N>[] => {
  const values: Value<N>[] = []
  for (const code of codes) values.push(code(frame))
  return values
}

const compileCase = <N extends Numeric>(
  runtime: Runtime<N>,
  s: Scope,
  core: Extract<Core, { kind: 'case' }>,
): Code<N> => {
  const { machine } = runtime
  const subjects = core.subjects.map(c => compile(runtime, s, c))
  const arms = core.arms.map(arm => ({
    matchers: arm.patterns.map(p => compilePattern(machine.scalar, s, p)),
    body: compile(runtime, s, arm.body),
  }))
  const choose = (values: readonly Value<N>[], frame: Frame<N>): Value<N> => {
    for (const { matchers, body } of arms) if (matchAll(matchers, values, frame)) return body(frame)
    return fail(
      machine,
      core.site,
      'G5003',
      `no case for \`${values.map(v => show(machine.scalar, v)).join(' ')}\``,
    )
  }
  return frame => {
    const values = argumentsOf(subjects, frame)
    return machine.tracer === undefined
      ? choose(values, frame)
      : machine.tracer.bounded(() => choose(values, frame))
  }
}

const matchAll = <N extends Numeric>(
  matchers: readonly ((value: Value<N>, frame: Frame<N>) => boolean)[],
  values: readonly Value<N>[],
  frame: Frame<N>,
): boolean => {
  for (let i = 0; i < matchers.length; i++) {
    const value = values[i]
    if (value === undefined || matchers[i]?.(value, frame) !== true) return false
  }
  return true
}
