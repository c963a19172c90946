/** Paths of files as text: forward slashes, no file system. */

/** The shortest form of a path: `a/./b/../c` is `a/c`; leading `..` stay. */
export const normalizePath = (path: string): string => {
  const slashed = path.replaceAll('\\', '/')
  const root = slashed.startsWith('/') ? '/' : ''
  const words: string[] = []
  for (const word of slashed.split('/')) {
    if (word === '' || word === '.') continue
    if (word === '..' && words.length > 0 && words.at(-1) !== '..') words.pop()
    else if (word !== '..' || root === '') words.push(word)
  }
  return root + words.join('/')
}

const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path)

/** The path that `target` names when it is written in the file at `from`. */
export const pathFrom = (from: string, target: string): string => {
  if (isAbsolute(target)) return normalizePath(target)
  const slashed = from.replaceAll('\\', '/')
  return normalizePath(`${slashed.slice(0, slashed.lastIndexOf('/') + 1)}${target}`)
}
