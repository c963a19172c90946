/**
 * SunSpec's models of inverters of the older generation: 1 (common), 101 to 103 (measurements), 120 (nameplate), 121
 * (settings) and 123 (immediate controls).
 *
 * Source: github.com/sunspec/models, revision 7abdf898.
 */
import { alike, model } from './layout.ts'

export const common = model(1, 'common', [
  ['Mn', 'string16', '', 'M'],
  ['Md', 'string16', '', 'M'],
  ['Opt', 'string8'],
  ['Vr', 'string8'],
  ['SN', 'string16', '', 'M'],
  ['DA', 'uint16', '', 'RW'],
  ['Pad', 'pad'],
])

const measured = (id: number, name: string) =>
  model(id, name, [
    ...alike('A AphA', 'uint16', 'A_SF', 'M'),
    ...alike('AphB AphC', 'uint16', 'A_SF'),
    ['A_SF', 'sunssf', '', 'M'],
    ...alike('PPVphAB PPVphBC PPVphCA', 'uint16', 'V_SF'),
    ['PhVphA', 'uint16', 'V_SF', 'M'],
    ...alike('PhVphB PhVphC', 'uint16', 'V_SF'),
    ['V_SF', 'sunssf', '', 'M'],
    ['W', 'int16', 'W_SF', 'M'],
    ['W_SF', 'sunssf', '', 'M'],
    ['Hz', 'uint16', 'Hz_SF', 'M'],
    ['Hz_SF', 'sunssf', '', 'M'],
    ['VA', 'int16', 'VA_SF'],
    ['VA_SF', 'sunssf'],
    ['VAr', 'int16', 'VAr_SF'],
    ['VAr_SF', 'sunssf'],
    ['PF', 'int16', 'PF_SF'],
    ['PF_SF', 'sunssf'],
    ['WH', 'acc32', 'WH_SF', 'M'],
    ['WH_SF', 'sunssf', '', 'M'],
    ['DCA', 'uint16', 'DCA_SF'],
    ['DCA_SF', 'sunssf'],
    ['DCV', 'uint16', 'DCV_SF'],
    ['DCV_SF', 'sunssf'],
    ['DCW', 'int16', 'DCW_SF'],
    ['DCW_SF', 'sunssf'],
    ['TmpCab', 'int16', 'Tmp_SF', 'M'],
    ...alike('TmpSnk TmpTrns TmpOt', 'int16', 'Tmp_SF'),
    ['Tmp_SF', 'sunssf', '', 'M'],
    ['St', 'enum16', '', 'M'],
    ['StVnd', 'enum16'],
    ...alike('Evt1 Evt2', 'bitfield32', '', 'M'),
    ...alike('EvtVnd1 EvtVnd2 EvtVnd3 EvtVnd4', 'bitfield32'),
  ])

/** One phase, split phase and three phases have one layout. */
export const inverter101 = measured(101, 'inverter, one phase')
export const inverter102 = measured(102, 'inverter, split phase')
export const inverter103 = measured(103, 'inverter, three phases')

export const nameplate120 = model(120, 'nameplate', [
  ['DERTyp', 'enum16', '', 'M'],
  ['WRtg', 'uint16', 'WRtg_SF', 'M'],
  ['WRtg_SF', 'sunssf', '', 'M'],
  ['VARtg', 'uint16', 'VARtg_SF', 'M'],
  ['VARtg_SF', 'sunssf', '', 'M'],
  ...alike('VArRtgQ1 VArRtgQ2 VArRtgQ3 VArRtgQ4', 'int16', 'VArRtg_SF', 'M'),
  ['VArRtg_SF', 'sunssf', '', 'M'],
  ['ARtg', 'uint16', 'ARtg_SF', 'M'],
  ['ARtg_SF', 'sunssf', '', 'M'],
  ...alike('PFRtgQ1 PFRtgQ2 PFRtgQ3 PFRtgQ4', 'int16', 'PFRtg_SF', 'M'),
  ['PFRtg_SF', 'sunssf', '', 'M'],
  ['WHRtg', 'uint16', 'WHRtg_SF'],
  ['WHRtg_SF', 'sunssf'],
  ['AhrRtg', 'uint16', 'AhrRtg_SF'],
  ['AhrRtg_SF', 'sunssf'],
  ['MaxChaRte', 'uint16', 'MaxChaRte_SF'],
  ['MaxChaRte_SF', 'sunssf'],
  ['MaxDisChaRte', 'uint16', 'MaxDisChaRte_SF'],
  ['MaxDisChaRte_SF', 'sunssf'],
  ['Pad', 'pad'],
])

export const settings121 = model(121, 'basic settings', [
  ['WMax', 'uint16', 'WMax_SF', 'M RW'],
  ['VRef', 'uint16', 'VRef_SF', 'M RW'],
  ['VRefOfs', 'int16', 'VRefOfs_SF', 'M RW'],
  ...alike('VMax VMin', 'uint16', 'VMinMax_SF', 'RW'),
  ['VAMax', 'uint16', 'VAMax_SF', 'RW'],
  ...alike('VArMaxQ1 VArMaxQ2 VArMaxQ3 VArMaxQ4', 'int16', 'VArMax_SF', 'RW'),
  ['WGra', 'uint16', 'WGra_SF', 'RW'],
  ...alike('PFMinQ1 PFMinQ2 PFMinQ3 PFMinQ4', 'int16', 'PFMin_SF', 'RW'),
  ...alike('VArAct ClcTotVA', 'enum16', '', 'RW'),
  ['MaxRmpRte', 'uint16', 'MaxRmpRte_SF', 'RW'],
  ['ECPNomHz', 'uint16', 'ECPNomHz_SF', 'RW'],
  ['ConnPh', 'enum16', '', 'RW'],
  ...alike('WMax_SF VRef_SF VRefOfs_SF', 'sunssf', '', 'M'),
  ...alike('VMinMax_SF VAMax_SF VArMax_SF WGra_SF PFMin_SF MaxRmpRte_SF ECPNomHz_SF', 'sunssf'),
])

/** The windows and ramps of each control come in the order time window, reversion, ramp. */
export const controls123 = model(123, 'immediate controls', [
  ...alike('Conn_WinTms Conn_RvrtTms', 'uint16', '', 'RW'),
  ['Conn', 'enum16', '', 'M RW'],
  ['WMaxLimPct', 'uint16', 'WMaxLimPct_SF', 'M RW'],
  ...alike('WMaxLimPct_WinTms WMaxLimPct_RvrtTms WMaxLimPct_RmpTms', 'uint16', '', 'RW'),
  ['WMaxLim_Ena', 'enum16', '', 'M RW'],
  ['OutPFSet', 'int16', 'OutPFSet_SF', 'M RW'],
  ...alike('OutPFSet_WinTms OutPFSet_RvrtTms OutPFSet_RmpTms', 'uint16', '', 'RW'),
  ['OutPFSet_Ena', 'enum16', '', 'M RW'],
  ...alike('VArWMaxPct VArMaxPct VArAvalPct', 'int16', 'VArPct_SF', 'RW'),
  ...alike('VArPct_WinTms VArPct_RvrtTms VArPct_RmpTms', 'uint16', '', 'RW'),
  ['VArPct_Mod', 'enum16', '', 'RW'],
  ['VArPct_Ena', 'enum16', '', 'M RW'],
  ...alike('WMaxLimPct_SF OutPFSet_SF', 'sunssf', '', 'M'),
  ['VArPct_SF', 'sunssf'],
])
