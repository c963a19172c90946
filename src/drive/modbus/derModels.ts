/**
 * SunSpec's models for IEEE 1547-2018: 701 (measurements), 702 (capacity), 703 (enter service) and 704 (controls).
 *
 * Source: github.com/sunspec/models, revision 7abdf898.
 */
import { alike, model, type Row } from './layout.ts'

const phase = (n: number): readonly Row[] => {
  const next = (n % 3) + 1
  return [
    [`WL${n}`, 'int16', 'W_SF'],
    [`VAL${n}`, 'int16', 'VA_SF'],
    [`VarL${n}`, 'int16', 'Var_SF'],
    [`PFL${n}`, 'uint16', 'PF_SF'],
    [`AL${n}`, 'int16', 'A_SF'],
    [`VL${n}L${next}`, 'uint16', 'V_SF'],
    [`VL${n}`, 'uint16', 'V_SF'],
    ...alike(`TotWhInjL${n} TotWhAbsL${n}`, 'uint64', 'TotWh_SF'),
    ...alike(`TotVarhInjL${n} TotVarhAbsL${n}`, 'uint64', 'TotVarh_SF'),
  ]
}

export const measurement701 = model(701, 'alternating current', [
  ['ACType', 'enum16', '', 'M'],
  ...alike('St InvSt ConnSt', 'enum16'),
  ...alike('Alrm DERMode', 'bitfield32'),
  ['W', 'int16', 'W_SF'],
  ['VA', 'int16', 'VA_SF'],
  ['Var', 'int16', 'Var_SF'],
  ['PF', 'uint16', 'PF_SF'],
  ['A', 'int16', 'A_SF'],
  ...alike('LLV LNV', 'uint16', 'V_SF'),
  ['Hz', 'uint32', 'Hz_SF'],
  ...alike('TotWhInj TotWhAbs', 'uint64', 'TotWh_SF'),
  ...alike('TotVarhInj TotVarhAbs', 'uint64', 'TotVarh_SF'),
  ...alike('TmpAmb TmpCab TmpSnk TmpTrns TmpSw TmpOt', 'int16', 'Tmp_SF'),
  ...phase(1),
  ...phase(2),
  ...phase(3),
  ['ThrotPct', 'uint16'],
  ['ThrotSrc', 'bitfield32'],
  ...alike('A_SF V_SF Hz_SF W_SF PF_SF VA_SF Var_SF TotWh_SF TotVarh_SF Tmp_SF', 'sunssf'),
  ['MnAlrmInfo', 'string32'],
])

/** The settings have the layout of the ratings and may be written. */
const capacities = (settings: boolean): readonly Row[] => {
  const [end, access] = settings ? ['', 'RW' as const] : ['Rtg', undefined]
  const rows = (names: string, scale: string) =>
    alike(
      names
        .split(' ')
        .map(name => `${name}${end}`)
        .join(' '),
      'uint16',
      scale,
      access,
    )
  const [over, under] = settings ? ['WMaxOvrExt', 'WMaxUndExt'] : ['WOvrExt', 'WUndExt']
  return [
    ...rows('WMax', 'W_SF'),
    ...rows(over, 'W_SF'),
    ...rows('WOvrExtPF', 'PF_SF'),
    ...rows(under, 'W_SF'),
    ...rows('WUndExtPF', 'PF_SF'),
    ...rows('VAMax', 'VA_SF'),
    ...rows('VarMaxInj VarMaxAbs', 'Var_SF'),
    ...rows('WChaRteMax WDisChaRteMax', 'W_SF'),
    ...rows('VAChaRteMax VADisChaRteMax', 'VA_SF'),
    ...rows('VNom VMax VMin', 'V_SF'),
    ...rows('AMax', 'A_SF'),
    ...rows('PFOvrExt PFUndExt', 'PF_SF'),
  ]
}

export const capacity702 = model(702, 'capacity', [
  ...capacities(false),
  ['ReactSusceptRtg', 'uint16', 'S_SF'],
  ...alike('NorOpCatRtg AbnOpCatRtg', 'enum16'),
  ['CtrlModes', 'bitfield32'],
  ['IntIslandCatRtg', 'bitfield16'],
  ...capacities(true),
  ['IntIslandCat', 'bitfield16', '', 'RW'],
  ...alike('W_SF PF_SF VA_SF Var_SF V_SF A_SF S_SF', 'sunssf'),
])

export const enterService703 = model(703, 'enter service', [
  ['ES', 'enum16', '', 'RW'],
  ...alike('ESVHi ESVLo', 'uint16', 'V_SF', 'RW'),
  ...alike('ESHzHi ESHzLo', 'uint32', 'Hz_SF', 'RW'),
  ...alike('ESDlyTms ESRndTms ESRmpTms', 'uint32', '', 'RW'),
  ['ESDlyRemTms', 'uint32'],
  ...alike('V_SF Hz_SF', 'sunssf'),
])

export const controls704 = model(704, 'controls', [
  ...['Inj', 'Abs'].flatMap((way): readonly Row[] => [
    ...alike(`PFW${way}Ena PFW${way}RvrtEna`, 'enum16', '', 'RW'),
    [`PFW${way}RvrtTms`, 'uint32', '', 'RW'],
    [`PFW${way}RvrtRem`, 'uint32'],
  ]),
  ['WMaxLimPctEna', 'enum16', '', 'RW'],
  ...alike('WMaxLimPct WMaxLimPctRvrt', 'uint16', 'WMaxLimPct_SF', 'RW'),
  ['WMaxLimPctRvrtEna', 'enum16', '', 'RW'],
  ['WMaxLimPctRvrtTms', 'uint32', '', 'RW'],
  ['WMaxLimPctRvrtRem', 'uint32'],
  ...alike('WSetEna WSetMod', 'enum16', '', 'RW'),
  ...alike('WSet WSetRvrt', 'int32', 'WSet_SF', 'RW'),
  ...alike('WSetPct WSetPctRvrt', 'int16', 'WSetPct_SF', 'RW'),
  ['WSetRvrtEna', 'enum16', '', 'RW'],
  ['WSetRvrtTms', 'uint32', '', 'RW'],
  ['WSetRvrtRem', 'uint32'],
  ...alike('VarSetEna VarSetMod VarSetPri', 'enum16', '', 'RW'),
  ...alike('VarSet VarSetRvrt', 'int32', 'VarSet_SF', 'RW'),
  ...alike('VarSetPct VarSetPctRvrt', 'int16', 'VarSetPct_SF', 'RW'),
  ['VarSetRvrtEna', 'enum16', '', 'RW'],
  ['VarSetRvrtTms', 'uint32', '', 'RW'],
  ['VarSetRvrtRem', 'uint32'],
  ['WRmp', 'uint16', '', 'RW'],
  ['WRmpRef', 'enum16', '', 'RW'],
  ['VarRmp', 'uint16', '', 'RW'],
  ['AntiIslEna', 'enum16', '', 'RW'],
  ...alike('PF_SF WMaxLimPct_SF WSet_SF WSetPct_SF VarSet_SF VarSetPct_SF', 'sunssf'),
  ...['PFWInj', 'PFWInjRvrt', 'PFWAbs', 'PFWAbsRvrt'].flatMap((group): readonly Row[] => [
    [`${group}_PF`, 'uint16', 'PF_SF', 'RW'],
    [`${group}_Ext`, 'enum16', '', 'RW'],
  ]),
])
