import { describe, expect, it } from 'vitest'
import { show } from '../../../src/types/show.ts'
import { problems, typed, typesIn } from './program.ts'

const errors = (text: string): readonly string[] => problems(text).filter(p => !p.startsWith('G6'))

/** The type of the play of the last game. */
const play = (text: string): string => {
  const program = typed(text)
  const types = program.resolved.files
    .flatMap(f => f.declarations)
    .flatMap(d => {
      let type = d.kind === 'game' ? program.schemes.get(d.id)?.type : undefined
      while (type?.kind === 'function') type = type.to
      return type?.kind === 'game' ? [show(type.play)] : []
    })
  return types.at(-1) ?? ''
}

const home = `game home (name : String) = [opengame|
  inputs : ; feedback : ; :--:
  operation : decision name [1, 2] ; outputs : use ; returns : use - price * use ;
  :--: outputs : use ; returns : price ; |]
`

const closed = (lines: string): string => `game g = [opengame| ${lines} |]`

describe('blocks', () => {
  it('has the type of its boundary', () => {
    expect(typesIn(typed(home))).toEqual(['home : String -> OpenGame () () Real Real'])
  })

  it('takes several names for a tuple, also backwards', () => {
    const text = `game g = [opengame| inputs : a, b ; feedback : a + p, q ; :--:
      inputs : a ; operation : forwardFunction (+ 1) ; outputs : c ; :--: outputs : (b, c), a ; returns : p, q ; |]`
    expect(errors(text)).toEqual([])
    expect(typesIn(typed(text))).toEqual(['g : OpenGame (Real, a) (Real, b) ((a, Real), Real) (Real, b)'])
  })

  it('lets payoffs see the whole play', () => {
    const text = closed(`operation : decision "a" [1] ; outputs : x ; returns : if y then x else 0 ;
      operation : decision "b" [True] ; outputs : y ; returns : x ;`)
    expect(errors(text)).toEqual([])
  })

  it('checks the signature of a game', () => {
    const text = 'game g : OpenGame () () Bool Real = decision "a" [1]'
    expect(errors(text)).toEqual([
      'G3001 "decision "a" [1]": expected `OpenGame () () Bool Real`, found `OpenGame () () Real Real`',
    ])
  })

  it.each([
    [
      'returns',
      'operation : decision "a" [True] ; outputs : x ; returns : x ;',
      '`decision` gets back `Real`, `returns` gives `Bool`',
    ],
    [
      'no returns',
      'operation : decision "a" [True] ; outputs : x ;',
      '`decision` gets back `Real`, `returns` gives `()`',
    ],
    [
      'inputs',
      'inputs : 1 ; operation : forwardFunction not ; outputs : x ;',
      '`forwardFunction` takes `Bool`, `inputs` gives `Real`',
    ],
    [
      'outputs',
      'operation : nature (pure 1) ; outputs : x, y ;',
      '`nature` puts out `Real`, `outputs` takes `(a, b)`',
    ],
    [
      'feedback',
      'feedback : (a, b) ; operation : backwardFunction not ; returns : True ;',
      '`backwardFunction` feeds back `Bool`, `feedback` takes `(a, b)`',
    ],
    ['arguments', 'operation : decision "a" ;', '`decision` needs more arguments to be a game'],
    ['no game', 'operation : 1 ;', 'this operation is no game but `Real`'],
  ])('finds a line that does not fit: %s', (_, line, message) => {
    const found = errors(closed(line))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^G3004/)
    expect(found[0]).toContain(message)
  })

  it('warns where feedback is thrown away unseen', () => {
    const text = closed('operation : backwardFunction (+ 1) ; returns : 1 ;')
    expect(problems(text)).toEqual(['G6005 "backwardFunction (+ 1)": feedback is thrown away'])
    expect(problems(closed('feedback : _ ; operation : backwardFunction (+ 1) ; returns : 1 ;'))).toEqual([])
  })

  it('gives a hole the type it must have', () => {
    const text = `game g :: OpenGame Real () Bool () = [opengame| inputs : a ; feedback : ; :--:
      step: inputs : a, 1 ; outputs : b ; :--: outputs : b ; returns : ; |]`
    expect(errors(text)).toEqual([])
    const program = typed(text)
    const shown = [...program.types.values()].filter(t => t.kind === 'game').map(t => show(t))
    expect(shown).toContain('OpenGame (Real, Real) () Bool ()')
  })

  it('repeats what returns to its own boundary', () => {
    const round = (out: string) => `game g (n : Real) = repeat n { inputs : x ; feedback : ; :--:
      inputs : x ; operation : forwardFunction floor ; outputs : y ; :--: outputs : ${out} ; returns : ; }`
    expect(typesIn(typed(round('y')))).toEqual(['g : Real -> OpenGame Real () Real ()'])
    expect(errors(round('y > 1')).map(e => e.slice(0, 5))).toEqual(['G3013'])
  })

  describe('without end', () => {
    const stage = (fields: {
      readonly out?: string
      readonly feedback?: string
      readonly returns?: string
    }) =>
      `{ inputs : x ; feedback : ${fields.feedback ?? ''} ; :--:
      inputs : x ; operation : forwardFunction floor ; outputs : y ;
      :--: outputs : ${fields.out ?? 'y'} ; returns : ${fields.returns ?? ''} ; }`
    const endless = (game: string, d = '0.5', start = '1') =>
      `game g = forever ${game} discount ${d} at ${start}`
    const codesOf = (text: string) => errors(text).map(e => e.slice(0, 5))

    it('is a closed game, whose play is the list of the plays of its stages', () => {
      expect(typesIn(typed(endless(stage({}))))).toEqual(['g : OpenGame () () () ()'])
      expect(play(endless(stage({})))).toBe('List { x : Real, y : Real }')
    })
    it('begins in a state or in a distribution of states', () => {
      expect(errors(endless(stage({}), '0.5', '(uniform [1, 2])'))).toEqual([])
      expect(codesOf(endless(stage({}), '0.5', '(uniform [True])'))).toEqual(['G3001'])
      expect(codesOf(endless(stage({}), '0.5', '"here"'))).toEqual(['G3001'])
    })
    it('passes on a state of one type, and nothing comes back', () => {
      expect(codesOf(endless(stage({ out: 'y > 1' })))).toEqual(['G3013'])
      expect(codesOf(endless(stage({ feedback: '3' })))).toEqual(['G3013'])
      expect(errors(endless(stage({ returns: 'r' })))).toEqual([])
    })
    it('discounts by a number', () => {
      expect(codesOf(endless(stage({}), 'True'))).toEqual(['G3001'])
    })
    it('is of a game', () => {
      expect(codesOf(endless('3'))).toEqual(['G3001'])
    })
  })
})

