import * as t from './tokens.ts'
import type { Rule } from './types.grammar.ts'
import { TypeGrammar } from './types.grammar.ts'

/** What binds names: `x`, `_`, `(Sold price _)`, `{ soc = s }`, `-1`, `(x : Real)`. */
export class PatternGrammar extends TypeGrammar {
  /** A constructor with its fields, or one pattern. */
  readonly pattern: Rule = this.RULE('pattern', () => {
    const takesFields = this.next() === t.Constructor
    this.SUBRULE(this.patternAtom)
    this.MANY({
      GATE: () => takesFields,
      DEF: () => this.SUBRULE2(this.patternAtom),
    })
  })

  readonly patterns: Rule = this.RULE('patterns', () => {
    this.SUBRULE(this.pattern)
    this.MANY(() => {
      this.CONSUME(t.Comma)
      this.SUBRULE2(this.pattern)
    })
  })

  /** A pattern that can stand beside others: one argument of an equation, one field of a constructor. */
  readonly patternAtom: Rule = this.RULE('patternAtom', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.Wildcard) },
      { ALT: () => this.CONSUME(t.Constructor) },
      { ALT: () => this.SUBRULE(this.numberPattern) },
      { ALT: () => this.CONSUME(t.StringLiteral) },
      { ALT: () => this.SUBRULE(this.parenthesizedPattern) },
      { ALT: () => this.SUBRULE(this.listPattern) },
      { ALT: () => this.SUBRULE(this.recordPattern) },
    ])
  })

  readonly numberPattern: Rule = this.RULE('numberPattern', () => {
    this.OPTION(() => this.CONSUME(t.Minus))
    this.CONSUME(t.NumberLiteral)
  })

  /** `()`, `(p)`, `(p, q)`, `(x : T)` */
  readonly parenthesizedPattern: Rule = this.RULE('parenthesizedPattern', () => {
    this.CONSUME(t.ParenOpen)
    this.OPTION(() => {
      this.SUBRULE(this.annotatedPattern)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.annotatedPattern)
      })
    })
    this.CONSUME(t.ParenClose)
  })

  readonly annotatedPattern: Rule = this.RULE('annotatedPattern', () => {
    this.SUBRULE(this.pattern)
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
  })

  readonly listPattern: Rule = this.RULE('listPattern', () => {
    this.CONSUME(t.SquareOpen)
    this.OPTION(() => this.SUBRULE(this.patterns))
    this.CONSUME(t.SquareClose)
  })

  readonly recordPattern: Rule = this.RULE('recordPattern', () => {
    this.CONSUME(t.CurlyOpen)
    this.OPTION(() => {
      this.SUBRULE(this.fieldPattern)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.fieldPattern)
      })
      this.OPTION2(() => this.CONSUME2(t.Comma))
    })
    this.CONSUME(t.CurlyClose)
  })

  /** `soc = p`, or `soc` for `soc = soc`. */
  readonly fieldPattern: Rule = this.RULE('fieldPattern', () => {
    this.CONSUME(t.Identifier)
    this.OPTION(() => {
      this.CONSUME(t.Equals)
      this.SUBRULE(this.pattern)
    })
  })
}
