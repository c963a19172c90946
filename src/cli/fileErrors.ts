/** Messages about files, which have no place in a text. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'

const mebibyte = 1024 * 1024

/** The most bytes that a file may have. */
export const largestFile = 16 * mebibyte

export const fileNotFound = (path: string, similar: readonly string[]): Diagnostic =>
  diagnostic('G7001', `there is no \`${path}\``, { hint: didYouMean(path, similar) })

export const fileNotReadable = (path: string, reason: string): Diagnostic =>
  diagnostic('G7001', `\`${path}\` cannot be read`, { explanation: [`The system says: ${reason}.`] })

export const fileNotText = (path: string, reason: string): Diagnostic =>
  diagnostic('G7002', `\`${path}\` is not text`, {
    explanation: [reason],
    hint: 'save the file as UTF-8',
  })

export const fileTooLarge = (path: string): Diagnostic =>
  diagnostic('G7003', `\`${path}\` is too large`, {
    explanation: [`A file may have ${largestFile / mebibyte} MiB.`],
    hint: 'split the file, and `import` its parts',
  })

export const noGameFiles = (path: string): Diagnostic =>
  diagnostic('G7004', `there are no game files in \`${path}\``, {
    explanation: [
      'A folder is searched for files that end in `.game`, except in `node_modules` and hidden folders.',
    ],
    hint: 'begin with `coplay new DIR`',
  })

export const wouldOverwrite = (path: string): Diagnostic =>
  diagnostic('G7006', `\`${path}\` is there already`, {
    explanation: ['Nothing was written.'],
    hint: 'give the name of a folder that does not exist',
  })

export const notWritten = (path: string, reason: string): Diagnostic =>
  diagnostic('G7001', `\`${path}\` cannot be written`, { explanation: [`The system says: ${reason}.`] })
