/** Curves by their corners, straight between them: efficiencies over power, power limits over charge, volt-var. */

/** Corners `[x, y]` with x ascending, at least one. */
export type Curve = readonly (readonly [number, number])[]

/** The height of the curve at `x`; beyond its ends it stays as high as there. */
export const heightAt = (curve: Curve, x: number): number => {
  let previousX = 0
  let previousY = 0
  for (let k = 0; k < curve.length; k++) {
    const corner = curve[k]
    if (corner === undefined) break
    const [cornerX, cornerY] = corner
    if (x <= cornerX) {
      if (k === 0 || cornerX === previousX) return cornerY
      return previousY + ((cornerY - previousY) * (x - previousX)) / (cornerX - previousX)
    }
    previousX = cornerX
    previousY = cornerY
  }
  return previousY
}