describe('plays', () => {
  it('are records of the covariant names, nested under labels', () => {
    const text = `${home}
      game street = [opengame|
        north: operation : home "ada" ; outputs : x ; returns : 1 ;
        operation : home "ben" ; outputs : y ; returns : x ; |]`
    expect(play(text)).toBe('{ north : { use : Real }, x : Real, y : Real }')
  })

  it('of composites have the names of both', () => {
    const game = (name: string) =>
      `game ${name} = [opengame| operation : nature (pure 1) ; outputs : ${name}s ; |]\n`
    expect(play(`${game('a')}${game('b')}game both = a >>> b`)).toBe('{ as : Real, bs : Real }')
  })

  it('of repetitions and populations are lists', () => {
    const text = `${home}game all = population 3 (\\i -> home (show i))`
    expect(play(text)).toBe('List { use : Real }')
  })

  it('never make games of one boundary clash', () => {
    const text = `${home}
      game other = decision "x" [1]
      game either (b : Bool) = if b then home "a" else other
      game both = head [home "a", other]`
    expect(errors(text)).toEqual([])
    expect(play(text)).toBe('{}')
  })

  it('are what strategies are asked about', () => {
    const text = `game g = [opengame| operation : decision "a" [1] ; outputs : x ; returns : x ; |]
      strategy s for g = { a = 1 }
      let likely = probability s (\\play -> play.x == 1)
      let unknown = probability s (\\play -> play.y == 1)
      let seen = belief s "a" ()`
    expect(errors(text)).toEqual(['G3005 "y": there is no field `y` in this record'])
    expect(typesIn(typed(text)).at(-1)).toBe('seen : Dist { x : Real }')
  })

  it('of recursive games end', () => {
    const text = `game finished = [opengame| |]
      game rounds (n : Real) = [opengame|
      first: operation : decision "p" [1] ; outputs : x ; returns : x ;
      rest: operation : if n == 0 then finished else rounds (n - 1) ; |]`
    expect(errors(text)).toEqual([])
    expect(play(text)).toBe('{ first : {}, rest : {}, x : Real }')
  })
})

describe('questions', () => {
  const trader = `game trader = [opengame| inputs : quote ; feedback : ; :--:
    inputs : quote ; operation : dependentDecision "t" (const [True]) ; outputs : buy ; returns : worth - quote ;
    :--: outputs : buy ; returns : worth ; |]
  strategy s for trader = { t = True }\n`

  it('take contexts of the boundary of their game', () => {
    const check = (context: string) => errors(`${trader}check s is equilibrium in ${context}`)
    expect(check('{ input = pure 1, continuation = \\b -> if b then 1 else 2 }')).toEqual([])
    expect(check('{ input = pure True }')[0]).toContain('expected `Dist Real`, found `Dist Bool`')
    expect(check('{ continue = 1 }')[0]).toContain('G3005 "continue"')
  })

  it('compare the arguments of a game with its parameters', () => {
    const game = 'game g (n : Real) = decision "a" [n]\n'
    expect(errors(`${game}strategy s for g True = { a = 1 }`)[0]).toContain('expected `Real`, found `Bool`')
    expect(errors(`${game}strategy s for g = { a = 1 }`)[0]).toContain('`g` needs 1 more argument')
    expect(errors(`${game}solve g 1 2 for equilibrium`)[0]).toContain('G3003')
  })

  it('are about truth and numbers', () => {
    expect(errors('expect 1')[0]).toContain('expected `Bool`, found `Real`')
    expect(errors(`${trader}check s is equilibrium within True in { input = pure 1 }`)[0]).toContain(
      'G3001 "True"',
    )
  })
})
