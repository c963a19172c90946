import { EOF, type TokenType } from 'chevrotain'
import { PatternGrammar } from './patterns.grammar.ts'
import * as t from './tokens.ts'
import type { Rule } from './types.grammar.ts'

const opens: ReadonlySet<TokenType> = new Set([
  ...[t.ParenOpen, t.SquareOpen, t.CurlyOpen, t.QuoteOpen, t.ArrowQuoteOpen, t.BlockOpen, t.ArrowOpen],
])
const closes: ReadonlySet<TokenType> = new Set([t.ParenClose, t.SquareClose, t.CurlyClose, t.QuoteClose])
const ends: ReadonlySet<TokenType> = new Set([t.Comma, t.Semicolon, ...t.declarationWords, ...t.fieldWords])

/**
 * Expressions. A row of operands and operators is left flat here; precedence is a matter of the tree that
 * `src/syntax` builds, so that a long sum does not nest.
 */
export abstract class ExpressionGrammar extends PatternGrammar {
  /** `[opengame| … |]`, `{ … }` where a block begins, `repeat n { … }`: given by the grammar of blocks. */
  protected abstract readonly quotedBlock: Rule
  protected abstract readonly bracedBlock: Rule
  protected abstract readonly repeatBlock: Rule

  readonly expression: Rule = this.RULE('expression', () => {
    this.SUBRULE(this.operand)
    this.MANY({
      GATE: () => !this.endsLeftSection(),
      DEF: () => {
        this.SUBRULE(this.infix)
        this.SUBRULE2(this.operand)
      },
    })
  })

  readonly expressions: Rule = this.RULE('expressions', () => {
    this.SUBRULE(this.expression)
    this.MANY(() => {
      this.CONSUME(t.Comma)
      this.SUBRULE2(this.expression)
    })
  })

