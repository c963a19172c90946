/** The games that are timed, written for their size. */

/** A sealed-bid auction among `n` bidders at the k-th price: values and bids on grids of `size`, ties lost by all. */
export const auction = (n: number, size: number, k: number): string => {
  const names = Array.from({ length: n }, (_, i) => `bidder${i}`)
  return `
let grid = [0 .. ${size - 1}]

let kth : Real -> List Real -> Real
  | k bids = reverse (sortOn id bids) !! (k - 1)

-- The only highest bid wins and pays the k-th highest.
let earns : Real -> Real -> List Real -> Real
  | value bid others = if bid > maximum others then value - kth ${k} ([bid] ++ others) else 0

game auction = [opengame|
${names
  .map(
    (name, i) => `    operation : nature (uniform grid) ; outputs : v${i} ;
    inputs : v${i} ; operation : dependentDecision "${name}" (const grid) ; outputs : b${i} ;
    returns : earns v${i} b${i} [${names.flatMap((_, j) => (j === i ? [] : [`b${j}`])).join(', ')}] ;`,
  )
  .join('\n')}
|]

strategy honest for auction = { ${names.map(name => `${name} = id`).join(', ')} }

check honest is equilibrium
`
}

/** A repeated prisoner's dilemma in which both mix after every pair of moves. */
export const dilemma = (rounds: number): string => `
type Move = Cooperate | Defect

let payoffOf : Move -> Move -> Real
  | Cooperate Cooperate = 3
  | Cooperate Defect    = 0
  | Defect    Cooperate = 5
  | Defect    Defect    = 1

let mixed : (Move, Move) -> Dist Move
  | (Cooperate, Cooperate) = distFromList [(Cooperate, 3 / 4), (Defect, 1 / 4)]
  | (Cooperate, Defect)    = distFromList [(Cooperate, 1 / 4), (Defect, 3 / 4)]
  | (Defect, Cooperate)    = uniform [Cooperate, Defect]
  | (Defect, Defect)       = distFromList [(Cooperate, 1 / 8), (Defect, 7 / 8)]

game dilemma = [opengame|
    inputs    : (Cooperate, Cooperate) ;
    operation : repeat ${rounds} {
        inputs    : last ;
        feedback  : ;
        :---:
        inputs    : last ; operation : dependentDecision "row" (const [Cooperate, Defect]) ; outputs : x ; returns : payoffOf x y ;
        inputs    : last ; operation : dependentDecision "column" (const [Cooperate, Defect]) ; outputs : y ; returns : payoffOf y x ;
        :---:
        outputs   : x, y ;
        returns   : ;
    } ;
    outputs   : end ;
|]

strategy mixing for dilemma = { row = mixed, column = mixed }

check mixing is not equilibrium
`

/** Moves in turn, each seeing the last, all mixed; payoffs are of the whole play. */
export const stages = (n: number): string => `
let moves = [0, 1, 2]

game stages = [opengame|
${Array.from(
  { length: n },
  (
    _,
    i,
  ) => `    inputs : ${i === 0 ? '0' : `m${i - 1}`} ; operation : dependentDecision "player${i}" (const moves) ; outputs : m${i} ;
    returns : m${i} * (sum [${Array.from({ length: n }, (_, j) => `m${j}`).join(', ')}]) - ${n} * m${i} * m${i} ;`,
).join('\n')}
|]

strategy mixing for stages = { ${Array.from({ length: n }, (_, i) => `player${i} = \\_ -> uniform moves`).join(', ')} }

check mixing is not equilibrium
`

/** Homes with a private need that shed or not; the price rises with the total load. */
export const homes = (n: number): string => `
let needs = [1, 2, 3]
let loadOf need shed = if shed == 1 then need - 1 else need

game home (i : Real) = [opengame|
    inputs    : ;
    feedback  : ;
    :---:
    operation : nature (uniform needs) ; outputs : need ;
    inputs    : need ; operation : dependentDecision ("home" ++ show i) (const [0, 1]) ; outputs : shed ;
    returns   : 1000 * (1 - shed) - price * loadOf need shed ;
    :---:
    outputs   : loadOf need shed ;
    returns   : price ;
|]

game street = [opengame|
    homes:
    operation : population ${n} home ;
    outputs   : loads ;
    returns   : replicate ${n} (sum loads) ;
|]

strategy needy for street = { ${Array.from({ length: n }, (_, i) => `home${i} = \\need -> if need == 3 then 1 else 0`).join(', ')} }

check needy is not equilibrium
`

/** A file of about `lines` lines of functions and games. */
export const longFile = (lines: number): string =>
  Array.from(
    { length: Math.ceil(lines / 10) },
    (_, i) => `
let worth${i} : Real -> Real -> Real
  | 0 y = y + ${i}
  | x y = if x > y then x - worth${Math.max(0, i - 1)} 0 y else sum [x * z | z <- [y, 1]]

game round${i} = [opengame|
    operation : decision "ann${i}" [0, 1] ; outputs : a ; returns : worth${i} a b ;
    operation : decision "bob${i}" [0, 1] ; outputs : b ; returns : worth${i} b a ;
|]
`,
  ).join('')
