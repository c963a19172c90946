import type { IToken } from 'chevrotain'
import type { LabelItem } from './blockItems.ts'
import { type Building, node, spanOfToken } from './building.ts'

const isName = /^[\p{L}_][\p{L}\p{N}\p{M}_']*$/u

/** Text made into a name: `player 1: first mover` becomes `player1FirstMover`; undefined where nothing is left. */
export const nameOfText = (text: string): string | undefined => {
  if (isName.test(text)) return text
  const [head, ...rest] = text.split(/[^\p{L}\p{N}\p{M}_]+/u).filter(word => word !== '')
  if (head === undefined) return undefined
  const joined = [head, ...rest.map(word => word.slice(0, 1).toUpperCase() + word.slice(1))].join('')
  return isName.test(joined) ? joined : `_${joined}`
}

/** `label : player 1: first mover`, any text up to `;`. */
export const labelFrom = (b: Building, token: IToken): LabelItem => {
  const span = spanOfToken(b, token)
  const head = token.image.search(/:/)
  const raw = token.image.slice(head).replace(/^::?\s*/, '')
  const text = nameOfText(raw)
  if (text === undefined) return { kind: 'label', name: undefined, span }
  return { kind: 'label', name: { ...node(b, { ...span, start: span.end - raw.length }), text }, span }
}
