import { describe, expect, it } from 'vitest'
import { compileText, complaints, expects, only } from './compiling.ts'

const stages = `
game stage = { operation : decision "alice" [1, 2] ; outputs : a ; returns : a ; operation : decision "bob" [1, 2] ; outputs : b ; returns : b - a ; }
game g = { round1 : operation : stage ; round2 : operation : stage ; }
`

describe('keys', () => {
  it('stand for every decision whose path ends in them, the longest first', () => {
    const text = `${stages}
strategy s for g = { alice = 1, round2.alice = 2, bob = 1, round1.bob = 2 }
expect payoff s "alice" == 1 + 2
expect payoff s "bob" == (2 - 1) + (1 - 2)
expect probability s (\\p -> p.round1.a == 1 && p.round2.a == 2 && p.round1.b == 2) == 1`
    expect(expects(text)).toEqual(['true', 'true', 'true'])
  })

  it.each([
    ['{ alice = 1 }', ['G4101 at `s`']],
    ['{ alice = 1, bob = 1, bobby = 2 }', ['G4102 at `bobby`']],
    ['{ alice = 1, bob = 1, alice = 2 }', ['G4107 at `alice`']],
    ['{ alice = True, bob = 1 }', ['G4103 at `True`']],
    ['{ alice = \\x -> "one", bob = 1 }', ['G4103 at `\\x -> "one"`']],
    ['{ alice = uniform [True], bob = 1 }', ['G4103 at `uniform [True]`']],
    ['{ alice = uniform [], bob = 1 }', ['G5104 at `uniform []`']],
    ['{ round3.alice = 1, alice = 1, bob = 1 }', ['G4102 at `round3.alice`']],
  ])('%s is refused', (profile, wanted) => {
    expect(complaints(`${stages}\nstrategy s for g = ${profile}`)).toEqual(wanted)
  })

  it('name the decisions that exist, and the one that was meant', () => {
    const { diagnostics } = compileText(`${stages}\nstrategy s for g = { alcie = 1, bob = 1 }`)
    const [unknown, missing] = diagnostics
    expect(unknown?.hint).toBe('did you mean `alice`?')
    expect(unknown?.explanation).toEqual([
      'Its decisions are `round1.alice`, `round1.bob`, `round2.alice` and `round2.bob`.',
    ])
    expect(missing?.title).toBe('`s` has no strategy for `round1.alice` and `round2.alice`')
  })

  it('may be functions of the observation, constants, and distributions of both', () => {
    const text = `
game g = {
  operation : nature (uniform [0, 1]) ; outputs : n ;
  inputs : n ; operation : dependentDecision "a" (const [0, 1]) ; outputs : a ; returns : a ;
  inputs : n ; operation : dependentDecision "b" (const [0, 1]) ; outputs : b ; returns : b ;
  inputs : n ; operation : dependentDecision "c" (const [0, 1]) ; outputs : c ; returns : c ;
  inputs : n ; operation : dependentDecision "d" (const [0, 1]) ; outputs : d ; returns : d ;
}
strategy s for g = { a = \\n -> n, b = \\n -> if n == 0 then pure 1 else bernoulliReal (1/4), c = 1, d = uniform [0, 1] }
let bernoulliReal p = distFromList [(1, p), (0, 1 - p)]
expect [payoff s "a", payoff s "b", payoff s "c", payoff s "d"] == [1/2, 5/8, 1, 1/2]`
    expect(expects(text)).toEqual(['true'])
  })
})

describe('plays that cannot go on', () => {
  const failing = (game: string, profile: string, question: string) =>
    expects(`game g = { ${game} }\nstrategy s for g = { ${profile} }\nexpect ${question}`)

  it.each([
    [
      'operation : decision "p" [1, 2] ; outputs : x ; returns : 0 ;',
      'p = 3',
      'welfare s == 0',
      'G4104 at `p = 3`',
    ],
    [
      'operation : dependentDecision "p" (const (filter (> 3) [1])) ; outputs : x ; returns : 0 ;',
      'p = 3',
      'welfare s == 0',
      'G4106 at `dependentDecision "p" (const (filter (> 3) [1]))`',
    ],
    [
      'operation : decision "p" [1, 2] ; outputs : x ; returns : 1 / (x - 1) ;',
      'p = 1',
      'welfare s == 0',
      'G5101 at `1 / (x - 1)`',
    ],
    [
      'operation : decision "p" [1] ; outputs : x ; returns : 0 ;',
      'p = 1',
      'payoff s "q" == 0',
      'G4108 at `payoff s "q"`',
    ],
    [
      'operation : decision "p" [1] ; outputs : x ; returns : 0 ;',
      'p = 1',
      'belief s "p" 3 == belief s "p" ()',
      'G4110 at `belief s "p" 3`',
    ],
  ])('%s with %s', (game, profile, question, wanted) => {
    expect(failing(game, profile, question)).toEqual([wanted])
  })
})

