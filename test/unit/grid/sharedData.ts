/**
 * Reference data beside the repository: tests that need them are skipped where they are missing, and fail where
 * `COPLAY_REFERENCE_DATA` says that they should be there.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const told = process.env['COPLAY_REFERENCE_DATA']
const folder = told ?? join(import.meta.dirname, '../../../../shared/data')

/** Whether the data are missing, and may be. */
export const areMissing = told === undefined && !existsSync(folder)

export const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8')
