/** Runs devices through commands and holds each step's books to balance. */
import { expect } from 'vitest'
import { type Device, type Flows, imbalanceKwh } from '../../../src/grid/device.ts'

/** Each command with the surroundings of its step. */
export type Script<C, E> = readonly (readonly [C, E])[]

/** The states after each step; every flow but the stored one is at least 0, and they balance. */
export const balanced = <S, R, C, E>(
  device: Device<S, R, C, E>,
  script: Script<C, E>,
  stepHours: number,
): readonly S[] => {
  let state = device.initial
  return script.map(([command, surroundings]) => {
    const next = device.step(state, command, surroundings, stepHours)
    holds(next.flows)
    state = next.state
    return state
  })
}

const holds = (flows: Flows): void => {
  const size = Math.max(...Object.values(flows).map(Math.abs), 1)
  expect(Math.abs(imbalanceKwh(flows)) / size, JSON.stringify(flows)).toBeLessThan(1e-9)
  for (const [name, kwh] of Object.entries(flows))
    if (name !== 'storedKwh') expect(kwh, name).toBeGreaterThanOrEqual(-1e-9 * size)
}
