/** What the models of the older generation say of a device: 1, 103, 120, 121, 123, 124 and 802. */

import type { Nameplate } from './nameplate.ts'
import { commonScales, percentScale, type Scales, type Seen, type Values } from './seen.ts'

/** One model as a device fills it: the powers of ten, which stay, and the values. */
export interface Shown {
  readonly scales: (nameplate: Nameplate) => Scales
  readonly values: (seen: Seen) => Values
}

const none = (): Scales => ({})

export const identity: Shown = {
  scales: none,
  values: ({ kind, id }) => ({ Mn: 'coplay', Md: `${kind} model`, Vr: '1', SN: id }),
}

/** Of model 103: sleeping 2, following its source 4, throttled 5, standing by 8. */
const inverterState = ({ kind, watts, limitShare }: Seen): number => {
  if (watts === 0) return kind === 'battery' ? 8 : 2
  return limitShare < 1 ? 5 : 4
}

/** Phases carry a third each, at one voltage. */
export const inverter: Shown = {
  scales: nameplate => {
    const { power, current, voltage, frequency } = commonScales(nameplate)
    return {
      ...{ A_SF: current, V_SF: voltage, W_SF: power, Hz_SF: frequency, VA_SF: power, VAr_SF: power },
      ...{ WH_SF: 0, Tmp_SF: 0 },
    }
  },
  values: seen => {
    const { amperes, volts, watts, voltAmperes, vars, exportWh, nameplate } = seen
    return {
      ...{ A: amperes, AphA: amperes / 3, AphB: amperes / 3, AphC: amperes / 3 },
      ...{ PhVphA: volts, PhVphB: volts, PhVphC: volts },
      ...{ W: watts, Hz: nameplate.frequencyHz, VA: voltAmperes, VAr: vars, WH: exportWh ?? 0 },
      ...{ St: inverterState(seen), Evt1: 0, Evt2: 0 },
    }
  },
}

export const nameplate: Shown = {
  scales: rated => {
    const { current, rating, energy } = commonScales(rated)
    return {
      ...{ WRtg_SF: rating, VARtg_SF: rating, VArRtg_SF: rating, ARtg_SF: current, PFRtg_SF: -2 },
      ...{ WHRtg_SF: energy, MaxChaRte_SF: rating, MaxDisChaRte_SF: rating },
    }
  },
  values: ({ nameplate: rated }) => {
    const vars = 1000 * Math.sqrt(Math.max(0, rated.apparentKva ** 2 - rated.maxKw ** 2))
    const factor = 100 * (rated.maxKw / Math.max(rated.maxKw, rated.apparentKva))
    return {
      // 4 is an inverter with an array.
      ...{ DERTyp: 4, WRtg: 1000 * rated.maxKw, VARtg: 1000 * rated.apparentKva },
      ...{ VArRtgQ1: vars, VArRtgQ2: vars, VArRtgQ3: -vars, VArRtgQ4: -vars },
      ARtg: (1000 * rated.apparentKva) / rated.nominalV,
      ...{ PFRtgQ1: factor, PFRtgQ2: factor, PFRtgQ3: -factor, PFRtgQ4: -factor },
    }
  },
}

export const settings: Shown = {
  scales: rated => {
    const { rating, voltage } = commonScales(rated)
    return {
      ...{ WMax_SF: rating, VRef_SF: voltage, VRefOfs_SF: voltage, VAMax_SF: rating, ECPNomHz_SF: 0 },
    }
  },
  values: ({ nameplate: { maxKw, apparentKva, nominalV, frequencyHz } }) => ({
    ...{ WMax: 1000 * maxKw, VRef: nominalV, VRefOfs: 0, VAMax: 1000 * apparentKva, ECPNomHz: frequencyHz },
  }),
}

export const immediateControls: Shown = {
  scales: () => ({ WMaxLimPct_SF: percentScale, OutPFSet_SF: -2 }),
  values: () => ({ OutPFSet: 100, OutPFSet_Ena: 0, VArPct_Ena: 0 }),
}

/** Off 1, empty 2, discharging 3, charging 4, full 5, holding 6; the same in models 124 and 802. */
const chargeState = ({ watts, chargePercent }: Seen): number => {
  if (watts > 0) return 3
  if (watts < 0) return 4
  if (chargePercent === undefined) return 6
  return chargePercent >= 100 ? 5 : chargePercent <= 0 ? 2 : 6
}

export const storage: Shown = {
  scales: rated => ({
    WChaMax_SF: commonScales(rated).rating,
    ...{ WChaDisChaGra_SF: 0, ChaState_SF: percentScale, InOutWRte_SF: percentScale },
  }),
  values: seen => ({
    // The whole of the rate within a second: the models have no ramps of their own.
    ...{ WChaMax: 1000 * seen.nameplate.chargeKw, WChaGra: 100, WDisChaGra: 100 },
    ...{ ChaState: seen.chargePercent, ChaSt: chargeState(seen), ChaGriSet: 1 },
  }),
}

/** The models have no side of direct current: it is told at this voltage, which many home batteries have. */
const directV = 48

export const batteryBase: Shown = {
  scales: rated => {
    const { rating, energy, power } = commonScales(rated)
    return {
      ...{ AHRtg_SF: energy, WHRtg_SF: energy, WChaDisChaMax_SF: rating, SoC_SF: percentScale, V_SF: -1 },
      ...{ A_SF: power, W_SF: power },
    }
  },
  values: seen => {
    const { nameplate: rated, watts, chargePercent } = seen
    return {
      ...{ AHRtg: (1000 * rated.energyKwh) / directV, WHRtg: 1000 * rated.energyKwh },
      ...{ WChaRteMax: 1000 * rated.chargeKw, WDisChaRteMax: 1000 * rated.dischargeKw },
      ...{ SoCMax: 100, SoCMin: 0, SoC: chargePercent, ChaSt: chargeState(seen) },
      // Controlled from afar, lithium ions, connected.
      ...{ LocRemCtl: 0, AlmRst: 0, Typ: 4, State: 3, Evt1: 0, SetOp: 1, SetInvState: 3 },
      ...{ V: directV, A: watts / directV, W: watts },
    }
  },
}
