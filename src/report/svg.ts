/** What texts need to stand in SVG. */

/** A text between tags or quotes; control characters, which XML does not know, as spaces. */
export const escaped = (content: string): string =>
  content
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** At most about how many pixels a text takes at a size of font: letters of a proportional font, CJK ones full. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (/[\u1100-\uffef]/.test(letter) ? size : size * 0.6), 0)

/** A text cut to so many letters. */
export const clipped = (text: string, most: number): string => {
  const letters = [...text.replace(/\s+/g, ' ')]
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`
}

/** Two decimals: enough for a pixel, and the same on every machine. */
export const pixel = (n: number): string => String(Math.round(n * 100) / 100 + 0)

/** Told apart by people who confuse colors, too (Okabe and Ito, Color universal design, 2008). */
export const playerColors = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#b8860b',
  '#5a4fcf',
  '#000000',
  '#8c6d31',
] as const
