/** What the models of meters say: 203 (integers) and 213 (floats). Power is above 0 where it is imported. */
import { commonScales, type Seen } from './seen.ts'
import type { Shown } from './showOlder.ts'

const values = ({ amperes, volts, watts, voltAmperes, vars, nameplate, exportWh, importWh }: Seen) => {
  const lineV = volts * Math.sqrt(3)
  return {
    ...{ A: amperes, AphA: amperes / 3, AphB: amperes / 3, AphC: amperes / 3 },
    ...{ PhV: volts, PhVphA: volts, PhVphB: volts, PhVphC: volts },
    ...{ PPV: lineV, PPVphAB: lineV, PPVphBC: lineV, PPVphCA: lineV },
    ...{ Hz: nameplate.frequencyHz, W: watts, WphA: watts / 3, WphB: watts / 3, WphC: watts / 3 },
    ...{ VA: voltAmperes, VAR: vars, TotWhExp: exportWh ?? 0, TotWhImp: importWh ?? 0, Evt: 0 },
  }
}

export const integers: Shown = {
  scales: nameplate => {
    const { power, current, voltage, frequency } = commonScales(nameplate)
    return {
      ...{ A_SF: current, V_SF: voltage, Hz_SF: frequency, W_SF: power, VA_SF: power, VAR_SF: power },
      TotWh_SF: 0,
    }
  },
  values,
}

export const floats: Shown = { scales: () => ({}), values }
