/**
 * Matchers for the tokens that no single regular expression describes: identifiers in any script, nested
 * comments, the raw text of `label : … ;`, and a dot that clings to what stands before it.
 */
import type { CustomPatternMatcherFunc, IToken } from 'chevrotain'

const sticky = (pattern: RegExp): CustomPatternMatcherFunc => {
  return (text, offset) => {
    pattern.lastIndex = offset
    return pattern.exec(text)
  }
}

/** Chevrotain keeps its tables per 255 characters above Latin-1: one code out of each bucket names them all. */
const otherScripts = Array.from({ length: 256 }, (_, bucket) => 256 + bucket * 255).filter(
  code => code < 65536,
)

const codesMatching = (pattern: RegExp): readonly number[] => [
  ...Array.from({ length: 256 }, (_, code) => code).filter(code => pattern.test(String.fromCharCode(code))),
  ...otherScripts,
]

export const identifier = sticky(/[\p{Ll}\p{Lo}_][\p{L}\p{N}\p{M}_']*/uy)
export const identifierStart = codesMatching(/[\p{Ll}\p{Lo}_]/u)

export const constructor_ = sticky(/[\p{Lu}\p{Lt}][\p{L}\p{N}\p{M}_']*/uy)
export const constructorStart = codesMatching(/[\p{Lu}\p{Lt}]/u)

const commentMark = /\{-|-\}/g

/** Offset after the comment that opens at `offset`, or undefined where it never closes. */
const endOfComment = (text: string, offset: number): number | undefined => {
  let depth = 0
  commentMark.lastIndex = offset
  for (let mark = commentMark.exec(text); mark !== null; mark = commentMark.exec(text)) {
    depth += mark[0] === '{-' ? 1 : -1
    if (depth === 0) return commentMark.lastIndex
  }
  return undefined
}

const found = (text: string): RegExpExecArray => Object.assign([text] as [string], { index: 0, input: text })

export const blockComment: CustomPatternMatcherFunc = (text, offset) => {
  if (!text.startsWith('{-', offset)) return null
  const end = endOfComment(text, offset)
  return end === undefined ? null : found(text.slice(offset, end))
}

/** Tried after `blockComment`: what is left is a comment that runs to the end of the file. */
export const unclosedComment: CustomPatternMatcherFunc = (text, offset) =>
  text.startsWith('{-', offset) ? found(text.slice(offset)) : null

const labelHead = /label(?![\p{L}\p{N}_'])[ \t]*::?(?!-+:)/uy
const labelEnd =
  /;|[\r\n]|\|\]|:-+:|\s(?:--|\/\/|\{-)|(?<![\p{L}\p{N}_'])(?:inputs|feedback|operation|outputs|returns|label)\s*:/gu

/** `label :` with the raw text after it, up to a `;`, a comment, the next field or the end of the line. */
export const labelField: CustomPatternMatcherFunc = (text, offset) => {
  labelHead.lastIndex = offset
  const head = labelHead.exec(text)
  if (head === null) return null
  labelEnd.lastIndex = offset + head[0].length
  const end = labelEnd.exec(text)?.index ?? text.length
  return found(text.slice(offset, end).trimEnd())
}

const clinging =
  (pattern: RegExp, isOperandEnd: (token: IToken) => boolean): CustomPatternMatcherFunc =>
  (text, offset, tokens) => {
    const previous = tokens.at(-1)
    if (previous === undefined || previous.startOffset + previous.image.length !== offset) return null
    if (!isOperandEnd(previous)) return null
    pattern.lastIndex = offset
    return pattern.exec(text)
  }

/** `.name` right after an operand: a field, or a word of a decision path. */
export const fieldAccess = (isOperandEnd: (token: IToken) => boolean): CustomPatternMatcherFunc =>
  clinging(/\.[\p{L}_][\p{L}\p{N}\p{M}_']*/uy, isOperandEnd)

/** `.12` right after a name: a copy in a decision path, `homes.12.owner`. */
export const pathIndex = (isOperandEnd: (token: IToken) => boolean): CustomPatternMatcherFunc =>
  clinging(/\.[0-9]+/y, isOperandEnd)
