/**
 * What the parser expected, as data.
 *
 * Chevrotain lets a message provider word its errors; ours leaves the words to `src/syntax` and puts the
 * names of the expected token types into the message.
 */
import type { IParserErrorMessageProvider, TokenType } from 'chevrotain'

const namesOf = (paths: readonly TokenType[][]): string =>
  [...new Set(paths.flatMap(path => path.slice(0, 1).map(type => type.name)))].join(' ')

export const expectedNames: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
  buildNotAllInputParsedMessage: () => 'EOF',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => namesOf(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => namesOf(expectedIterationPaths),
}