  /** An operator, or a function between back-ticks. */
  readonly infix: Rule = this.RULE('infix', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Operator) },
      {
        ALT: () => {
          this.CONSUME(t.Backtick)
          this.CONSUME(t.Identifier)
          this.CONSUME2(t.Backtick)
        },
      },
    ])
  })

  readonly operand: Rule = this.RULE('operand', () => {
    this.MANY(() => this.CONSUME(t.Minus))
    this.OR([{ ALT: () => this.SUBRULE(this.prefixed) }, { ALT: () => this.SUBRULE(this.application) }])
  })

  /** What begins with a word or `\` and reaches as far as it can. */
  readonly prefixed: Rule = this.RULE('prefixed', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.lambda) },
      { ALT: () => this.SUBRULE(this.conditional) },
      { ALT: () => this.SUBRULE(this.letIn) },
      { ALT: () => this.SUBRULE(this.caseOf) },
    ])
  })

  /** A function and its arguments, the last of which may be a lambda, `if`, `let` or `case`. */
  readonly application: Rule = this.RULE('application', () => {
    this.SUBRULE(this.selection)
    this.MANY(() => this.SUBRULE2(this.selection))
    this.OPTION(() => this.SUBRULE(this.prefixed))
  })

  /** `play.x.soc` */
  readonly selection: Rule = this.RULE('selection', () => {
    this.SUBRULE(this.atom)
    this.MANY(() => this.CONSUME(t.FieldAccess))
  })

  readonly atom: Rule = this.RULE('atom', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.NumberLiteral) },
      { ALT: () => this.CONSUME(t.StringLiteral) },
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.Constructor) },
      { ALT: () => this.CONSUME(t.Wildcard) },
      { ALT: () => this.CONSUME(t.Hole) },
      { ALT: () => this.SUBRULE(this.parenthesized) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.record) },
      { ALT: () => this.SUBRULE(this.doBlock) },
      { ALT: () => this.SUBRULE(this.quotedBlock) },
      { ALT: () => this.SUBRULE(this.bracedBlock) },
      { ALT: () => this.SUBRULE(this.repeatBlock) },
      { ALT: () => this.SUBRULE(this.forever) },
    ])
  })

  /** `forever g discount d at s0`: a stage game without end. */
  readonly forever: Rule = this.RULE('forever', () => {
    this.CONSUME(t.Forever)
    this.SUBRULE(this.selection, { LABEL: 'stage' })
    this.CONSUME(t.Discount)
    this.SUBRULE2(this.selection, { LABEL: 'discount' })
    this.CONSUME(t.At)
    this.SUBRULE3(this.selection, { LABEL: 'start' })
  })

  readonly lambda: Rule = this.RULE('lambda', () => {
    this.CONSUME(t.Backslash)
    this.AT_LEAST_ONE(() => this.SUBRULE(this.patternAtom))
    this.CONSUME(t.RightArrow)
    this.SUBRULE(this.expression)
  })

  readonly conditional: Rule = this.RULE('conditional', () => {
    this.CONSUME(t.If)
    this.SUBRULE(this.expression)
    this.CONSUME(t.Then)
    this.SUBRULE2(this.expression)
    this.CONSUME(t.Else)
    this.SUBRULE3(this.expression)
  })

  readonly letIn: Rule = this.RULE('letIn', () => {
    this.CONSUME(t.Let)
    this.SUBRULE(this.binding)
    this.MANY(() => {
      this.CONSUME(t.Semicolon)
      this.SUBRULE2(this.binding)
    })
    this.OPTION(() => this.CONSUME2(t.Semicolon))
    this.CONSUME(t.In)
    this.SUBRULE(this.expression)
  })

  /** `p = e`, `f x y = e`, either with the type of what is on the right. */
  readonly binding: Rule = this.RULE('binding', () => {
    this.AT_LEAST_ONE(() => this.SUBRULE(this.patternAtom))
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
    this.CONSUME(t.Equals)
    this.SUBRULE(this.expression)
  })

  readonly caseOf: Rule = this.RULE('caseOf', () => {
    this.CONSUME(t.Case)
    this.SUBRULE(this.expression)
    this.CONSUME(t.Of)
    this.OPTION(() => this.CONSUME(t.Bar))
    this.SUBRULE(this.arm)
    this.MANY({
      GATE: () => this.armFollows(),
      DEF: () => {
        this.CONSUME2(t.Bar)
        this.SUBRULE2(this.arm)
      },
    })
  })

  readonly arm: Rule = this.RULE('arm', () => {
    this.SUBRULE(this.pattern)
    this.CONSUME(t.RightArrow)
    this.SUBRULE(this.expression)
  })

  /** `()`, `(e)`, `(a, b)`, `(e : T)`, `(+)`, `(+ 1)`, `(1 +)` */
  readonly parenthesized: Rule = this.RULE('parenthesized', () => {
    this.CONSUME(t.ParenOpen)
    this.OPTION(() => {
      this.OR({
        DEF: [
          { GATE: () => this.beginsRightSection(), ALT: () => this.SUBRULE(this.rightSection) },
          { ALT: () => this.SUBRULE(this.parenthesizedItems) },
        ],
        IGNORE_AMBIGUITIES: true,
      })
    })
    this.CONSUME(t.ParenClose)
  })

  readonly rightSection: Rule = this.RULE('rightSection', () => {
    this.CONSUME(t.Operator)
    this.OPTION(() => this.SUBRULE(this.expression))
  })

  readonly parenthesizedItems: Rule = this.RULE('parenthesizedItems', () => {
    this.SUBRULE(this.annotated)
    this.OR([
      { ALT: () => this.CONSUME(t.Operator) },
      {
        ALT: () =>
          this.MANY(() => {
            this.CONSUME(t.Comma)
            this.SUBRULE2(this.annotated)
          }),
      },
    ])
  })

  readonly annotated: Rule = this.RULE('annotated', () => {
    this.SUBRULE(this.expression)
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
  })

  /** `[a, b]`, `[a .. b]`, `[a, b .. c]`, `[e | p <- xs, cond]` */
  readonly list: Rule = this.RULE('list', () => {
    this.CONSUME(t.SquareOpen)
    this.OPTION(() => {
      this.SUBRULE(this.expressions)
      this.OPTION2(() => {
        this.OR([
          {
            ALT: () => {
              this.CONSUME(t.DotDot)
              this.SUBRULE(this.expression)
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.Bar)
              this.SUBRULE(this.qualifiers)
            },
          },
        ])
      })
    })
    this.CONSUME(t.SquareClose)
  })

  readonly qualifiers: Rule = this.RULE('qualifiers', () => {
    this.SUBRULE(this.statement)
    this.MANY(() => {
      this.CONSUME(t.Comma)
      this.SUBRULE2(this.statement)
    })
  })

  readonly doBlock: Rule = this.RULE('doBlock', () => {
    this.CONSUME(t.Do)
    this.CONSUME(t.CurlyOpen)
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Semicolon) }, { ALT: () => this.SUBRULE(this.statement) }])
    })
    this.CONSUME(t.CurlyClose)
  })

  /** `p <- e`, `let p = e`, `e`: a statement of `do`, a qualifier of a comprehension. */
  readonly statement: Rule = this.RULE('statement', () => {
    this.OR({
      DEF: [
        {
          GATE: () => this.isDraw(),
          ALT: () => {
            this.SUBRULE(this.pattern)
            this.CONSUME(t.LeftArrow)
            this.SUBRULE(this.expression)
          },
        },
        {
          GATE: () => this.isBinding(),
          ALT: () => {
            this.CONSUME(t.Let)
            this.SUBRULE(this.binding)
          },
        },
        { ALT: () => this.SUBRULE2(this.expression) },
      ],
      IGNORE_AMBIGUITIES: true,
    })
  })

  /** `{ soc = 1 }`, `{ r | soc = 2 }`; `{ soc }` is read for the patterns that stand in the fields of a block. */
  readonly record: Rule = this.RULE('record', () => {
    this.CONSUME(t.CurlyOpen)
    this.OPTION(() => {
      this.OR({
        DEF: [
          {
            GATE: () => this.isUpdate(),
            ALT: () => {
              this.SUBRULE(this.expression)
              this.CONSUME(t.Bar)
              this.SUBRULE2(this.fieldValues)
            },
          },
          { ALT: () => this.SUBRULE(this.fieldValues) },
        ],
        IGNORE_AMBIGUITIES: true,
      })
    })
    this.CONSUME(t.CurlyClose)
  })

  readonly fieldValues: Rule = this.RULE('fieldValues', () => {
    this.SUBRULE(this.fieldValue)
    this.MANY(() => {
      this.CONSUME(t.Comma)
      this.SUBRULE2(this.fieldValue)
    })
    this.OPTION(() => this.CONSUME2(t.Comma))
  })

  readonly fieldValue: Rule = this.RULE('fieldValue', () => {
    this.CONSUME(t.Identifier)
    this.OPTION(() => {
      this.CONSUME(t.Equals)
      this.SUBRULE(this.expression)
    })
  })

  private endsLeftSection(): boolean {
    return this.next(2) === t.ParenClose
  }

  private beginsRightSection(): boolean {
    return this.next() !== t.Minus || this.next(2) === t.ParenClose
  }

  /** Whether `|` comes before the first field. */
  private isUpdate(): boolean {
    return this.comesFirst(
      1,
      type => type === t.Bar,
      type => ends.has(type) || type === t.Equals,
    )
  }

  /** Whether `<-` comes before the end of this statement. */
  private isDraw(): boolean {
    return this.comesFirst(
      1,
      type => type === t.LeftArrow,
      type => ends.has(type) || type === t.Bar,
    )
  }

  /** A `let` with no `in` before the end of its statement. */
  private isBinding(): boolean {
    let lets = 0
    const answered = (type: TokenType): boolean => {
      if (type === t.Let) lets++
      return type === t.In && --lets === 0
    }
    return (
      this.next() === t.Let &&
      !this.comesFirst(1, answered, type => lets < 2 && ends.has(type) && type !== t.Semicolon)
    )
  }

  /** After `|`: `p -> e`, and not the equation or line that follows a `case`. */
  private armFollows(): boolean {
    return this.comesFirst(
      2,
      type => type === t.RightArrow,
      type => ends.has(type) || [t.Equals, t.Bar, t.LeftArrow, EOF].includes(type),
    )
  }

  private comesFirst(
    from: number,
    wanted: (type: TokenType) => boolean,
    stops: (type: TokenType) => boolean,
  ): boolean {
    let depth = 0
    for (let i = from; ; i++) {
      const type = this.next(i)
      if (type === EOF) return false
      if (opens.has(type)) depth++
      else if (closes.has(type)) {
        if (depth-- === 0) return false
      } else if (depth === 0 && wanted(type)) return true
      else if (depth === 0 && stops(type)) return false
    }
  }
}
