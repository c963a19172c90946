/**
 * Orders carried out: how far each lever is moved so that its group takes what was ordered of it. A heat pump that
 * switches is on for whole looks of its thermostat, so that what it draws jumps under a limit that falls; what one
 * misses by that, the others of its group make up for.
 */
import { type Group, greatest, type Lever, type Positions, type Trial } from './levers.ts'

const rounds = 8
/** Kilowatts of a group that are no residue. */
const least = 1e-9

/** Positions for orders in kW, none beyond what was offered; all lists are in the order of the levers. */
export const carriedOut = (
  levers: readonly Lever[],
  attempt: (positions: Positions) => Trial,
  baseKw: readonly number[],
  orderedKw: readonly number[],
  offeredKw: readonly number[],
): Positions => {
  let targets = orderedKw
  let best: { readonly positions: Positions; readonly residue: number } = {
    positions: levers.map(() => 0),
    residue: Number.POSITIVE_INFINITY,
  }
  for (let round = 0; round < rounds; round++) {
    const wanted = targets
    const positions = greatest(
      levers,
      attempt,
      ({ netKw }, k) => (netKw[k] ?? 0) >= (baseKw[k] ?? 0) - (wanted[k] ?? 0) - least,
    )
    const { netKw } = attempt(positions)
    const reduced = levers.map((_, k) => (baseKw[k] ?? 0) - (netKw[k] ?? 0))
    const residues = residuesOf(levers, orderedKw, reduced)
    const residue = [...residues.values()].reduce((sum, kw) => sum + Math.abs(kw), 0)
    if (residue < best.residue) best = { positions, residue }
    if (residue < least * levers.length) break
    targets = shifted(levers, wanted, reduced, offeredKw, residues)
  }
  return best.positions
}

/** What each group falls short of. */
const residuesOf = (
  levers: readonly Lever[],
  ordered: readonly number[],
  reduced: readonly number[],
): ReadonlyMap<Group, number> => {
  const sums = new Map<Group, number>()
  levers.forEach(({ group }, k) => {
    sums.set(group, (sums.get(group) ?? 0) + (ordered[k] ?? 0) - (reduced[k] ?? 0))
  })
  return sums
}

/** The residue of each group upon those that did as they were told and have more to give. */
const shifted = (
  levers: readonly Lever[],
  targets: readonly number[],
  reduced: readonly number[],
  offered: readonly number[],
  residues: ReadonlyMap<Group, number>,
): readonly number[] => {
  const spare = levers.map((_, k) => {
    const obeys = Math.abs((targets[k] ?? 0) - (reduced[k] ?? 0)) < 1e-6
    return obeys ? Math.max(0, (offered[k] ?? 0) - (reduced[k] ?? 0)) : 0
  })
  const inGroup = new Map<Group, number>()
  levers.forEach(({ group }, k) => {
    inGroup.set(group, (inGroup.get(group) ?? 0) + (spare[k] ?? 0))
  })
  return levers.map(({ group }, k) => {
    const all = inGroup.get(group) ?? 0
    const part = all > 0 ? (spare[k] ?? 0) / all : 0
    return Math.min(offered[k] ?? 0, (targets[k] ?? 0) + (residues.get(group) ?? 0) * part)
  })
}
