import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../../src/core/value.ts'
import type { Diagram, Node } from '../../../src/plan/diagram.ts'
import { NotTraceable } from '../../../src/trace/tracer.ts'
import { compileText } from '../compile/compiling.ts'

/** The diagrams of all strategies of a program, in order. */
const traced = (text: string) => {
  const { program, diagnostics } = compileText(text)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return program.strategies.map(({ closed, profile, span }) => {
    if (E.isLeft(closed)) throw new Error(closed.left.title)
    return program.attempt(span, () => program.trace(closed.right, profile))
  })
}

const diagramOf = (text: string): Diagram<number> => {
  const [first] = traced(text)
  if (first === undefined || E.isLeft(first) || E.isLeft(first.right)) throw new Error('no diagram')
  return first.right.right.diagram
}

const kinds = ({ nodes }: Diagram<number>) => nodes.map(({ kind }) => kind)

const nodeNamed = ({ nodes }: Diagram<number>, name: string): Node<number> => {
  const found = nodes.find(node => node.name === name)
  if (found === undefined) throw new Error(`no ${name} among ${nodes.map(node => node.name).join(', ')}`)
  return found
}

const numbersOf = ({ domain }: Node<number>) => [...domain.values].sort((a, b) => Number(a) - Number(b))

const voters = (count: number, returns: string) => `
game vote = [opengame|
    inputs    : [() | _ <- [1 .. ${count}]] ;
    operation : population ${count} (\\_ -> decision "voter" [0, 1]) ;
    outputs   : votes ;
    returns   : ${returns} ;
|]
strategy yes for vote = { voter = 1 }
`

describe('what becomes a node', () => {
  it('is what chance draws, what players choose, and tables between', () => {
    const diagram = diagramOf(`
game g = [opengame|
    operation : nature (uniform [1, 2, 3]) ;
    outputs   : x ;

    inputs    : x > 1 ;
    operation : dependentDecision "p" (const [True, False]) ;
    outputs   : y ;
    returns   : if y then x else 0 ;
|]
strategy s for g = { p = id }
`)
    expect(kinds(diagram)).toEqual(['chance', 'function', 'decision', 'function'])
    expect(nodeNamed(diagram, 'x').domain.values).toEqual([1, 2, 3])
    expect(numbersOf(diagram.nodes[3] ?? nodeNamed(diagram, 'x'))).toEqual([0, 1, 2, 3])
  })

  it('leaves out what nobody needs, and what does not vary', () => {
    const diagram = diagramOf(`
game g = [opengame|
    operation : nature (uniform [1, 2]) ;
    outputs   : unused ;

    inputs    : 2 + 3 ;
    operation : forwardFunction id ;
    outputs   : five ;

    inputs    : five ;
    operation : dependentDecision "p" (const [1, 2]) ;
    outputs   : y ;
    returns   : y + five ;
|]
strategy s for g = { p = 1 }
`)
    expect(kinds(diagram)).toEqual(['decision', 'function'])
    expect(diagram.accounts.get('p')).toEqual([{ kind: 'pay', node: 1, amounts: [6, 7] }])
  })

  it('takes the values that occur together: one wire of a block is one table', () => {
    const diagram = diagramOf(`
game g = [opengame|
    operation : nature (uniform [0, 1, 2]) ;
    outputs   : stock ;

    inputs    : stock ;
    operation : dependentDecision "p" (\\n -> [0 .. n]) ;
    outputs   : sold ;
    returns   : let left = stock - sold; wasted = if left > 1 then left - 1 else 0 in sold - wasted ;
|]
strategy s for g = { p = id }
`)
    expect(kinds(diagram)).toEqual(['chance', 'decision', 'function'])
    const decision = nodeNamed(diagram, 'p')
    expect(decision.kind === 'decision' && [...decision.menu.offsets]).toEqual([0, 1, 3, 6])
  })
})

describe('lists', () => {
  it('of many are summed as aggregates, and paid term by term', () => {
    const observed = diagramOf(voters(12, '[if sum votes >= 7 then 1 else 0 | _ <- votes]'))
    expect(kinds(observed).filter(kind => kind === 'aggregate')).toHaveLength(1)
    const paid = diagramOf(voters(12, '[sum votes | _ <- votes]'))
    expect(kinds(paid)).not.toContain('aggregate')
    expect(paid.accounts.get('0.voter')).toHaveLength(12)
  })

  it('count what a condition leaves, whatever is in them', () => {
    const diagram = diagramOf(voters(12, '[if length (filter (== 1) votes) > 6 then 1 else 0 | _ <- votes]'))
    const [sum] = diagram.nodes.filter(({ kind }) => kind === 'aggregate')
    expect(sum?.domain.values).toHaveLength(13)
    const comprehended = diagramOf(
      voters(12, '[if sum [v | v <- votes, v > 0] > 6 then 1 else 0 | _ <- votes]'),
    )
    expect(comprehended.nodes.filter(({ kind }) => kind === 'aggregate')).toHaveLength(1)
  })

  it('have extremes and places in order without a table over all', () => {
    for (const returns of ['maximum votes', 'sortOn id votes !! 3', 'if all (== 1) votes then 1 else 0']) {
      const diagram = diagramOf(voters(14, `[${returns} | _ <- votes]`))
      const largest = Math.max(
        ...diagram.nodes.map(node => (node.kind === 'function' ? node.table.length : 0)),
      )
      expect(kinds(diagram)).toContain('aggregate')
      expect(largest).toBeLessThan(300)
    }
  })
})

