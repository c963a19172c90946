/**
 * The files of this folder that are made from the grammar. A test holds them up to date; after a change of
 * the grammar `npx vitest run test/unit/grammar -u` writes them anew.
 */
import { generateCstDts } from 'chevrotain'
import { GameParser } from './parser.ts'

/** TypeScript types of the concrete tree: `cst.ts`. */
export const cstTypes = (): string => {
  const productions = new GameParser({ validated: true }).getGAstProductions()
  const types = generateCstDts(productions, { includeVisitorInterface: false })
  return `// Made from the grammar, see generated.ts; do not edit.\n${types.replace('ICstVisitor, ', '')}`
}
