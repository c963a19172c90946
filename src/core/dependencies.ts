import type { Core, CoreBlock, CoreProgram } from './core.ts'

const inBlock = (block: CoreBlock): readonly Core[] => [
  ...block.lines.flatMap(line => [line.operation, line.inputs.body, line.returns.body]),
  block.outputs.body,
  block.feedback.body,
]

const children = (core: Core): readonly Core[] => {
  switch (core.kind) {
    case 'lambda':
      return [core.body]
    case 'apply':
      return [core.function, ...core.arguments]
    case 'both':
    case 'either':
      return [core.left, core.right]
    case 'if':
      return [core.condition, core.then, core.else]
    case 'let':
      return [core.value, core.body]
    case 'case':
      return [...core.subjects, ...core.arms.map(arm => arm.body)]
    case 'tuple':
    case 'list':
      return core.items
    case 'record':
      return core.fields.map(f => f.value)
    case 'update':
      return [core.record, ...core.fields.map(f => f.value)]
    case 'field':
      return [core.record]
    case 'block':
      return inBlock(core.block)
    case 'repeat':
      return [core.count, core.round]
    case 'forever':
      return [core.stage, core.discount, core.start]
    default:
      return []
  }
}

/** The declarations that an expression names itself. */
export const namesIn = (roots: readonly Core[]): ReadonlySet<number> => {
  const found = new Set<number>()
  const pending = [...roots]
  for (let core = pending.pop(); core !== undefined; core = pending.pop()) {
    if (core.kind === 'global') found.add(core.declaration)
    pending.push(...children(core))
  }
  return found
}

/** The binders of the local names that an expression uses. */
export const namedIn = (root: Core): ReadonlySet<number> => {
  const found = new Set<number>()
  const pending = [root]
  for (let core = pending.pop(); core !== undefined; core = pending.pop()) {
    if (core.kind === 'local') found.add(core.bound.binder)
    pending.push(...children(core))
  }
  return found
}

const rootsOf = (program: CoreProgram, declaration: number): readonly Core[] => {
  const definition = program.definitions.get(declaration)
  if (definition !== undefined) return [definition.core]
  const strategy = program.strategies.get(declaration)
  return strategy === undefined ? [] : [strategy.game, ...strategy.entries.map(e => e.value)]
}

/** The declarations that expressions need, directly or through others. */
export const dependencies = (program: CoreProgram, roots: readonly Core[]): ReadonlySet<number> => {
  const found = new Set<number>(namesIn(roots))
  for (const declaration of found) for (const name of namesIn(rootsOf(program, declaration))) found.add(name)
  return found
}
