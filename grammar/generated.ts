/**
 * The files of this folder that are made from the grammar. A test holds them up to date; after a change of
 * the grammar `npm run generate` writes them anew.
 */
import { createSyntaxDiagramsCode, generateCstDts } from 'chevrotain'
import { GameParser } from './parser.ts'

/** TypeScript types of the concrete tree: `cst.ts`. */
export const cstTypes = (): string => {
  const productions = new GameParser({ validated: true }).getGAstProductions()
  const types = generateCstDts(productions, { includeVisitorInterface: false })
  return `// Made from the grammar, see generated.ts; do not edit.\n${types.replace('ICstVisitor, ', '')}`
}

/** Reads a file of chevrotain's folder `diagrams/`. */
export type ReadAsset = (path: string) => string

const inlined = (page: string, read: ReadAsset): string =>
  page
    .replace(
      /<link rel='stylesheet' href='assets:([^']+)'>/,
      (_, path: string) => `<style>\n${read(path)}</style>`,
    )
    .replace(
      /<script src='assets:([^']+)'><\/script>/g,
      (_, path: string) => `<script>\n${read(path)}</script>`,
    )

/** Railroad diagrams of every rule, as a page that needs nothing from elsewhere: `diagrams.html`. */
export const syntaxDiagrams = (read: ReadAsset): string => {
  const grammar = new GameParser({ validated: true }).getSerializedGastProductions()
  const page = createSyntaxDiagramsCode(grammar, { resourceBase: 'assets:', css: 'assets:diagrams.css' })
  return inlined(page, read)
    .replace('<meta charset="utf-8">', '<meta charset="utf-8">\n<title>Syntax of .game files</title>')
    .replace(/[ \t]+$/gm, '')
    .trimStart()
}
