/**
 * The registers that command a device: what is written is stored, and once a group of registers is enabled it is asked
 * of the device, for as long as its reversion time says.
 */
import type { Nameplate } from './nameplate.ts'

/** Values of the registers of a group, scaled, by name. */
export type Settings = { readonly [point: string]: number }

/** Registers of one model that command one quantity. */
export interface Group {
  readonly model: number
  /** Every register that may be written, with what it holds at first. */
  readonly initial: Settings
  /** Why these values can never be right. */
  readonly objection: (settings: Settings) => string | undefined
  /** What they ask of the device, undefined where they leave it free. */
  readonly wanted: (settings: Settings, nameplate: Nameplate) => number | undefined
  /** What the registers say once this is what holds; undefined: nothing does. */
  readonly holding: (value: number | undefined, settings: Settings, nameplate: Nameplate) => Settings
  /** After how many seconds what is enabled ends by itself, 0 for never. */
  readonly revertSeconds: (settings: Settings) => number
  /** What the registers say after that. */
  readonly reverted: (settings: Settings) => Settings
  /** The register that says how many seconds are left. */
  readonly remaining?: string
}

const isSwitch = (value: number | undefined): boolean => value === 0 || value === 1
const isPercent = (value: number | undefined): boolean => value !== undefined && value >= 0 && value <= 100
const isRate = (value: number | undefined): boolean => value !== undefined && Math.abs(value) <= 100
const of = (settings: Settings, name: string): number => settings[name] ?? 0

const percentOf = (valueKw: number, wholeKw: number): number =>
  Math.min(100, Math.max(-100, (100 * valueKw) / wholeKw))

/** Windows and ramps are not modeled: what is taken of them is 0, and they read so. */
const withoutRamps = { WMaxLimPct_WinTms: 0, WMaxLimPct_RmpTms: 0 }

/** Model 123: the greatest power of an inverter, in percent of its rating, and whether it is connected at all. */
export const limit123: Group = {
  model: 123,
  initial: { Conn: 1, WMaxLimPct: 100, ...withoutRamps, WMaxLimPct_RvrtTms: 0, WMaxLim_Ena: 0 },
  objection: s => {
    if (!isSwitch(s['Conn']) || !isSwitch(s['WMaxLim_Ena'])) return 'a switch is 0 or 1'
    return isPercent(s['WMaxLimPct']) ? undefined : 'a limit is 0 to 100 %'
  },
  wanted: (s, { maxKw }) => {
    if (s['Conn'] === 0) return 0
    return s['WMaxLim_Ena'] === 1 ? (of(s, 'WMaxLimPct') / 100) * maxKw : undefined
  },
  holding: (value, s, { maxKw }) =>
    value === undefined
      ? { ...s, WMaxLim_Ena: 0, Conn: 1 }
      : { ...s, WMaxLim_Ena: 1, Conn: 1, WMaxLimPct: percentOf(value, maxKw) },
  revertSeconds: s => (s['WMaxLim_Ena'] === 1 ? of(s, 'WMaxLimPct_RvrtTms') : 0),
  reverted: s => ({ ...s, WMaxLim_Ena: 0 }),
}

/** Model 704: the same limit for IEEE 1547-2018, with a limit to fall back to. */
export const limit704: Group = {
  model: 704,
  initial: {
    ...{ WMaxLimPctEna: 0, WMaxLimPct: 100, WMaxLimPctRvrt: 100, WMaxLimPctRvrtEna: 0, WMaxLimPctRvrtTms: 0 },
  },
  objection: s => {
    if (!isSwitch(s['WMaxLimPctEna']) || !isSwitch(s['WMaxLimPctRvrtEna'])) return 'a switch is 0 or 1'
    const isRight = isPercent(s['WMaxLimPct']) && isPercent(s['WMaxLimPctRvrt'])
    return isRight ? undefined : 'a limit is 0 to 100 %'
  },
  wanted: (s, { maxKw }) => (s['WMaxLimPctEna'] === 1 ? (of(s, 'WMaxLimPct') / 100) * maxKw : undefined),
  holding: (value, s, { maxKw }) =>
    value === undefined
      ? { ...s, WMaxLimPctEna: 0 }
      : { ...s, WMaxLimPctEna: 1, WMaxLimPct: percentOf(value, maxKw) },
  revertSeconds: s => of(s, 'WMaxLimPctRvrtTms'),
  reverted: s =>
    s['WMaxLimPctRvrtEna'] === 1 ? { ...s, WMaxLimPct: of(s, 'WMaxLimPctRvrt') } : { ...s, WMaxLimPctEna: 0 },
  remaining: 'WMaxLimPctRvrtRem',
}

