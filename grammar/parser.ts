import type { TokenType } from 'chevrotain'
import { BlockGrammar } from './blocks.grammar.ts'
import { expectedNames } from './expected.ts'
import { LazyLookahead } from './lazyLookahead.ts'
import { resyncAtPlacesOnly } from './resync.ts'
import * as t from './tokens.ts'
import type { Rule } from './types.grammar.ts'

/** Tokens that tell alternatives apart. */
const maxLookahead = 2

/** The grammar of a whole file; it builds Chevrotain's concrete tree and recovers at every declaration. */
export class GameParser extends BlockGrammar {
  constructor(settings: { readonly validated: boolean }) {
    super({
      recoveryEnabled: true,
      maxLookahead,
      lookaheadStrategy: new LazyLookahead({ maxLookahead }),
      errorMessageProvider: expectedNames,
      nodeLocationTracking: 'onlyOffset',
      skipValidations: !settings.validated,
    })
    this.performSelfAnalysis()
    resyncAtPlacesOnly(this)
  }

  /** Reading as if a curly bracket or `|]` stood there would end a block at its first error. */
  protected override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return ![t.QuoteClose, t.CurlyClose, t.CurlyOpen].includes(type)
  }

  readonly file: Rule = this.RULE('file', () => {
    this.MANY(() => this.SUBRULE(this.declaration))
  })

  readonly declaration: Rule = this.RULE('declaration', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.importDeclaration) },
      { ALT: () => this.SUBRULE(this.typeDeclaration) },
      { ALT: () => this.SUBRULE(this.paramDeclaration) },
      { ALT: () => this.SUBRULE(this.letDeclaration) },
      { ALT: () => this.SUBRULE(this.gameDeclaration) },
      { ALT: () => this.SUBRULE(this.strategyDeclaration) },
      { ALT: () => this.SUBRULE(this.checkDeclaration) },
      { ALT: () => this.SUBRULE(this.expectDeclaration) },
      { ALT: () => this.SUBRULE(this.solveDeclaration) },
      { ALT: () => this.SUBRULE(this.driveDeclaration) },
    ])
    this.MANY(() => this.CONSUME(t.Semicolon))
  })

  readonly importDeclaration: Rule = this.RULE('importDeclaration', () => {
    this.CONSUME(t.Import)
    this.CONSUME(t.StringLiteral)
    this.OPTION(() => this.SUBRULE(this.importList))
  })

  readonly importList: Rule = this.RULE('importList', () => {
    this.CONSUME(t.ParenOpen)
    this.OPTION(() => {
      this.SUBRULE(this.importedName)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.importedName)
      })
      this.OPTION2(() => this.CONSUME2(t.Comma))
    })
    this.CONSUME(t.ParenClose)
  })

  readonly importedName: Rule = this.RULE('importedName', () => {
    this.OR([{ ALT: () => this.CONSUME(t.Identifier) }, { ALT: () => this.CONSUME(t.Constructor) }])
  })

  /** A sum where there is a bar or the one constructor bears the name of the type, else an alias. */
  readonly typeDeclaration: Rule = this.RULE('typeDeclaration', () => {
    this.CONSUME(t.Type)
    this.CONSUME(t.Constructor)
    this.MANY(() => this.CONSUME(t.Identifier))
    this.CONSUME(t.Equals)
    this.OPTION(() => this.CONSUME(t.Bar))
    this.SUBRULE(this.type)
    this.MANY2(() => {
      this.CONSUME2(t.Bar)
      this.SUBRULE2(this.type)
    })
  })

  readonly paramDeclaration: Rule = this.RULE('paramDeclaration', () => {
    this.CONSUME(t.Param)
    this.CONSUME(t.Identifier)
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
    this.CONSUME(t.Equals)
    this.SUBRULE(this.expression)
  })

  readonly letDeclaration: Rule = this.RULE('letDeclaration', () => {
    this.CONSUME(t.TopLet)
    this.CONSUME(t.Identifier)
    this.MANY(() => this.SUBRULE(this.patternAtom))
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Equals)
          this.SUBRULE(this.expression)
        },
      },
      { ALT: () => this.AT_LEAST_ONE(() => this.SUBRULE(this.equation)) },
    ])
  })

  readonly equation: Rule = this.RULE('equation', () => {
    this.CONSUME(t.Bar)
    this.MANY(() => this.SUBRULE(this.patternAtom))
    this.CONSUME(t.Equals)
    this.SUBRULE(this.expression)
  })

  readonly gameDeclaration: Rule = this.RULE('gameDeclaration', () => {
    this.CONSUME(t.Game)
    this.CONSUME(t.Identifier)
    this.MANY(() => this.SUBRULE(this.patternAtom))
    this.OPTION(() => {
      this.CONSUME(t.Colon)
      this.SUBRULE(this.type)
    })
    this.CONSUME(t.Equals)
    this.SUBRULE(this.expression)
  })

  readonly strategyDeclaration: Rule = this.RULE('strategyDeclaration', () => {
    this.CONSUME(t.Strategy)
    this.CONSUME(t.Identifier)
    this.CONSUME(t.For)
    this.CONSUME2(t.Identifier)
    this.SUBRULE(this.arguments)
    this.CONSUME(t.Equals)
    this.SUBRULE(this.profile)
  })

  readonly arguments: Rule = this.RULE('arguments', () => {
    this.MANY({
      GATE: () => this.next() !== t.For,
      DEF: () => this.SUBRULE(this.selection),
    })
  })

  readonly profile: Rule = this.RULE('profile', () => {
    this.CONSUME(t.CurlyOpen)
    this.OPTION(() => {
      this.SUBRULE(this.strategyEntry)
      this.MANY(() => {
        this.CONSUME(t.Comma)
        this.SUBRULE2(this.strategyEntry)
      })
      this.OPTION2(() => this.CONSUME2(t.Comma))
    })
    this.CONSUME(t.CurlyClose)
  })

  readonly strategyEntry: Rule = this.RULE('strategyEntry', () => {
    this.SUBRULE(this.decisionPath)
    this.CONSUME(t.Equals)
    this.SUBRULE(this.expression)
  })

  /** `alice`, `round.0.alice`, `"player 1"` */
  readonly decisionPath: Rule = this.RULE('decisionPath', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.StringLiteral) },
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.Constructor) },
      { ALT: () => this.CONSUME(t.NumberLiteral) },
    ])
    this.MANY(() => {
      this.OR2([{ ALT: () => this.CONSUME(t.FieldAccess) }, { ALT: () => this.CONSUME(t.PathIndex) }])
    })
  })

  readonly checkDeclaration: Rule = this.RULE('checkDeclaration', () => {
    this.CONSUME(t.Check)
    this.CONSUME(t.Identifier)
    this.CONSUME(t.Is)
    this.OPTION(() => this.CONSUME(t.Not))
    this.CONSUME2(t.Identifier)
    this.OPTION2(() => {
      this.CONSUME(t.Within)
      this.SUBRULE(this.expression, { LABEL: 'within' })
    })
    this.OPTION3(() => {
      this.CONSUME(t.In)
      this.SUBRULE2(this.expression, { LABEL: 'context' })
    })
  })

  readonly expectDeclaration: Rule = this.RULE('expectDeclaration', () => {
    this.CONSUME(t.Expect)
    this.SUBRULE(this.expression)
  })

  readonly solveDeclaration: Rule = this.RULE('solveDeclaration', () => {
    this.CONSUME(t.Solve)
    this.CONSUME(t.Identifier)
    this.SUBRULE(this.arguments)
    this.CONSUME(t.For)
    this.CONSUME2(t.Identifier)
  })
  /** `drive s in "homes.grid.json" { every 1 hour for 24 ; soc <- home1.battery.soc ; act -> home1.battery.powerKw ; }` */
  readonly driveDeclaration: Rule = this.RULE('driveDeclaration', () => {
    this.CONSUME(t.Drive)
    this.CONSUME(t.Identifier)
    this.CONSUME(t.In)
    this.CONSUME(t.StringLiteral)
    this.CONSUME(t.CurlyOpen)
    this.MANY(() => this.SUBRULE(this.driveItem))
    this.CONSUME(t.CurlyClose)
  })

  readonly driveItem: Rule = this.RULE('driveItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.every) },
      { ALT: () => this.SUBRULE(this.feed) },
      { ALT: () => this.SUBRULE(this.send) },
      { ALT: () => this.CONSUME(t.Semicolon) },
    ])
  })

  readonly every: Rule = this.RULE('every', () => {
    this.CONSUME(t.Every)
    this.OPTION(() => this.CONSUME(t.Minus, { LABEL: 'backward' }))
    this.CONSUME(t.NumberLiteral, { LABEL: 'length' })
    this.CONSUME(t.Identifier, { LABEL: 'unit' })
    this.CONSUME(t.For)
    this.OPTION2(() => this.CONSUME2(t.Minus, { LABEL: 'negative' }))
    this.CONSUME2(t.NumberLiteral, { LABEL: 'count' })
    this.OPTION3(() => this.CONSUME2(t.Identifier, { LABEL: 'word' }))
  })

  readonly feed: Rule = this.RULE('feed', () => {
    this.CONSUME(t.Identifier)
    this.CONSUME(t.LeftArrow)
    this.SUBRULE(this.expression)
  })

  readonly send: Rule = this.RULE('send', () => {
    this.SUBRULE(this.expression)
    this.CONSUME(t.RightArrow)
    this.SUBRULE(this.quantity)
  })

  /** `home1.battery.powerKw` */
  readonly quantity: Rule = this.RULE('quantity', () => {
    this.CONSUME(t.Identifier)
    this.AT_LEAST_ONE(() => this.CONSUME(t.FieldAccess))
  })
}
