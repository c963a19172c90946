/** Files of Gambit's formats with something odd about them; the valid ones with what is known of them. */

export interface ValidFile {
  readonly about: string
  readonly text: string
  /** How many equilibria `solve --all` tells; nothing where somebody forgets, or they are not isolated. */
  readonly equilibria?: number
  /** What the first player gets in every equilibrium. */
  readonly value?: string
}

const tree = (body: string, players = '"a" "b"'): string => `EFG 2 R "t" { ${players} }\n"c"\n${body}`

const pennies = `{ "h" 1, -1 } { "t" -1, 1 }`

export const validFiles: readonly ValidFile[] = [
  // Tables.
  {
    about: 'payoffs, all on one line',
    text: 'NFG 1 R "pd" { "a" "b" } { 2 2 } 3 3 5 0 0 5 1 1',
    equilibria: 1,
    value: '1',
  },
  {
    about: 'the kind D of old',
    text: 'NFG 1 D "pd" { "a" "b" } { 2 2 } 3 3 5 0 0 5 1 1',
    equilibria: 1,
    value: '1',
  },
  {
    about: 'outcomes, by their numbers',
    text: `NFG 1 R "mp" { "a" "b" } { { "h" "t" } { "h" "t" } } "" { ${pennies} } 1 2 2 1`,
    equilibria: 1,
    value: '0',
  },
  {
    about: 'outcome 0, which pays nothing',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 } { { "x" 1 1 } } 1 0 0 1',
    equilibria: 3,
  },
  {
    about: 'outcomes that nobody uses, and commas at the end',
    text: 'NFG 1 R "" { "a" "b" } { 1 1 } { { "x" 1, 1, } { "" 9 9 } } 1',
    equilibria: 1,
    value: '1',
  },
  { about: 'fractions', text: 'NFG 1 R "" { "a" "b" } { 2 2 } 1/3 1/7 0 0 0 0 2/3 -1/7', equilibria: 1 },
  {
    about: 'decimals with exponents',
    text: 'NFG 1 R "" { "a" "b" } { 1 2 } 1.5e-3 1E2 -0.25e+1 .5',
    equilibria: 1,
    value: '3/2000',
  },
  {
    about: 'zero with a sign',
    text: 'NFG 1 R "" { "a" "b" } { 1 2 } -0 -0.0 0 -0/5',
    equilibria: 2,
    value: '0',
  },
  {
    about: 'integers of fifty digits',
    text: `NFG 1 R "" { "a" "b" } { 2 1 } ${'9'.repeat(50)} 0 ${'9'.repeat(49)}8 0`,
    equilibria: 1,
    value: '9'.repeat(50),
  },
  {
    about: 'numbers far apart',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 } 1e300 1e-300 0 0 0 0 1e-300 1e300',
    equilibria: 3,
  },
  {
    about: 'a point without digits after it',
    text: 'NFG 1 R "" { "a" } { 2 } 5. 6.',
    equilibria: 1,
    value: '6',
  },
  { about: 'one player', text: 'NFG 1 R "choice" { "only" } { 3 } 1 3 2', equilibria: 1, value: '3' },
  {
    about: 'one player who is indifferent',
    text: 'NFG 1 R "" { "only" } { 2 } 1 1',
    equilibria: 2,
    value: '1',
  },
  {
    about: 'one strategy each',
    text: 'NFG 1 R "" { "a" "b" "c" } { 1 1 1 } 7 8 9',
    equilibria: 1,
    value: '7',
  },
  {
    about: 'one strategy of one of two',
    text: 'NFG 1 R "" { "a" "b" } { 3 1 } 1 0 3 0 2 0',
    equilibria: 1,
    value: '3',
  },
  {
    about: 'three players, one of them idle',
    text: 'NFG 1 R "" { "a" "b" "c" } { 2 2 1 } 1 -1 5 -1 1 5 -1 1 5 1 -1 5',
    equilibria: 1,
    value: '0',
  },
  {
    about: 'names that are repeated or empty',
    text: 'NFG 1 R "" { "x" "x" } { { "" "" } { "a" "a" } } 1 1 0 0 0 0 1 1',
    equilibria: 3,
  },
  {
    about: 'quotes and backslashes in names',
    text: 'NFG 1 R "a \\"title\\"" { "a\\\\" "\\"" } { { "l\\"" } { "\\n" } } 1 2',
    equilibria: 1,
  },
  {
    about: 'braces and commas in names',
    text: 'NFG 1 R "{ } , \\" { " { "{" "}" } { { "," } { "NFG 1 R" } } 1 2',
    equilibria: 1,
  },
  {
    about: 'names with white space and other scripts',
    text: 'NFG 1 R "Ω\n\tλ" { "Анна" "日本" } { { "é" } { "🎲" } } 1 2',
    equilibria: 1,
  },
  {
    about: 'no white space where none is needed',
    text: 'NFG 1 R"x"{"a""b"}{{"l""r"}{"l"}}"c"{{"o"1,2}{"p"3,4}}1 2',
    equilibria: 1,
    value: '3',
  },
  {
    about: 'line ends of Windows and of old Macintoshes',
    text: 'NFG 1 R "" { "a" "b" }\r\n{ 2 2 }\r\n\r\n1 1\r0 0\r\n0 0 1 1\r\n',
    equilibria: 3,
  },
  { about: 'a byte order mark', text: '\uFEFFNFG 1 R "" { "a" "b" } { 1 1 } 1 2', equilibria: 1 },
  { about: 'blank lines before', text: '\n\n  NFG 1 R "" { "a" "b" } { 1 1 } 1 2', equilibria: 1 },
  {
    about: 'a comment of several lines',
    text: 'NFG 1 R "" { "a" "b" } { 1 1 }\n"line\n\nline \\"x\\""\n1 2',
    equilibria: 1,
  },
  {
    about: 'payoffs of nought alone',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 } 0 0 0 0 0 0 0 0',
    equilibria: 4,
    value: '0',
  },
  { about: 'leading zeros', text: 'NFG 1 R "" { "a" "b" } { 01 02 } 007 1 007 2', equilibria: 1, value: '7' },
  // Trees.
  { about: 'a tree that is over at once', text: tree('t "" 1 "o" { 3 4 }'), equilibria: 1, value: '3' },
  { about: 'a tree that is over at once and pays nothing', text: tree('t "" 0'), equilibria: 1, value: '0' },
  {
    about: 'no comment',
    text: 'EFG 2 R "t" { "a" "b" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 0 } t "" 2 "" { 2 0 }',
    equilibria: 1,
    value: '2',
  },
  {
    about: 'the kind D of old, a tree',
    text: 'EFG 2 D "t" { "a" } p "" 1 1 "" { "l" } 0 t "" 1 "" { 1 }',
    equilibria: 1,
    value: '1',
  },
  {
    about: 'an information set given once',
    text: tree(`p "" 1 1 "x" { "h" "t" } 0
p "" 2 1 "y" { "h" "t" } 0
t "" 1 "w" { 1, -1 }
t "" 2 "l" { -1, 1 }
p "" 2 1 0
t "" 2
t "" 1`),
    equilibria: 1,
    value: '0',
  },
  {
    about: 'an information set given each time, and outcomes too',
    text: tree(`p "" 1 1 "x" { "h" "t" } 0
p "" 2 1 "y" { "h" "t" } 0
t "" 1 "w" { 1, -1 }
t "" 2 "l" { -1, 1 }
p "" 2 1 "y" { "h" "t" } 0
t "" 2 "l" { -1, 1 }
t "" 1 "w" { 1.0, -2/2 }`),
    equilibria: 1,
    value: '0',
  },
  {
    about: 'the same number for sets of two players and a chance move',
    text: tree(`c "" 1 "" { "x" 1/2 "y" 1/2 } 0
p "" 1 1 "" { "l" "r" } 0
t "" 1 "" { 1 0 }
t "" 2 "" { 0 1 }
p "" 2 1 "" { "l" "r" } 0
t "" 1
t "" 2`),
    equilibria: 1,
    value: '1/2',
  },
  {
    about: 'numbers of sets that are large, and in any order',
    text: tree(`p "" 1 99999999999999999999 "" { "l" "r" } 0
p "" 1 99999999999999999998 "" { "l" "r" } 0
t "" 7 "" { 3 0 }
t "" 5 "" { 2 0 }
t "" 99999999999999999999 "" { 1 0 }`),
    equilibria: 1,
    value: '3',
  },
  {
    about: 'outcomes on the way, which add up',
    text: tree(`p "" 1 1 "" { "l" "r" } 1 "fee" { -1 0 }
p "" 2 1 "" { "l" "r" } 2 "toll" { 0 -2 }
t "" 3 "" { 5 5 }
t "" 0
t "" 4 "" { 1/2 1 }`),
    equilibria: 3,
  },
  {
    about: 'a chance move without a chance',
    text: tree(`c "" 1 "" { "never" 0 "always" 1 } 0
p "" 1 1 "" { "l" "r" } 0
t "" 1 "" { 9 9 }
t "" 0
p "" 2 1 "" { "l" "r" } 0
t "" 2 "" { 1 2 }
t "" 3 "" { 2 1 }`),
    value: '1',
  },
  {
    about: 'a chance move of one branch, as a decimal',
    text: tree('c "" 1 "" { "x" 1.000 } 0 p "" 1 1 "" { "l" } 0 t "" 1 "" { 1e0 2E0 }'),
    equilibria: 1,
    value: '1',
  },
  {
    about: 'a chance move met again without its branches',
    text: tree(`p "" 1 1 "" { "l" "r" } 0
c "" 1 "coin" { "h" .5 "t" 1/2 } 0
t "" 1 "" { 2 0 }
t "" 0
c "" 1 0
t "" 2 "" { 1 0 }
t "" 0`),
    equilibria: 1,
    value: '1',
  },
  {
    about: 'a player without a move',
    text: tree('p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 2 3 } t "" 2 "" { 2 1 0 }', '"a" "b" "c"'),
    equilibria: 1,
    value: '2',
  },
  {
    about: 'one player in a tree',
    text: tree('p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 } t "" 2 "" { 2 }', '"a"'),
    equilibria: 1,
    value: '2',
  },
  {
    about: 'nobody who moves but chance',
    text: tree('c "" 1 "" { "x" 1/4 "y" 3/4 } 0 t "" 1 "" { 4 0 } t "" 0'),
    equilibria: 1,
    value: '1',
  },
  {
    about: 'actions of one name',
    text: tree(
      'p "" 1 1 "" { "" "" "x" "x" } 0 t "" 1 "" { 1 0 } t "" 2 "" { 2 0 } t "" 3 "" { 0 0 } t "" 4 "" { 3 0 }',
    ),
    equilibria: 1,
    value: '3',
  },
  {
    about: 'ties, in which everything is an equilibrium',
    text: tree('p "" 1 1 "" { "l" "r" } 0 p "" 2 1 "" { "l" "r" } 0 t "" 1 "" { 1 1 } t "" 1 t "" 1'),
    value: '1',
  },
  {
    about: 'nodes and sets of one name',
    text: tree(`p "n" 1 1 "i" { "l" "r" } 0
p "n" 1 2 "i" { "l" "r" } 0
t "n" 1 "" { 4 0 }
t "n" 2 "" { 1 0 }
t "n" 0`),
    equilibria: 1,
    value: '4',
  },
  {
    about: 'text after the last node',
    text: tree('t "" 1 "o" { 3 4 }\n\nand so on { "'.replace('{ "', '')),
    equilibria: 1,
    value: '3',
  },
  { about: 'an outcome without a name', text: tree('t "" 1 { 3 4 }'), equilibria: 1, value: '3' },
  {
    about: 'a player who forgets that it was there',
    text: tree('p "" 1 1 "" { "on" "off" } 0 p "" 1 1 0 t "" 1 "" { 1 0 } t "" 2 "" { 4 0 } t "" 0'),
  },
  {
    about: 'a player who forgets what it did',
    text: tree(`p "" 1 1 "" { "l" "r" } 0
p "" 1 2 "" { "l" "r" } 0
t "" 1 "" { 1 0 }
t "" 0
p "" 1 2 0
t "" 0
t "" 1`),
  },
]