/**
 * Model 124: bit 0 of the mode sets what a battery charges with at most, bit 1 what it gives at most, in percent of the
 * greatest rates. With one of them it runs at that rate; with both it may do nothing, and does; a rate below 0 forces
 * the other way.
 */
export const power124: Group = {
  model: 124,
  initial: {
    ...{ StorCtl_Mod: 0, OutWRte: 100, InWRte: 100 },
    ...{ InOutWRte_WinTms: 0, InOutWRte_RvrtTms: 0, InOutWRte_RmpTms: 0 },
  },
  objection: s => {
    if (of(s, 'StorCtl_Mod') > 3) return 'the mode has two bits'
    if (!isRate(s['InWRte']) || !isRate(s['OutWRte'])) return 'a rate is -100 to 100 %'
    const isEmpty = s['StorCtl_Mod'] === 3 && of(s, 'InWRte') < -of(s, 'OutWRte')
    return isEmpty ? 'no rate is within both' : undefined
  },
  wanted: (s, { chargeKw, dischargeKw }) => {
    const rate = (percent: number): number => (percent / 100) * (percent < 0 ? dischargeKw : chargeKw)
    const most = rate(of(s, 'InWRte'))
    const least = rate(0 - of(s, 'OutWRte'))
    const modes = [undefined, most, least, Math.min(most, Math.max(least, 0))]
    return modes[of(s, 'StorCtl_Mod')]
  },
  holding: (value, s, { chargeKw, dischargeKw }) => {
    if (value === undefined) return { ...s, StorCtl_Mod: 0 }
    if (value === 0) return { ...s, StorCtl_Mod: 3, InWRte: 0, OutWRte: 0 }
    return value > 0
      ? { ...s, StorCtl_Mod: 1, InWRte: percentOf(value, chargeKw) }
      : { ...s, StorCtl_Mod: 2, OutWRte: percentOf(-value, dischargeKw) }
  },
  revertSeconds: s => of(s, 'InOutWRte_RvrtTms'),
  reverted: s => ({ ...s, StorCtl_Mod: 0 }),
}

/** Model 704: the power of a battery or a facility; above 0 it gives, in watts or in percent of its rating. */
export const power704: Group = {
  model: 704,
  initial: {
    ...{ WSetEna: 0, WSetMod: 2, WSet: 0, WSetRvrt: 0, WSetPct: 0, WSetPctRvrt: 0 },
    ...{ WSetRvrtEna: 0, WSetRvrtTms: 0 },
  },
  objection: s => {
    if (!isSwitch(s['WSetEna']) || !isSwitch(s['WSetRvrtEna'])) return 'a switch is 0 or 1'
    if (s['WSetMod'] !== 1 && s['WSetMod'] !== 2) return 'the mode is 1 (percent) or 2 (watts)'
    return isRate(s['WSetPct']) && isRate(s['WSetPctRvrt']) ? undefined : 'a rate is -100 to 100 %'
  },
  wanted: (s, { maxKw }) => {
    if (s['WSetEna'] !== 1) return undefined
    return 0 - (s['WSetMod'] === 1 ? (of(s, 'WSetPct') / 100) * maxKw : of(s, 'WSet') / 1000)
  },
  holding: (value, s, { maxKw }) =>
    value === undefined
      ? { ...s, WSetEna: 0 }
      : { ...s, WSetEna: 1, WSet: 0 - 1000 * value, WSetPct: percentOf(0 - value, maxKw) },
  revertSeconds: s => of(s, 'WSetRvrtTms'),
  reverted: s =>
    s['WSetRvrtEna'] === 1
      ? { ...s, WSet: of(s, 'WSetRvrt'), WSetPct: of(s, 'WSetPctRvrt') }
      : { ...s, WSetEna: 0 },
  remaining: 'WSetRvrtRem',
}

/** What is taken of settings: windows and ramps are 0. */
export const taken = (settings: Settings): Settings =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, /_(WinTms|RmpTms)$/.test(name) ? 0 : value]),
  )
