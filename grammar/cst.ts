// Made from the grammar, see generated.ts; do not edit.
import type { CstNode, IToken } from "chevrotain";

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  typeOperand: (TypeOperandCstNode)[];
  RightArrow?: IToken[];
};

export interface TypeOperandCstNode extends CstNode {
  name: "typeOperand";
  children: TypeOperandCstChildren;
}

export type TypeOperandCstChildren = {
  typeAtom: (TypeAtomCstNode)[];
};

export interface TypeAtomCstNode extends CstNode {
  name: "typeAtom";
  children: TypeAtomCstChildren;
}

export type TypeAtomCstChildren = {
  Constructor?: IToken[];
  Identifier?: IToken[];
  parenthesizedType?: ParenthesizedTypeCstNode[];
  listType?: ListTypeCstNode[];
  recordType?: RecordTypeCstNode[];
};

export interface ParenthesizedTypeCstNode extends CstNode {
  name: "parenthesizedType";
  children: ParenthesizedTypeCstChildren;
}

export type ParenthesizedTypeCstChildren = {
  ParenOpen: IToken[];
  type?: (TypeCstNode)[];
  Comma?: IToken[];
  ParenClose: IToken[];
};

export interface ListTypeCstNode extends CstNode {
  name: "listType";
  children: ListTypeCstChildren;
}

export type ListTypeCstChildren = {
  SquareOpen: IToken[];
  type: TypeCstNode[];
  SquareClose: IToken[];
};

export interface RecordTypeCstNode extends CstNode {
  name: "recordType";
  children: RecordTypeCstChildren;
}

export type RecordTypeCstChildren = {
  CurlyOpen: IToken[];
  fieldType?: (FieldTypeCstNode)[];
  Comma?: (IToken)[];
  CurlyClose: IToken[];
};

export interface FieldTypeCstNode extends CstNode {
  name: "fieldType";
  children: FieldTypeCstChildren;
}