describe('rounds', () => {
  const repeated = (rounds: number) => `
game g = [opengame|
    inputs    : 0 ;
    operation : repeat ${rounds} {
        inputs    : before ;
        :-:
        inputs    : before ;
        operation : dependentDecision "p" (const [0, 1]) ;
        outputs   : now ;
        returns   : if before == now then 1 else 3 ;
        :-:
        outputs   : now ;
    } ;
    outputs   : end ;
|]
strategy s for g = { p = \\before -> 1 - before }
`
  it('share their tables', () => {
    const { nodes } = diagramOf(repeated(40))
    expect(nodes.length).toBeLessThanOrEqual(2 * 40)
    const tables = new Set(nodes.flatMap(node => (node.kind === 'function' ? [node.table] : [])))
    expect(tables.size).toBeLessThan(5)
  })

  it('are paid in the order of coplay, each decision with the receipts after it', () => {
    const diagram = diagramOf(repeated(3))
    const cuts = diagram.decisions.map(id => {
      const node = diagram.nodes[id]
      return node?.kind === 'decision' ? node.cut : 0
    })
    expect(cuts).toEqual([3, 2, 1])
  })

  it('scale what is earned later where it is discounted', () => {
    const diagram = diagramOf(`
game g = [opengame|
    label : a ; operation : decision "p" [1, 2] ; outputs : x ; returns : x ;
    operation : discount "p" (\\later -> later / 2 + 1) ;
    label : b ; operation : decision "p" [3, 4] ; outputs : y ; returns : y ;
|]
strategy s for g = { a.p = 1, b.p = 3 }
`)
    expect(diagram.accounts.get('p')?.map(receipt => receipt.kind)).toEqual(['pay', 'scale', 'pay'])
    expect(diagram.accounts.get('p')?.[1]).toEqual({ kind: 'scale', factor: 0.5, constant: 1 })
  })
})

describe('what has no diagram', () => {
  it('is a choice of games that the play makes, and an account that is not scaled', () => {
    const untraced = traced(`
game chosen = [opengame|
    operation : nature (uniform [Left 1, Right 2]) ;
    outputs   : side ;

    inputs    : side ;
    operation : forwardFunction id +++ forwardFunction id ;
    outputs   : same ;
|]
game squared = [opengame|
    operation : discount "p" (\\later -> later * later) ;
    operation : decision "p" [3, 4] ; outputs : y ; returns : y ;
|]
strategy a for chosen = { }
strategy b for squared = { p = 3 }
`)
    for (const made of untraced)
      expect(E.isRight(made) && E.isLeft(made.right) && made.right.left).toBeInstanceOf(NotTraceable)
  })
})

describe('failures', () => {
  it('are kept with the rows that meet them', () => {
    const diagram = diagramOf(`
game g = [opengame|
    operation : nature (uniform [0, 1, 2]) ;
    outputs   : x ;

    operation : decision "p" [1, 2] ;
    outputs   : y ;
    returns   : y / x ;
|]
strategy s for g = { p = 1 }
`)
    const failing = diagram.nodes.filter(({ failures }) => failures.size > 0)
    expect(failing.map(({ failures }) => failures.size)).toEqual([2])
  })
})

describe('observations', () => {
  it('are told from the values of what they are made of', () => {
    const diagram = diagramOf(`
game g = [opengame|
    operation : nature (uniform [0, 1]) ;
    outputs   : x ;

    operation : nature (uniform [5, 6]) ;
    outputs   : z ;

    inputs    : { seen = (x, z), fixed = 3 } ;
    operation : dependentDecision "p" (const [1, 2]) ;
    outputs   : y ;
    returns   : y ;
|]
strategy s for g = { p = 1 }
`)
    const decision = nodeNamed(diagram, 'p')
    if (decision.kind !== 'decision') throw new Error('no decision')
    expect(decision.parents).toEqual([])
    expect(decision.observed).toHaveLength(2)
    const seen: Value<number> = { kind: 'tuple', items: [1, 5] }
    expect(decision.observation([1, 0])).toEqual({ kind: 'record', fields: { seen, fixed: 3 } })
  })
})
