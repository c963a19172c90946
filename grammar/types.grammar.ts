import { type CstNode, CstParser, type IParserConfig, type ParserMethod, type TokenType } from 'chevrotain'
import * as t from './tokens.ts'

export type Rule = ParserMethod<[], CstNode>

/** `Real`, `List a -> (a, Bool)`, `{ soc : Real }`; and the name that types share with all other rules. */
export class TypeGrammar extends CstParser {
  constructor(config: IParserConfig) {
    super([...t.allTokens], config)
  }

  /** `A -> B -> C`, right associative. */
  readonly type: Rule = this.RULE('type', () => {
    this.SUBRULE(this.typeOperand)
    this.MANY(() => {
      this.CONSUME(t.RightArrow)
      this.SUBRULE2(this.typeOperand)
    })
  })

  /** A type constructor with its arguments, or one type. */
  readonly typeOperand: Rule = this.RULE('typeOperand', () => {
    const takesArguments = this.next() === t.Constructor
    this.SUBRULE(this.typeAtom)
    this.MANY({
      GATE: () => takesArguments,
      DEF: () => this.SUBRULE2(this.typeAtom),
    })
  })

  readonly typeAtom: Rule = this.RULE('typeAtom', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Constructor) },
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.SUBRULE(this.parenthesizedType) },
      { ALT: () => this.SUBRULE(this.listType) },
      { ALT: () => this.SUBRULE(this.recordType) },
    ])
  })

  readonly parenthesizedType: Rule = this.RULE('parenthesizedType', () => {
    this.CONSUME(t.ParenOpen)
    this.OPTION(() => {
      this.SUBRULE(this.type)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.type)
      })
    })
    this.CONSUME(t.ParenClose)
  })

  /** `[a]` for `List a`. */
  readonly listType: Rule = this.RULE('listType', () => {
    this.CONSUME(t.SquareOpen)
    this.SUBRULE(this.type)
    this.CONSUME(t.SquareClose)
  })

  readonly recordType: Rule = this.RULE('recordType', () => {
    this.CONSUME(t.CurlyOpen)
    this.OPTION(() => {
      this.SUBRULE(this.fieldType)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.fieldType)
      })
      this.OPTION2(() => this.CONSUME2(t.Comma))
    })
    this.CONSUME(t.CurlyClose)
  })

  readonly fieldType: Rule = this.RULE('fieldType', () => {
    this.CONSUME(t.Identifier)
    this.CONSUME(t.Colon)
    this.SUBRULE(this.type)
  })

  /** The type of the token `distance` ahead. */
  protected next(distance = 1): TokenType {
    return this.LA(distance).tokenType
  }
}