export type FieldTypeCstChildren = {
  Identifier: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface PatternCstNode extends CstNode {
  name: "pattern";
  children: PatternCstChildren;
}

export type PatternCstChildren = {
  patternAtom: (PatternAtomCstNode)[];
};

export interface PatternsCstNode extends CstNode {
  name: "patterns";
  children: PatternsCstChildren;
}

export type PatternsCstChildren = {
  pattern: (PatternCstNode)[];
  Comma?: IToken[];
};

export interface PatternAtomCstNode extends CstNode {
  name: "patternAtom";
  children: PatternAtomCstChildren;
}

export type PatternAtomCstChildren = {
  Identifier?: IToken[];
  Wildcard?: IToken[];
  Constructor?: IToken[];
  numberPattern?: NumberPatternCstNode[];
  StringLiteral?: IToken[];
  parenthesizedPattern?: ParenthesizedPatternCstNode[];
  listPattern?: ListPatternCstNode[];
  recordPattern?: RecordPatternCstNode[];
};

export interface NumberPatternCstNode extends CstNode {
  name: "numberPattern";
  children: NumberPatternCstChildren;
}

export type NumberPatternCstChildren = {
  Minus?: IToken[];
  NumberLiteral: IToken[];
};

export interface ParenthesizedPatternCstNode extends CstNode {
  name: "parenthesizedPattern";
  children: ParenthesizedPatternCstChildren;
}

export type ParenthesizedPatternCstChildren = {
  ParenOpen: IToken[];
  annotatedPattern?: (AnnotatedPatternCstNode)[];
  Comma?: IToken[];
  ParenClose: IToken[];
};

export interface AnnotatedPatternCstNode extends CstNode {
  name: "annotatedPattern";
  children: AnnotatedPatternCstChildren;
}

export type AnnotatedPatternCstChildren = {
  pattern: PatternCstNode[];
  Colon?: IToken[];
  type?: TypeCstNode[];
};

export interface ListPatternCstNode extends CstNode {
  name: "listPattern";
  children: ListPatternCstChildren;
}

export type ListPatternCstChildren = {
  SquareOpen: IToken[];
  patterns?: PatternsCstNode[];
  SquareClose: IToken[];
};

export interface RecordPatternCstNode extends CstNode {
  name: "recordPattern";
  children: RecordPatternCstChildren;
}

export type RecordPatternCstChildren = {
  CurlyOpen: IToken[];
  fieldPattern?: (FieldPatternCstNode)[];
  Comma?: (IToken)[];
  CurlyClose: IToken[];
};

export interface FieldPatternCstNode extends CstNode {
  name: "fieldPattern";
  children: FieldPatternCstChildren;
}

export type FieldPatternCstChildren = {
  Identifier: IToken[];
  Equals?: IToken[];
  pattern?: PatternCstNode[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  operand: (OperandCstNode)[];
  infix?: InfixCstNode[];
};

export interface ExpressionsCstNode extends CstNode {
  name: "expressions";
  children: ExpressionsCstChildren;
}

export type ExpressionsCstChildren = {
  expression: (ExpressionCstNode)[];
  Comma?: IToken[];
};

export interface InfixCstNode extends CstNode {
  name: "infix";
  children: InfixCstChildren;
}

export type InfixCstChildren = {
  Operator?: IToken[];
  Backtick?: (IToken)[];
  Identifier?: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  Minus?: IToken[];
  prefixed?: PrefixedCstNode[];
  application?: ApplicationCstNode[];
};

export interface PrefixedCstNode extends CstNode {
  name: "prefixed";
  children: PrefixedCstChildren;
}

export type PrefixedCstChildren = {
  lambda?: LambdaCstNode[];
  conditional?: ConditionalCstNode[];
  letIn?: LetInCstNode[];
  caseOf?: CaseOfCstNode[];
};

export interface ApplicationCstNode extends CstNode {
  name: "application";
  children: ApplicationCstChildren;
}

export type ApplicationCstChildren = {
  selection: (SelectionCstNode)[];
  prefixed?: PrefixedCstNode[];
};

export interface SelectionCstNode extends CstNode {
  name: "selection";
  children: SelectionCstChildren;
}

export type SelectionCstChildren = {
  atom: AtomCstNode[];
  FieldAccess?: IToken[];
};

export interface AtomCstNode extends CstNode {
  name: "atom";
  children: AtomCstChildren;
}

export type AtomCstChildren = {
  NumberLiteral?: IToken[];
  StringLiteral?: IToken[];
  Identifier?: IToken[];
  Constructor?: IToken[];
  Wildcard?: IToken[];
  Hole?: IToken[];
  parenthesized?: ParenthesizedCstNode[];
  list?: ListCstNode[];
  record?: RecordCstNode[];
  doBlock?: DoBlockCstNode[];
  quotedBlock?: QuotedBlockCstNode[];
  bracedBlock?: BracedBlockCstNode[];
  repeatBlock?: RepeatBlockCstNode[];
  forever?: ForeverCstNode[];
};

export interface ForeverCstNode extends CstNode {
  name: "forever";
  children: ForeverCstChildren;
}

export type ForeverCstChildren = {
  Forever: IToken[];
  stage: SelectionCstNode[];
  Discount: IToken[];
  discount: SelectionCstNode[];
  At: IToken[];
  start: SelectionCstNode[];
};

export interface LambdaCstNode extends CstNode {
  name: "lambda";
  children: LambdaCstChildren;
}

export type LambdaCstChildren = {
  Backslash: IToken[];
  patternAtom: PatternAtomCstNode[];
  RightArrow: IToken[];
  expression: ExpressionCstNode[];
};

export interface ConditionalCstNode extends CstNode {
  name: "conditional";
  children: ConditionalCstChildren;
}

export type ConditionalCstChildren = {
  If: IToken[];
  expression: (ExpressionCstNode)[];
  Then: IToken[];
  Else: IToken[];
};

export interface LetInCstNode extends CstNode {
  name: "letIn";
  children: LetInCstChildren;
}

export type LetInCstChildren = {
  Let: IToken[];
  binding: (BindingCstNode)[];
  Semicolon?: (IToken)[];
  In: IToken[];
  expression: ExpressionCstNode[];
};

export interface BindingCstNode extends CstNode {
  name: "binding";
  children: BindingCstChildren;
}

export type BindingCstChildren = {
  patternAtom: PatternAtomCstNode[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface CaseOfCstNode extends CstNode {
  name: "caseOf";
  children: CaseOfCstChildren;
}

export type CaseOfCstChildren = {
  Case: IToken[];
  expression: ExpressionCstNode[];
  Of: IToken[];
  Bar?: (IToken)[];
  arm: (ArmCstNode)[];
};

export interface ArmCstNode extends CstNode {
  name: "arm";
  children: ArmCstChildren;
}

export type ArmCstChildren = {
  pattern: PatternCstNode[];
  RightArrow: IToken[];
  expression: ExpressionCstNode[];
};

export interface ParenthesizedCstNode extends CstNode {
  name: "parenthesized";
  children: ParenthesizedCstChildren;
}

export type ParenthesizedCstChildren = {
  ParenOpen: IToken[];
  rightSection?: RightSectionCstNode[];
  parenthesizedItems?: ParenthesizedItemsCstNode[];
  ParenClose: IToken[];
};

export interface RightSectionCstNode extends CstNode {
  name: "rightSection";
  children: RightSectionCstChildren;
}

export type RightSectionCstChildren = {
  Operator: IToken[];
  expression?: ExpressionCstNode[];
};

export interface ParenthesizedItemsCstNode extends CstNode {
  name: "parenthesizedItems";
  children: ParenthesizedItemsCstChildren;
}

export type ParenthesizedItemsCstChildren = {
  annotated: (AnnotatedCstNode)[];
  Operator?: IToken[];
  Comma?: IToken[];
};

export interface AnnotatedCstNode extends CstNode {
  name: "annotated";
  children: AnnotatedCstChildren;
}

export type AnnotatedCstChildren = {
  expression: ExpressionCstNode[];
  Colon?: IToken[];
  type?: TypeCstNode[];
};

export interface ListCstNode extends CstNode {
  name: "list";
  children: ListCstChildren;
}

export type ListCstChildren = {
  SquareOpen: IToken[];
  expressions?: ExpressionsCstNode[];
  DotDot?: IToken[];
  expression?: ExpressionCstNode[];
  Bar?: IToken[];
  qualifiers?: QualifiersCstNode[];
  SquareClose: IToken[];
};

export interface QualifiersCstNode extends CstNode {
  name: "qualifiers";
  children: QualifiersCstChildren;
}

export type QualifiersCstChildren = {
  statement: (StatementCstNode)[];
  Comma?: IToken[];
};

export interface DoBlockCstNode extends CstNode {
  name: "doBlock";
  children: DoBlockCstChildren;
}

export type DoBlockCstChildren = {
  Do: IToken[];
  CurlyOpen: IToken[];
  Semicolon?: IToken[];
  statement?: StatementCstNode[];
  CurlyClose: IToken[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  pattern?: PatternCstNode[];
  LeftArrow?: IToken[];
  expression?: (ExpressionCstNode)[];
  Let?: IToken[];
  binding?: BindingCstNode[];
};

export interface RecordCstNode extends CstNode {
  name: "record";
  children: RecordCstChildren;
}

export type RecordCstChildren = {
  CurlyOpen: IToken[];
  expression?: ExpressionCstNode[];
  Bar?: IToken[];
  fieldValues?: (FieldValuesCstNode)[];
  CurlyClose: IToken[];
};

export interface FieldValuesCstNode extends CstNode {
  name: "fieldValues";
  children: FieldValuesCstChildren;
}

export type FieldValuesCstChildren = {
  fieldValue: (FieldValueCstNode)[];
  Comma?: (IToken)[];
};

export interface FieldValueCstNode extends CstNode {
  name: "fieldValue";
  children: FieldValueCstChildren;
}

export type FieldValueCstChildren = {
  Identifier: IToken[];
  Equals?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface QuotedBlockCstNode extends CstNode {
  name: "quotedBlock";
  children: QuotedBlockCstChildren;
}

export type QuotedBlockCstChildren = {
  QuoteOpen?: IToken[];
  blockItem?: BlockItemCstNode[];
  QuoteClose?: (IToken)[];
  ArrowQuoteOpen?: IToken[];
  arrowItem?: ArrowItemCstNode[];
};

export interface BracedBlockCstNode extends CstNode {
  name: "bracedBlock";
  children: BracedBlockCstChildren;
}

export type BracedBlockCstChildren = {
  BlockOpen?: IToken[];
  blockItem?: BlockItemCstNode[];
  CurlyClose?: (IToken)[];
  ArrowOpen?: IToken[];
  arrowItem?: ArrowItemCstNode[];
};

export interface RepeatBlockCstNode extends CstNode {
  name: "repeatBlock";
  children: RepeatBlockCstChildren;
}

export type RepeatBlockCstChildren = {
  Repeat: IToken[];
  selection: SelectionCstNode[];
  bracedBlock: BracedBlockCstNode[];
};

export interface BlockItemCstNode extends CstNode {
  name: "blockItem";
  children: BlockItemCstChildren;
}

export type BlockItemCstChildren = {
  field?: FieldCstNode[];
  Delimiter?: IToken[];
  labelItem?: LabelItemCstNode[];
};

export interface FieldCstNode extends CstNode {
  name: "field";
  children: FieldCstChildren;
}

export type FieldCstChildren = {
  Inputs?: IToken[];
  Feedback?: IToken[];
  Operation?: IToken[];
  Outputs?: IToken[];
  Returns?: IToken[];
  Colon: IToken[];
  expressions?: ExpressionsCstNode[];
};

export interface LabelItemCstNode extends CstNode {
  name: "labelItem";
  children: LabelItemCstChildren;
}

export type LabelItemCstChildren = {
  LabelField?: IToken[];
  LabelName?: IToken[];
  Colon?: IToken[];
  bracedBlock?: BracedBlockCstNode[];
  repeatBlock?: RepeatBlockCstNode[];
  Hole?: IToken[];
  Semicolon?: IToken[];
};

export interface ArrowItemCstNode extends CstNode {
  name: "arrowItem";
  children: ArrowItemCstChildren;
}

export type ArrowItemCstChildren = {
  labelItem?: LabelItemCstNode[];
  arrowFooter?: ArrowFooterCstNode[];
  arrowLine?: ArrowLineCstNode[];
};

export interface ArrowLineCstNode extends CstNode {
  name: "arrowLine";
  children: ArrowLineCstChildren;
}

export type ArrowLineCstChildren = {
  patterns?: PatternsCstNode[];
  OrOr?: IToken[];
  expressions?: ExpressionsCstNode[];
  HeaderEnd?: IToken[];
  arrowRest?: ArrowRestCstNode[];
};

export interface ArrowRestCstNode extends CstNode {
  name: "arrowRest";
  children: ArrowRestCstChildren;
}

export type ArrowRestCstChildren = {
  Bar: (IToken)[];
  returns?: ExpressionsCstNode[];
  LeftArrow: IToken[];
  operation: ExpressionCstNode[];
  LineTail: IToken[];
  feedback?: PatternsCstNode[];
  inputs?: ExpressionsCstNode[];
};

export interface ArrowFooterCstNode extends CstNode {
  name: "arrowFooter";
  children: ArrowFooterCstChildren;
}

export type ArrowFooterCstChildren = {
  FooterStart: IToken[];
  patterns?: PatternsCstNode[];
  OrOr: IToken[];
  expressions?: ExpressionsCstNode[];
};

export interface FileCstNode extends CstNode {
  name: "file";
  children: FileCstChildren;
}

export type FileCstChildren = {
  declaration?: DeclarationCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  importDeclaration?: ImportDeclarationCstNode[];
  typeDeclaration?: TypeDeclarationCstNode[];
  paramDeclaration?: ParamDeclarationCstNode[];
  letDeclaration?: LetDeclarationCstNode[];
  gameDeclaration?: GameDeclarationCstNode[];
  strategyDeclaration?: StrategyDeclarationCstNode[];
  checkDeclaration?: CheckDeclarationCstNode[];
  expectDeclaration?: ExpectDeclarationCstNode[];
  solveDeclaration?: SolveDeclarationCstNode[];
  driveDeclaration?: DriveDeclarationCstNode[];
  Semicolon?: IToken[];
};

export interface ImportDeclarationCstNode extends CstNode {
  name: "importDeclaration";
  children: ImportDeclarationCstChildren;
}

export type ImportDeclarationCstChildren = {
  Import: IToken[];
  StringLiteral: IToken[];
  importList?: ImportListCstNode[];
};

export interface ImportListCstNode extends CstNode {
  name: "importList";
  children: ImportListCstChildren;
}

export type ImportListCstChildren = {
  ParenOpen: IToken[];
  importedName?: (ImportedNameCstNode)[];
  Comma?: (IToken)[];
  ParenClose: IToken[];
};

export interface ImportedNameCstNode extends CstNode {
  name: "importedName";
  children: ImportedNameCstChildren;
}

export type ImportedNameCstChildren = {
  Identifier?: IToken[];
  Constructor?: IToken[];
};

export interface TypeDeclarationCstNode extends CstNode {
  name: "typeDeclaration";
  children: TypeDeclarationCstChildren;
}

export type TypeDeclarationCstChildren = {
  Type: IToken[];
  Constructor: IToken[];
  Identifier?: IToken[];
  Equals: IToken[];
  Bar?: (IToken)[];
  type: (TypeCstNode)[];
};

export interface ParamDeclarationCstNode extends CstNode {
  name: "paramDeclaration";
  children: ParamDeclarationCstChildren;
}

export type ParamDeclarationCstChildren = {
  Param: IToken[];
  Identifier: IToken[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface LetDeclarationCstNode extends CstNode {
  name: "letDeclaration";
  children: LetDeclarationCstChildren;
}

export type LetDeclarationCstChildren = {
  TopLet: IToken[];
  Identifier: IToken[];
  patternAtom?: PatternAtomCstNode[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Equals?: IToken[];
  expression?: ExpressionCstNode[];
  equation?: EquationCstNode[];
};

export interface EquationCstNode extends CstNode {
  name: "equation";
  children: EquationCstChildren;
}

export type EquationCstChildren = {
  Bar: IToken[];
  patternAtom?: PatternAtomCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface GameDeclarationCstNode extends CstNode {
  name: "gameDeclaration";
  children: GameDeclarationCstChildren;
}

export type GameDeclarationCstChildren = {
  Game: IToken[];
  Identifier: IToken[];
  patternAtom?: PatternAtomCstNode[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface StrategyDeclarationCstNode extends CstNode {
  name: "strategyDeclaration";
  children: StrategyDeclarationCstChildren;
}

export type StrategyDeclarationCstChildren = {
  Strategy: IToken[];
  Identifier: (IToken)[];
  For: IToken[];
  arguments: ArgumentsCstNode[];
  Equals: IToken[];
  profile: ProfileCstNode[];
};

export interface ArgumentsCstNode extends CstNode {
  name: "arguments";
  children: ArgumentsCstChildren;
}

export type ArgumentsCstChildren = {
  selection?: SelectionCstNode[];
};

export interface ProfileCstNode extends CstNode {
  name: "profile";
  children: ProfileCstChildren;
}

export type ProfileCstChildren = {
  CurlyOpen: IToken[];
  strategyEntry?: (StrategyEntryCstNode)[];
  Comma?: (IToken)[];
  CurlyClose: IToken[];
};

export interface StrategyEntryCstNode extends CstNode {
  name: "strategyEntry";
  children: StrategyEntryCstChildren;
}

export type StrategyEntryCstChildren = {
  decisionPath: DecisionPathCstNode[];
  Equals: IToken[];
  expression: ExpressionCstNode[];
};

export interface DecisionPathCstNode extends CstNode {
  name: "decisionPath";
  children: DecisionPathCstChildren;
}

export type DecisionPathCstChildren = {
  StringLiteral?: IToken[];
  Identifier?: IToken[];
  Constructor?: IToken[];
  NumberLiteral?: IToken[];
  FieldAccess?: IToken[];
  PathIndex?: IToken[];
};

export interface CheckDeclarationCstNode extends CstNode {
  name: "checkDeclaration";
  children: CheckDeclarationCstChildren;
}

export type CheckDeclarationCstChildren = {
  Check: IToken[];
  Identifier: (IToken)[];
  Is: IToken[];
  Not?: IToken[];
  Within?: IToken[];
  within?: ExpressionCstNode[];
  In?: IToken[];
  context?: ExpressionCstNode[];
};

export interface ExpectDeclarationCstNode extends CstNode {
  name: "expectDeclaration";
  children: ExpectDeclarationCstChildren;
}

export type ExpectDeclarationCstChildren = {
  Expect: IToken[];
  expression: ExpressionCstNode[];
};

export interface SolveDeclarationCstNode extends CstNode {
  name: "solveDeclaration";
  children: SolveDeclarationCstChildren;
}

export type SolveDeclarationCstChildren = {
  Solve: IToken[];
  Identifier: (IToken)[];
  arguments: ArgumentsCstNode[];
  For: IToken[];
};

export interface DriveDeclarationCstNode extends CstNode {
  name: "driveDeclaration";
  children: DriveDeclarationCstChildren;
}

export type DriveDeclarationCstChildren = {
  Drive: IToken[];
  Identifier: IToken[];
  In: IToken[];
  StringLiteral: IToken[];
  CurlyOpen: IToken[];
  driveItem?: DriveItemCstNode[];
  CurlyClose: IToken[];
};

export interface DriveItemCstNode extends CstNode {
  name: "driveItem";
  children: DriveItemCstChildren;
}

export type DriveItemCstChildren = {
  every?: EveryCstNode[];
  feed?: FeedCstNode[];
  send?: SendCstNode[];
  Semicolon?: IToken[];
};

export interface EveryCstNode extends CstNode {
  name: "every";
  children: EveryCstChildren;
}

export type EveryCstChildren = {
  Every: IToken[];
  backward?: IToken[];
  length: IToken[];
  unit: IToken[];
  For: IToken[];
  negative?: IToken[];
  count: IToken[];
  word?: IToken[];
};

export interface FeedCstNode extends CstNode {
  name: "feed";
  children: FeedCstChildren;
}

export type FeedCstChildren = {
  Identifier: IToken[];
  LeftArrow: IToken[];
  expression: ExpressionCstNode[];
};

export interface SendCstNode extends CstNode {
  name: "send";
  children: SendCstChildren;
}

export type SendCstChildren = {
  expression: ExpressionCstNode[];
  RightArrow: IToken[];
  quantity: QuantityCstNode[];
};

export interface QuantityCstNode extends CstNode {
  name: "quantity";
  children: QuantityCstChildren;
}

export type QuantityCstChildren = {
  Identifier: IToken[];
  FieldAccess: IToken[];
};
