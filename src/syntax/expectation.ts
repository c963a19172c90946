/** What must stand where the parser stopped, in the words of the user. */

/** For the rules in which any of many tokens may come next. */
const wanted: Readonly<Record<string, string>> = {
  ...{ expression: 'an expression', expressions: 'an expression', operand: 'an expression' },
  ...{ application: 'an expression', selection: 'an expression', atom: 'an expression' },
  ...{ prefixed: 'an expression', annotated: 'an expression', parenthesized: 'an expression' },
  ...{ infix: 'an operator', fieldValues: 'a field, `name = …`', fieldValue: 'a field, `name = …`' },
  ...{ pattern: 'a pattern', patternAtom: 'a pattern', lambda: 'a pattern', patterns: 'a pattern' },
  ...{ numberPattern: 'a number', fieldPattern: 'a field', annotatedPattern: 'a pattern' },
  ...{ type: 'a type', typeOperand: 'a type', typeAtom: 'a type', fieldType: 'a field, `name : Type`' },
  ...{ blockItem: 'a field or a label' },
  ...{ field: 'a field', labelItem: 'a label or a nested block' },
  ...{ arrowItem: 'a line, `outputs | returns <- operation -< feedback | inputs ;`' },
  ...{ arrowLine: '`|` after the outputs, or `||` after the inputs of the header' },
  ...{ quotedBlock: 'a block', bracedBlock: 'a block, `{ … }`' },
  ...{ declaration: 'a declaration', file: 'a declaration' },
  ...{ letDeclaration: '`=` or equations, `| x y = …`', importedName: 'a name', decisionPath: 'a decision' },
  ...{ statement: 'a statement', list: '`]`, `,`, `..` or `|`' },
  ...{ driveItem: 'an item, `name <- …`, `… -> device.quantity` or `every 1 hour for 24`', send: '`->`' },
  ...{ driveDeclaration: 'an item or `}`', feed: '`<-`', quantity: 'a quantity, `device.name`' },
  ...{ parenthesizedItems: '`)`', doBlock: 'a statement or `}`', record: 'a field or `}`' },
}

const single: Readonly<Record<string, string>> = {
  ...{ Identifier: 'a name that begins with a lower-case letter', LabelName: 'a label' },
  ...{ Constructor: 'a name that begins with an upper-case letter', NumberLiteral: 'a number' },
  ...{ StringLiteral: 'a text in double quotes', Operator: 'an operator' },
  ...{ Equals: '`=`', Colon: '`:`', Comma: '`,`', Semicolon: '`;`', Bar: '`|`', OrOr: '`||`' },
  ...{ ParenOpen: '`(`', ParenClose: '`)`', SquareClose: '`]`', CurlyOpen: '`{`', CurlyClose: '`}`' },
  ...{ QuoteClose: '`|]`', RightArrow: '`->`', LeftArrow: '`<-`', LineTail: '`-<`', HeaderEnd: '`=>>`' },
  ...{ Then: '`then`', Else: '`else`', Of: '`of`', In: '`in`', For: '`for`', Is: '`is`' },
  ...{ FieldAccess: '`.` and a name' },
  ...{ Backtick: '`` ` ``', BlockOpen: '`{`', EOF: 'a declaration' },
}

export const expectation = (rule: string, names: readonly string[]): string => {
  const [only] = names
  if (names.length === 1 && only !== undefined && single[only] !== undefined) return single[only]
  return wanted[rule] ?? (only === undefined ? undefined : single[only]) ?? 'something else'
}
