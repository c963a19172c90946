/** The files of a new project. */

const game = `-- Agents     an incumbent, an entrant
-- Mechanism  the incumbent sets its price first; the entrant sees it, and enters or stays out
-- Shows      moves in turn, a parameter, a threat that is not carried out

type Price = High | Low
type Entry = Enter | Stay

param cost : Real = 2

let incumbentProfit : Price -> Entry -> Real
  | High Stay  = 10
  | High Enter = 4
  | Low  Stay  = 6
  | Low  Enter = 2

let entrantProfit : Price -> Entry -> Real
  | High Enter = 5 - cost
  | Low  Enter = 1 - cost
  | _    Stay  = 0

game entry = {
    operation : decision "incumbent" [High, Low] ;
    outputs   : price ;
    returns   : incumbentProfit price entry ;

    inputs    : price ;
    operation : dependentDecision "entrant" (const [Enter, Stay]) ;
    outputs   : entry ;
    returns   : entrantProfit price entry ;
}

let enterWhenHigh : Price -> Entry
  | High = Enter
  | Low  = Stay

strategy deter  for entry = { incumbent = Low, entrant = enterWhenHigh }
strategy threat for entry = { incumbent = Low, entrant = Enter }

check deter is subgamePerfect
check threat is not equilibrium
expect payoff deter "incumbent" == 6
expect probability deter (\\play -> play.entry == Enter) == 0
`

const readme = (name: string): string => `# ${name}

Open games, written for [coplay](https://www.npmjs.com/package/coplay).

\`\`\`sh
coplay check .                          # every check and expect
coplay check . --set cost=6             # with another parameter
coplay play entry.game --strategy deter # what happens, and with what probability
coplay fmt .                            # one way to write it
\`\`\`

\`entry.game\` is a game to begin with: a firm sets its price, and another decides whether to enter its market.
`

const manifest = (name: string): string => {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const scripts = { test: 'coplay check .', format: 'coplay fmt .' }
  return `${JSON.stringify({ name: slug === '' ? 'games' : slug, private: true, scripts }, null, 2)}\n`
}

/** What a new project holds. */
export const starterFiles = (name: string): readonly { readonly path: string; readonly text: string }[] => [
  { path: 'entry.game', text: game },
  { path: 'README.md', text: readme(name) },
  { path: 'package.json', text: manifest(name) },
]
