import type { Resolved } from '../names/resolved.ts'
import type { Declaration, NodeId } from '../syntax/ast.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The declaration that a node refers to: of a value, a type or a constructor. */
const referent = (resolved: Resolved, id: NodeId): NodeId | undefined => {
  const value = resolved.values.get(id)
  if (value?.kind === 'declaration') return value.declaration.id
  const type = resolved.types.get(id)
  if (type?.kind === 'declared') return type.declaration.id
  const built = resolved.constructors.get(id)
  return built?.kind === 'declared' ? built.type.id : undefined
}

/** The declarations that a declaration refers to. Walks with a stack of its own. */
export const references = (resolved: Resolved, declaration: Declaration): ReadonlySet<NodeId> => {
  const found = new Set<NodeId>()
  const open: unknown[] = [declaration]
  while (open.length > 0) {
    const node = open.pop()
    if (!isObject(node)) continue
    const { id } = node
    const known = typeof id === 'number' ? referent(resolved, id) : undefined
    if (known !== undefined) found.add(known)
    for (const child of Object.values(node)) if (isObject(child)) open.push(child)
  }
  return found
}
