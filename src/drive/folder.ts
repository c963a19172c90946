/** Folders on the disk. */
import * as fs from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those it stands in. `fs.mkdirSync` with `recursive` never returns where the system says of a
 * folder that is there that it is not, as below `/proc`.
 */
export const makeFolder = (path: string): void => {
  if (fs.existsSync(path)) return
  makeFolder(dirname(path))
  fs.mkdirSync(path)
}
