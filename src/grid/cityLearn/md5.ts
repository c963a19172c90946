/** MD5 of a text, as a number: CityLearn derives the seeds of its devices from it. Source: RFC 1321. */

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
]
const sines = Int32Array.from({ length: 64 }, (_, k) => Math.floor(Math.abs(Math.sin(k + 1)) * 2 ** 32))

/** The 128 bits of the digest of `text` in UTF-8, the first byte the most significant. */
export const md5 = (text: string): bigint => {
  const message = new TextEncoder().encode(text)
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, message.length * 8, true)
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  for (let start = 0; start < padded.length; start += 64) mix(state, view, start)
  const digest = new DataView(new ArrayBuffer(16))
  for (let k = 0; k < 4; k++) digest.setInt32(4 * k, state[k] ?? 0, true)
  return (digest.getBigUint64(0) << 64n) | digest.getBigUint64(8)
}

const mix = (state: Int32Array, view: DataView, start: number): void => {
  let [a = 0, b = 0, c = 0, d = 0] = state
  for (let k = 0; k < 64; k++) {
    const round = k >> 4
    let mixed = c ^ (b | ~d)
    let word = (7 * k) % 16
    if (round === 0) {
      mixed = (b & c) | (~b & d)
      word = k
    } else if (round === 1) {
      mixed = (d & b) | (~d & c)
      word = (5 * k + 1) % 16
    } else if (round === 2) {
      mixed = b ^ c ^ d
      word = (3 * k + 5) % 16
    }
    const sum = (a + mixed + (sines[k] ?? 0) + view.getInt32(start + 4 * word, true)) | 0
    const by = shifts[round]?.[k % 4] ?? 0
    a = d
    d = c
    c = b
    b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
}