describe('questions', () => {
  const signal = `
game g = {
  operation : nature (distFromList [(0, 1/4), (1, 3/4)]) ; outputs : truth ;
  inputs : truth ; operation : liftStochastic (\\t -> distFromList [(t, 0.8), (1 - t, 0.2)]) ; outputs : seen ;
  inputs : seen ; operation : dependentDecision "bob" (const [0, 1]) ; outputs : guess ;
  returns : if guess == truth then 1 else 0 ;
}
strategy s for g = { bob = \\seen -> seen }
`

  it('answer with payoff, welfare, regret, probability and belief', () => {
    const text = `${signal}
expect payoff s "bob" == 0.8
expect welfare s == 4/5
expect regret s "bob" == 0
expect probability s (\\play -> play.seen == 1) == 0.65
expect expected (do { play <- belief s "bob" 1; pure play.truth }) == 12/13
expect invert (\\t -> distFromList [(t, 0.8), (1 - t, 0.2)]) (distFromList [(0, 1/4), (1, 3/4)]) 1 == do { p <- belief s "bob" 1; pure p.truth }`
    expect(expects(text)).toEqual(['true', 'true', 'true', 'true', 'true', 'true'])
  })

  it('keep their place and text, and the concept asked for', () => {
    const { program } = compileText(
      `${signal}check s is not equilibrium within 1/10\nsolve g for equilibrium\n`,
    )
    const [check, solve] = program.questions
    expect(check).toMatchObject({
      kind: 'check',
      line: 9,
      text: 'check s is not equilibrium within 1/10',
      concept: 'equilibrium',
      negated: true,
      epsilon: 0.1,
      closed: { _tag: 'Right' },
    })
    expect(solve).toMatchObject({ kind: 'solve', text: 'solve g for equilibrium', concept: 'equilibrium' })
  })

  it('take equal numbers for equal that rounding has parted', () => {
    expect(
      expects(
        'expect 0.1 + 0.2 == 0.3\nexpect not (0.1 + 0.2 > 0.3)\nexpect [0.1 + 0.2] == [0.3]\nexpect 1 == 1.001',
      ),
    ).toEqual(['true', 'true', 'true', 'false'])
    expect(expects('let same = 0.1 + 0.2 == 0.3\nexpect same')).toEqual(['false'])
  })
})

describe('open games', () => {
  const open = `
game g = [opengame|
  inputs : x ; feedback : ;
  :---:
  inputs : x ; operation : dependentDecision "p" (const [0, 1]) ; outputs : y ; returns : r * x ;
  :---:
  outputs : y ; returns : r ;
|]
strategy s for g = { p = 1 }
`
  const context = (text: string): string => {
    const question = only(compileText(open + text).program.questions)
    if (question.kind !== 'check') return question.kind
    return question.closed._tag === 'Right'
      ? 'closed'
      : `${question.closed.left.code} ${question.closed.left.title}`
  }

  it('need a context, and say which part is missing', () => {
    expect(context('check s is equilibrium')).toBe(
      'G4105 the game is open: its `input` and `continuation` must be given',
    )
    expect(context('check s is equilibrium in { input = pure 1 }')).toBe(
      'G4105 the game is open: its `continuation` must be given',
    )
    expect(context('check s is equilibrium in { input = uniform [1, 2], continuation = \\y -> 2 * y }')).toBe(
      'closed',
    )
  })
})

describe('programs that are not whole', () => {
  it('report holes with the type that fills them, and refuse to play them', () => {
    const text = `
game g = { operation : decision "p" [1] ; outputs : x ; returns : x ; round2 : inputs : x ; outputs : z ; }
strategy s for g = { p = 1 }
check s is equilibrium`
    const { program, diagnostics } = compileText(text)
    expect(diagnostics.map(d => d.code)).toEqual(['G4001'])
    expect(program.holes).toHaveLength(1)
    expect(only(program.questions)).toMatchObject({ closed: { _tag: 'Left', left: { code: 'G4002' } } })
  })

  it('are checked as far as they are right', () => {
    const text = `
let bad = 1 + True
game g = { operation : decision "p" [bad] ; outputs : x ; returns : 0 ; }
game h = { operation : decision "p" [1] ; outputs : x ; returns : 1 ; }
strategy s for g = { p = 1 }
strategy t for h = { p = 1 }
check s is equilibrium
expect bad == 1
expect payoff t "p" == 1`
    expect(expects(text)).toEqual(['unasked', 'unasked', 'true'])
  })

  it('say where a value needs itself and where a recursion does not end', () => {
    expect(expects('let f x = f (x + 1)\nexpect f 0 == 1', { maxDepth: 50 })).toEqual([
      'G5002 at `f (x + 1)`',
    ])
    expect(expects('let f x = f (x + 1)\nexpect f 0 == 1', { steps: 100 })).toEqual(['G5001 at `f (x + 1)`'])
    const game =
      'game g (n : Real) = { operation : if n < 0 then fromFunctions id id else g (n + 1) ; }\nstrategy s for g 0 = { }'
    expect(complaints(game, { maxDepth: 50 })).toEqual(['G5002 at `g (n + 1)`'])
  })

  it('warn of decisions that share a path', () => {
    const text = `
game g = { operation : decision "p" [1] ; outputs : x ; returns : 1 ; operation : decision "p" [2] ; outputs : y ; returns : 1 ; }
strategy s for g = { p = \\u -> 1 }`
    expect(complaints(text)).toEqual(['G6007 at `decision "p" [2]`'])
  })
})

describe('settings', () => {
  const text =
    'type Rule = First | Second\nparam rule : Rule = First\nparam reserve : Real = 1\nlet twice x = x * 2\n'

  it('are expressions in the names of the program', () => {
    expect(expects(`${text}expect reserve == 10`, { set: { reserve: '(\\x -> twice x) 5' } })).toEqual([
      'true',
    ])
    expect(expects(`${text}expect rule == Second`, { set: { rule: 'Second' } })).toEqual(['true'])
  })

  it.each([
    [{ resreve: '1' }, ['G4109 at ``']],
    [{ reserve: 'Second' }, ['G3001 at ``']],
    [{ reserve: 'head []' }, ['G5104 at ``']],
    [{ reserve: 'nobody' }, ['G2001 at ``']],
  ])('%j is refused', (set, wanted) => {
    expect(complaints(text, { set }).map(c => c.replace(/`.*`/s, '``'))).toEqual(wanted)
  })
})
