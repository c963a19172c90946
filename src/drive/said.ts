/** The messages of a step: what is heard of devices outside, what meters and the feeder tell, what comes back to the game. */
import type { StepRecord } from '../grid/neighborhood/world.ts'
import type { Settled } from './controller.ts'
import type { Said } from './message.ts'
import type { Heard } from './outside.ts'
import type { PortFault } from './port.ts'

export const faultPayload = ({ kind, detail }: PortFault): Readonly<Record<string, string>> => ({
  kind,
  detail,
})

/** What was measured comes first: who reads half of it knows what the models were advanced with. */
export const heardSaid = ({ measured, faults }: Heard): readonly Said[] => [
  { from: 'outside', to: 'coplay', topic: 'measured', payload: Object.fromEntries(measured) },
  ...faults.map(fault => ({
    from: fault.device,
    to: 'coplay',
    topic: 'fault',
    payload: { ...faultPayload(fault) },
  })),
]

/** What each agent's meter tells the utility, with the bill, and what the feeder does. */
export const metered = ({ agents, grid }: StepRecord): readonly Said[] => [
  ...agents.map(({ agent, ...metered }) => ({
    from: `${agent}.meter`,
    to: 'utility',
    topic: 'meter',
    payload: { ...metered },
  })),
  { from: 'feeder', to: 'utility', topic: 'grid', payload: { ...grid } },
]

export const coplayed = (game: string, { payoffs, feedback }: Settled): Said => ({
  from: 'utility',
  to: game,
  topic: 'coplay',
  payload: { payoffs: Object.fromEntries(payoffs), ...(feedback === undefined ? {} : { feedback }) },
})
