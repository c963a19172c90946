/** What the models for IEEE 1547-2018 say of a device: 701 to 704, 713 and 714. */
import { commonScales, percentScale, type Seen } from './seen.ts'
import type { Shown } from './showOlder.ts'

/** Sleeping 1, running 3, throttled 4. */
const inverterState = ({ watts, limitShare }: Seen): number => (watts === 0 ? 1 : limitShare < 1 ? 4 : 3)

/** Power is above 0 where it is given. */
export const measurement: Shown = {
  scales: nameplate => {
    const { power, current, voltage, frequency } = commonScales(nameplate)
    return {
      ...{ A_SF: current, V_SF: voltage, Hz_SF: frequency, W_SF: power, VA_SF: power, Var_SF: power },
      TotWh_SF: 0,
    }
  },
  values: seen => {
    const { watts, voltAmperes, vars, amperes, volts, exportWh, importWh, nameplate, limitShare } = seen
    return {
      // Three phases, on, connected, following the grid.
      ...{ ACType: 2, St: 1, InvSt: inverterState(seen), ConnSt: 1, Alrm: 0, DERMode: 1 },
      ...{ W: watts, VA: voltAmperes, Var: vars, A: amperes },
      ...{ LLV: volts * Math.sqrt(3), LNV: volts, Hz: nameplate.frequencyHz },
      ...{ TotWhInj: exportWh, TotWhAbs: importWh },
      ...{ WL1: watts / 3, WL2: watts / 3, WL3: watts / 3, VL1: volts, VL2: volts, VL3: volts },
      ...{ AL1: amperes / 3, AL2: amperes / 3, AL3: amperes / 3 },
      ThrotPct: limitShare < 1 ? 100 * (1 - limitShare) : 0,
    }
  },
}

export const capacity: Shown = {
  scales: nameplate => {
    const { rating, voltage, current } = commonScales(nameplate)
    return { W_SF: rating, VA_SF: rating, V_SF: voltage, A_SF: current }
  },
  values: ({ kind, nameplate }) => {
    const { maxKw, apparentKva, chargeKw, dischargeKw, nominalV } = nameplate
    const amperes = (1000 * apparentKva) / nominalV
    const rates =
      kind === 'inverter'
        ? {}
        : {
            ...{ WChaRteMaxRtg: 1000 * chargeKw, WDisChaRteMaxRtg: 1000 * dischargeKw },
            ...{ WChaRteMax: 1000 * chargeKw, WDisChaRteMax: 1000 * dischargeKw },
          }
    return {
      ...{ WMaxRtg: 1000 * maxKw, VAMaxRtg: 1000 * apparentKva, VNomRtg: nominalV, AMaxRtg: amperes },
      ...{ WMax: 1000 * maxKw, VAMax: 1000 * apparentKva, VNom: nominalV, AMax: amperes },
      ...rates,
      // Bits of what is controlled: 0 the greatest active power, 2 its set point.
      CtrlModes: kind === 'inverter' ? 1 : 4,
    }
  },
}

/** Allowed to run; the voltages and frequencies at which it would are not modeled. */
export const enterService: Shown = { scales: () => ({}), values: () => ({ ES: 1 }) }

export const controls: Shown = {
  scales: () => ({ WMaxLimPct_SF: percentScale, WSet_SF: 0, WSetPct_SF: percentScale }),
  values: () => ({}),
}

export const storageCapacity: Shown = {
  scales: nameplate => ({ WH_SF: commonScales(nameplate).energy, Pct_SF: percentScale }),
  values: ({ nameplate, storedWh, chargePercent }) => ({
    ...{ WHRtg: 1000 * nameplate.energyKwh, WHAvail: storedWh, SoC: chargePercent, Sta: 1 },
  }),
}

/** Sun, storage and generator of a facility together, above 0 where they give. */
export const directCurrent: Shown = {
  scales: nameplate => ({ DCW_SF: commonScales(nameplate).power }),
  values: ({ reading }) => {
    const { solarPowerKw, batteryPowerKw, generatorPowerKw } = {
      ...{ solarPowerKw: reading['solarPowerKw'], batteryPowerKw: reading['batteryPowerKw'] },
      generatorPowerKw: reading['generatorPowerKw'],
    }
    const isTold = solarPowerKw !== undefined || batteryPowerKw !== undefined
    const givenKw = (solarPowerKw ?? 0) - (batteryPowerKw ?? 0) + (generatorPowerKw ?? 0)
    return { PrtAlrms: 0, NPrt: 0, DCW: isTold ? 1000 * givenKw : undefined }
  },
}
