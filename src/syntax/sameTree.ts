/** Whether two trees say the same: ids, places and the notation of blocks apart. */
import type { Comment } from './ast.ts'

const isIgnored = (key: string): boolean => key === 'id' || key === 'notation' || /span$/i.test(key)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export const sameTree = (one: unknown, other: unknown): boolean => {
  const open: [unknown, unknown][] = [[one, other]]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair
    if (!isObject(a) || !isObject(b)) {
      if (a !== b) return false
      continue
    }
    const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter(key => !isIgnored(key)))
    for (const key of keys) open.push([a[key], b[key]])
  }
  return true
}

const words = (comments: readonly Comment[]): readonly string[] =>
  comments.map(comment => comment.text.replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '')).sort()

export const sameComments = (one: readonly Comment[], other: readonly Comment[]): boolean =>
  sameTree(words(one), words(other))
