import { largestFile } from './fileErrors.ts'

/** What standard input holds, up to a little more than a file may have: enough to know that it is too large. */
export const readStandardInput = async (): Promise<Uint8Array> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
    length += chunk.length
    if (length > largestFile) break
  }
  return new Uint8Array(Buffer.concat(chunks))
}