export interface BrokenFile {
  readonly about: string
  readonly text: string
  /** Line, column and title of the first error. */
  readonly says: string
}

export const brokenFiles: readonly BrokenFile[] = [
  { about: 'nothing', text: '', says: '1:1 this is no `.nfg` file' },
  { about: 'white space', text: ' \n\t\n', says: '3:1 this is no `.nfg` file' },
  { about: 'another language', text: 'game g = [opengame| |]', says: '1:1 this is no `.nfg` file' },
  { about: 'JSON', text: '{ "players": 2 }', says: '1:1 this is no `.nfg` file' },
  {
    about: 'the first word in small letters',
    text: 'nfg 1 R "" { "a" } { 1 } 1',
    says: '1:1 this is no `.nfg` file',
  },
  { about: 'no version', text: 'NFG R "" { "a" } { 1 } 1', says: '1:5 version 1 of the format is expected' },
  {
    about: 'a version of another format',
    text: 'NFG 2 R "" { "a" } { 1 } 1',
    says: '1:5 version 1 of the format is expected',
  },
  {
    about: 'the version of a table on a tree',
    text: 'EFG 1 R "" { "a" } t "" 0',
    says: '1:5 version 2 of the format is expected',
  },
  {
    about: 'another kind of numbers',
    text: 'NFG 1 Q "" { "a" } { 1 } 1',
    says: '1:7 `R` or `D` is expected after the version',
  },
  { about: 'no title', text: 'NFG 1 R { "a" } { 1 } 1', says: '1:9 the title of the game is expected here' },
  {
    about: 'a title without quotes',
    text: 'NFG 1 R title { "a" } { 1 } 1',
    says: '1:9 the title of the game is expected here',
  },
  {
    about: 'a title that does not end',
    text: 'NFG 1 R "title { a } { 1 } 1',
    says: '1:9 this text has no closing quote',
  },
  {
    about: 'a player without quotes',
    text: 'NFG 1 R "" { a b } { 1 1 } 1 1',
    says: '1:14 the name of a player in quotes, or `}`, is expected here',
  },
  {
    about: 'players with commas',
    text: 'NFG 1 R "" { "a", "b" } { 1 1 } 1 1',
    says: '1:17 the name of a player in quotes, or `}`, is expected here',
  },
  { about: 'no players', text: 'NFG 1 R "" { } { } 1', says: '1:14 a game has at least one player' },
  {
    about: 'players that do not end',
    text: 'NFG 1 R "" { "a" "b"',
    says: '1:21 the name of a player in quotes, or `}`, is expected here',
  },
  {
    about: 'no strategies',
    text: 'NFG 1 R "" { "a" "b" }',
    says: '1:23 the strategies of the players, in braces, is expected here',
  },
  {
    about: 'strategies of too few',
    text: 'NFG 1 R "" { "a" "b" } { 2 } 1 1 1 1',
    says: '1:24 there are strategies of 1 player, and 2 players',
  },
  {
    about: 'strategies of too many',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 2 } 1',
    says: '1:24 there are strategies of 3 players, and 2 players',
  },
  {
    about: 'no strategy of one',
    text: 'NFG 1 R "" { "a" "b" } { 2 0 }',
    says: '1:28 a player has at least one strategy',
  },
  {
    about: 'an empty list of strategies',
    text: 'NFG 1 R "" { "a" "b" } { { "x" } { } }',
    says: '1:34 a player has at least one strategy',
  },
  {
    about: 'a negative number of strategies',
    text: 'NFG 1 R "" { "a" } { -2 } 1',
    says: '1:22 a number of strategies is expected here',
  },
  {
    about: 'half a strategy',
    text: 'NFG 1 R "" { "a" } { 1.5 } 1',
    says: '1:22 a number of strategies is expected here',
  },
  {
    about: 'no payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 }\n',
    says: '2:1 8 payoffs are needed, and 0 given',
  },
  {
    about: 'too few payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 2 2 }\n1 2 3 4\n5 6 7',
    says: '3:6 8 payoffs are needed, and 7 given',
  },
  {
    about: 'too many payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 1 1 }\n1 2 3',
    says: '2:5 there is more than the table has entries',
  },
  {
    about: 'a word among payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 2 1 }\n1 2 x 4',
    says: '2:5 4 payoffs are needed, and 2 given',
  },
  {
    about: 'commas among payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 1 1 }\n1, 2',
    says: '2:2 2 payoffs are needed, and 1 given',
  },
  { about: 'infinity', text: 'NFG 1 R "" { "a" } { 1 } inf', says: '1:26 1 payoff is needed, and 0 given' },
  { about: 'no number', text: 'NFG 1 R "" { "a" } { 1 } NaN', says: '1:26 1 payoff is needed, and 0 given' },
  {
    about: 'a fraction over nought',
    text: 'NFG 1 R "" { "a" } { 2 } 1 1/0',
    says: '1:28 `1/0` is no number',
  },
  {
    about: 'a fraction of decimals',
    text: 'NFG 1 R "" { "a" } { 1 } 1.5/2',
    says: '1:26 1 payoff is needed, and 0 given',
  },
  {
    about: 'an exponent without bounds',
    text: 'NFG 1 R "" { "a" } { 1 } 1e999999999',
    says: '1:26 `1e999999999` is no number',
  },
  {
    about: 'a table too large to be meant',
    text: 'NFG 1 R "" { "a" "b" } { 100000 100000 } 1',
    says: '1:33 a table of 10000000000 entries is too large',
  },
  {
    about: 'a player with more strategies than there are numbers',
    text: 'NFG 1 R "" { "a" } { 99999999999999999999 } 1',
    says: '1:22 a table of 100000000000000000000 entries is too large',
  },
  {
    about: 'an outcome that is not there',
    text: 'NFG 1 R "" { "a" } { 2 }\n{ { "x" 1 } }\n1 2',
    says: '3:3 there is no outcome 2',
  },
  {
    about: 'an outcome with too few payoffs',
    text: 'NFG 1 R "" { "a" "b" } { 1 1 }\n{ { "x" 1 } }\n1',
    says: '2:9 an outcome has 1 payoff for 2 players',
  },
  {
    about: 'an outcome without a name in a table',
    text: 'NFG 1 R "" { "a" } { 1 }\n{ { 1 } }\n1',
    says: '2:5 the name of the outcome is expected here',
  },
  {
    about: 'a payoff for an outcome',
    text: 'NFG 1 R "" { "a" } { 1 }\n{ { "x" 1 } }\n1.5',
    says: '3:1 the number of an outcome is expected here',
  },
  {
    about: 'outcomes that do not end',
    text: 'NFG 1 R "" { "a" } { 1 }\n{ { "x" 1 }\n1',
    says: '3:1 an outcome in braces, or `}`, is expected here',
  },
  {
    about: 'a text that is escaped to the end',
    text: 'NFG 1 R "" { "a" } { { "x\\" } } 1',
    says: '1:24 this text has no closing quote',
  },
  { about: 'a tree without nodes', text: tree(''), says: '3:1 a node is expected here: `c`, `p` or `t`' },
  {
    about: 'a node of no kind',
    text: tree('d "" 1 1 "" { "l" } 0'),
    says: '3:1 a node is expected here: `c`, `p` or `t`',
  },
  {
    about: 'a kind of node in capitals',
    text: tree('T "" 0'),
    says: '3:1 a node is expected here: `c`, `p` or `t`',
  },
  { about: 'a node without a name', text: tree('t 0'), says: '3:3 the name of the node is expected here' },
  {
    about: 'a node without an outcome',
    text: tree('t ""'),
    says: '3:5 the number of an outcome, 0 for none, is expected here',
  },
  {
    about: 'a negative outcome',
    text: tree('t "" -1'),
    says: '3:6 the number of an outcome, 0 for none, is expected here',
  },
  { about: 'an outcome that is not given', text: tree('t "" 3'), says: '3:6 outcome 3 has no payoffs' },
  {
    about: 'an outcome 0 that pays',
    text: tree('t "" 0 "x" { 1 2 }'),
    says: '3:8 outcome 0 is none: it has no name and no payoffs',
  },
  {
    about: 'an outcome with too many payoffs',
    text: tree('t "" 1 "x" { 1 2 3 }'),
    says: '3:8 an outcome has 3 payoffs for 2 players',
  },
  {
    about: 'an outcome given otherwise later',
    text: tree('p "" 1 1 "" { "l" "r" } 0\nt "" 1 "x" { 1 2 }\nt "" 1 "x" { 1 3 }'),
    says: '5:8 outcome 1 is given otherwise before',
  },
  {
    about: 'a player who is not there',
    text: tree('p "" 3 1 "" { "l" } 0\nt "" 0'),
    says: '3:6 there is no player 3',
  },
  { about: 'player 0', text: tree('p "" 0 1 "" { "l" } 0\nt "" 0'), says: '3:6 there is no player 0' },
  {
    about: 'a set without actions',
    text: tree('p "" 1 1 "" { } 0'),
    says: '3:10 there is nothing to choose from',
  },
  {
    about: 'a set that is not given',
    text: tree('p "" 1 1 0\nt "" 0'),
    says: '3:8 information set 1 has no actions',
  },
  {
    about: 'a set whose actions change',
    text: tree('p "" 1 1 "" { "l" "r" } 0\np "" 1 1 "" { "r" "l" } 0\nt "" 0\nt "" 0\nt "" 0'),
    says: '4:10 information set 1 is given otherwise before',
  },
  {
    about: 'a set whose name changes',
    text: tree('p "" 1 1 "x" { "l" } 0\np "" 1 1 "y" { "l" } 0\nt "" 0'),
    says: '4:10 information set 1 is given otherwise before',
  },
  {
    about: 'a set with more actions the second time',
    text: tree('p "" 1 1 "" { "l" } 0\np "" 1 1 "" { "l" "r" } 0\nt "" 0\nt "" 0'),
    says: '4:10 information set 1 is given otherwise before',
  },
  {
    about: 'a child too few',
    text: tree('p "" 1 1 "" { "l" "r" } 0\nt "" 0'),
    says: '4:7 a node is expected here: `c`, `p` or `t`',
  },
  {
    about: 'chances that sum to less',
    text: tree('c "" 1 "" { "x" 0.5 "y" 0.4 } 0\nt "" 0\nt "" 0'),
    says: '3:8 probabilities sum to 9/10, not to 1',
  },
  {
    about: 'thirds as decimals',
    text: tree('c "" 1 "" { "x" .333 "y" .333 "z" .333 } 0\nt "" 0\nt "" 0\nt "" 0'),
    says: '3:8 probabilities sum to 999/1000, not to 1',
  },
  {
    about: 'a negative chance',
    text: tree('c "" 1 "" { "x" 2 "y" -1 } 0\nt "" 0\nt "" 0'),
    says: '3:8 a probability is negative',
  },
  {
    about: 'a branch without a chance',
    text: tree('c "" 1 "" { "x" "y" 1 } 0\nt "" 0\nt "" 0'),
    says: '3:17 the probability of the action is expected here',
  },
  {
    about: 'a chance move without branches',
    text: tree('c "" 1 "" { } 0'),
    says: '3:8 there is nothing to choose from',
  },
  {
    about: 'a chance move that is not given',
    text: tree('c "" 1 0\nt "" 0'),
    says: '3:6 chance move 1 has no outcomes',
  },
  {
    about: 'a chance move given otherwise later',
    text: tree('c "" 1 "" { "x" 1/2 "y" 1/2 } 0\nc "" 1 "" { "x" 1/3 "y" 2/3 } 0\nt "" 0\nt "" 0\nt "" 0'),
    says: '4:8 chance move 1 is given otherwise before',
  },
  {
    about: 'actions that do not end',
    text: tree('p "" 1 1 "" { "l" "r" 0\nt "" 0\nt "" 0'),
    says: '3:23 the name of an action in quotes, or `}`, is expected here',
  },
]
