/** An exact diagram in doubles: every number is rounded once, to nearest. */
import type { Value } from '../core/value.ts'
import { isNumber, isStructure } from '../core/view.ts'
import type { Decision } from '../game/game.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Diagram, Domain, Kernel, Node, Receipt } from '../plan/diagram.ts'

/** The value with its numbers as doubles; functions, games and strategies have none. */
export const valueInDoubles = (value: Value<Rational>): Value<number> => {
  if (isNumber(value)) return exact.toNumber(value)
  if (!isStructure(value)) return value
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return { kind: value.kind, items: value.items.map(valueInDoubles) }
    case 'constructor':
      return { ...value, fields: value.fields.map(valueInDoubles) }
    case 'record':
      return {
        kind: 'record',
        fields: Object.fromEntries(
          Object.entries(value.fields).map(([name, field]) => [name, valueInDoubles(field)] as const),
        ),
      }
    case 'dist':
      return {
        kind: 'dist',
        outcomes: value.outcomes.map(([outcome, p]) => [valueInDoubles(outcome), exact.toNumber(p)] as const),
      }
    default:
      throw new TypeError(`a ${value.kind} is no value of a wire`)
  }
}

export const decisionInDoubles = (decision: Decision<Rational>): Decision<number> => ({
  ...decision,
  epsilon: exact.toNumber(decision.epsilon),
})

/** The diagram with its numbers rounded to doubles; wires with equal domains keep sharing them. */
export const inDoubles = (diagram: Diagram<Rational>): Diagram<number> => {
  const domains = new Map<Domain, Domain>()
  const domain = (of: Domain): Domain => {
    const known = domains.get(of)
    if (known !== undefined) return known
    // Domains of traced games hold values of the language; what else a domain holds stays as it is.
    const made = { values: of.values.map(value => valueInDoubles(value as Value<Rational>)) }
    domains.set(of, made)
    return made
  }
  return {
    ...diagram,
    nodes: diagram.nodes.map(node => nodeInDoubles(node, domain(node.domain))),
    accounts: new Map(
      [...diagram.accounts].map(([player, receipts]) => [player, receipts.map(receiptInDoubles)]),
    ),
  }
}

const nodeInDoubles = (node: Node<Rational>, domain: Domain): Node<number> => {
  switch (node.kind) {
    case 'function':
    case 'aggregate':
      return { ...node, domain }
    case 'chance':
      return { ...node, domain, kernel: kernelInDoubles(node.kernel) }
    case 'decision':
      return {
        ...node,
        domain,
        decision: decisionInDoubles(node.decision),
        strategy: kernelInDoubles(node.strategy),
        observation: indices => valueInDoubles(node.observation(indices) as Value<Rational>),
      }
  }
}

const kernelInDoubles = (kernel: Kernel<Rational>): Kernel<number> => ({
  ...kernel,
  weights: kernel.weights.map(exact.toNumber),
})

const receiptInDoubles = (receipt: Receipt<Rational>): Receipt<number> =>
  receipt.kind === 'pay'
    ? { ...receipt, amounts: receipt.amounts.map(exact.toNumber) }
    : { kind: 'scale', factor: exact.toNumber(receipt.factor), constant: exact.toNumber(receipt.constant) }
