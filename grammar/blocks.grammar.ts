import { ExpressionGrammar } from './expressions.grammar.ts'
import * as t from './tokens.ts'
import type { Rule } from './types.grammar.ts'

/**
 * Blocks in both notations.
 *
 * The fields of the block notation are read in any order and as expressions, also where they bind; their
 * order and their patterns are judged when the tree is built, where more can be said about what is wrong.
 */
export class BlockGrammar extends ExpressionGrammar {
  // the items stand in the rule of the brackets, not in one of their own: the parser then knows the closing
  // bracket as what comes after them, and goes on at the next item it can read
  readonly quotedBlock: Rule = this.RULE('quotedBlock', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.QuoteOpen)
          this.MANY(() => this.SUBRULE(this.blockItem))
          this.CONSUME(t.QuoteClose)
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.ArrowQuoteOpen)
          this.MANY2(() => this.SUBRULE(this.arrowItem))
          this.CONSUME2(t.QuoteClose)
        },
      },
    ])
  })

  readonly bracedBlock: Rule = this.RULE('bracedBlock', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.BlockOpen)
          this.MANY(() => this.SUBRULE(this.blockItem))
          this.CONSUME(t.CurlyClose)
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.ArrowOpen)
          this.MANY2(() => this.SUBRULE(this.arrowItem))
          this.CONSUME2(t.CurlyClose)
        },
      },
    ])
  })

  readonly repeatBlock: Rule = this.RULE('repeatBlock', () => {
    this.CONSUME(t.Repeat)
    this.SUBRULE(this.selection)
    this.SUBRULE(this.bracedBlock)
  })

  readonly blockItem: Rule = this.RULE('blockItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.field) },
      { ALT: () => this.CONSUME(t.Delimiter) },
      { ALT: () => this.SUBRULE(this.labelItem) },
    ])
  })

  /** `inputs : a, b`; the `;` after it is an item of its own. */
  readonly field: Rule = this.RULE('field', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Inputs) },
      { ALT: () => this.CONSUME(t.Feedback) },
      { ALT: () => this.CONSUME(t.Operation) },
      { ALT: () => this.CONSUME(t.Outputs) },
      { ALT: () => this.CONSUME(t.Returns) },
    ])
    this.CONSUME(t.Colon)
    this.OPTION(() => this.SUBRULE(this.expressions))
  })

  /** What both notations share: labels, nested blocks, holes, and `;`. */
  readonly labelItem: Rule = this.RULE('labelItem', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.LabelField) },
      {
        ALT: () => {
          this.CONSUME(t.LabelName)
          this.CONSUME(t.Colon)
        },
      },
      { ALT: () => this.SUBRULE(this.bracedBlock) },
      { ALT: () => this.SUBRULE(this.repeatBlock) },
      { ALT: () => this.CONSUME(t.Hole) },
      { ALT: () => this.CONSUME(t.Semicolon) },
    ])
  })

  readonly arrowItem: Rule = this.RULE('arrowItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.labelItem) },
      { ALT: () => this.SUBRULE(this.arrowFooter) },
      { ALT: () => this.SUBRULE(this.arrowLine) },
    ])
  })

  /** `inputs || feedback =>>`, or `outputs | returns <- operation -< feedback | inputs`. */
  readonly arrowLine: Rule = this.RULE('arrowLine', () => {
    this.OPTION(() => this.SUBRULE(this.patterns))
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.OrOr)
          this.OPTION2(() => this.SUBRULE(this.expressions))
          this.CONSUME(t.HeaderEnd)
        },
      },
      { ALT: () => this.SUBRULE(this.arrowRest) },
    ])
  })

  readonly arrowRest: Rule = this.RULE('arrowRest', () => {
    this.CONSUME(t.Bar)
    this.OPTION(() => this.SUBRULE(this.expressions, { LABEL: 'returns' }))
    this.CONSUME(t.LeftArrow)
    this.SUBRULE(this.expression, { LABEL: 'operation' })
    this.CONSUME(t.LineTail)
    this.OPTION2(() => this.SUBRULE(this.patterns, { LABEL: 'feedback' }))
    this.CONSUME2(t.Bar)
    this.OPTION3(() => this.SUBRULE2(this.expressions, { LABEL: 'inputs' }))
  })

  /** `<<= returns || outputs` */
  readonly arrowFooter: Rule = this.RULE('arrowFooter', () => {
    this.CONSUME(t.FooterStart)
    this.OPTION(() => this.SUBRULE(this.patterns))
    this.CONSUME(t.OrOr)
    this.OPTION2(() => this.SUBRULE(this.expressions))
  })
}
