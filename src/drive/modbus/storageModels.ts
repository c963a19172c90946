/**
 * SunSpec's models of storage: 124 (storage controls), 802 (battery base), 713 (storage capacity) and 714 (direct
 * current, without ports of its own).
 *
 * Source: github.com/sunspec/models, revision 7abdf898.
 */
import { alike, model } from './layout.ts'

export const storage124 = model(124, 'storage controls', [
  ['WChaMax', 'uint16', 'WChaMax_SF', 'M RW'],
  ...alike('WChaGra WDisChaGra', 'uint16', 'WChaDisChaGra_SF', 'M RW'),
  ['StorCtl_Mod', 'bitfield16', '', 'M RW'],
  ['VAChaMax', 'uint16', 'VAChaMax_SF', 'RW'],
  ['MinRsvPct', 'uint16', 'MinRsvPct_SF', 'RW'],
  ['ChaState', 'uint16', 'ChaState_SF'],
  ['StorAval', 'uint16', 'StorAval_SF'],
  ['InBatV', 'uint16', 'InBatV_SF'],
  ['ChaSt', 'enum16'],
  ...alike('OutWRte InWRte', 'int16', 'InOutWRte_SF', 'RW'),
  ...alike('InOutWRte_WinTms InOutWRte_RvrtTms InOutWRte_RmpTms', 'uint16', '', 'RW'),
  ['ChaGriSet', 'enum16', '', 'RW'],
  ...alike('WChaMax_SF WChaDisChaGra_SF', 'sunssf', '', 'M'),
  ...alike('VAChaMax_SF MinRsvPct_SF ChaState_SF StorAval_SF InBatV_SF InOutWRte_SF', 'sunssf'),
])

export const battery802 = model(802, 'battery base', [
  ['AHRtg', 'uint16', 'AHRtg_SF', 'M'],
  ['WHRtg', 'uint16', 'WHRtg_SF', 'M'],
  ...alike('WChaRteMax WDisChaRteMax', 'uint16', 'WChaDisChaMax_SF', 'M'),
  ['DisChaRte', 'uint16', 'DisChaRte_SF'],
  ...alike('SoCMax SoCMin', 'uint16', 'SoC_SF'),
  ...alike('SocRsvMax SoCRsvMin', 'uint16', 'SoC_SF', 'RW'),
  ['SoC', 'uint16', 'SoC_SF', 'M'],
  ['DoD', 'uint16', 'DoD_SF'],
  ['SoH', 'uint16', 'SoH_SF'],
  ['NCyc', 'uint32'],
  ['ChaSt', 'enum16'],
  ['LocRemCtl', 'enum16', '', 'M'],
  ['Hb', 'uint16'],
  ['CtrlHb', 'uint16', '', 'RW'],
  ['AlmRst', 'uint16', '', 'M RW'],
  ['Typ', 'enum16', '', 'M'],
  ['State', 'enum16', '', 'M'],
  ['StateVnd', 'enum16'],
  ['WarrDt', 'uint32'],
  ['Evt1', 'bitfield32', '', 'M'],
  ...alike('Evt2 EvtVnd1 EvtVnd2', 'bitfield32'),
  ['V', 'uint16', 'V_SF', 'M'],
  ...alike('VMax VMin', 'uint16', 'V_SF'),
  ['CellVMax', 'uint16', 'CellV_SF'],
  ...alike('CellVMaxStr CellVMaxMod', 'uint16'),
  ['CellVMin', 'uint16', 'CellV_SF'],
  ...alike('CellVMinStr CellVMinMod', 'uint16'),
  ['CellVAvg', 'uint16', 'CellV_SF'],
  ['A', 'int16', 'A_SF', 'M'],
  ...alike('AChaMax ADisChaMax', 'uint16', 'AMax_SF'),
  ['W', 'int16', 'W_SF', 'M'],
  ['ReqInvState', 'enum16'],
  ['ReqW', 'int16', 'W_SF'],
  ...alike('SetOp SetInvState', 'enum16', '', 'M RW'),
  ...alike('AHRtg_SF WHRtg_SF WChaDisChaMax_SF', 'sunssf', '', 'M'),
  ['DisChaRte_SF', 'sunssf'],
  ['SoC_SF', 'sunssf', '', 'M'],
  ...alike('DoD_SF SoH_SF', 'sunssf'),
  ['V_SF', 'sunssf', '', 'M'],
  ['CellV_SF', 'sunssf'],
  ['A_SF', 'sunssf', '', 'M'],
  ['AMax_SF', 'sunssf'],
  ['W_SF', 'sunssf', '', 'M'],
])

export const capacity713 = model(713, 'storage capacity', [
  ...alike('WHRtg WHAvail', 'uint16', 'WH_SF'),
  ...alike('SoC SoH', 'uint16', 'Pct_SF'),
  ['Sta', 'enum16'],
  ...alike('WH_SF Pct_SF', 'sunssf'),
])

export const directCurrent714 = model(714, 'direct current', [
  ['PrtAlrms', 'bitfield32'],
  ['NPrt', 'uint16'],
  ['DCA', 'int16', 'DCA_SF'],
  ['DCW', 'int16', 'DCW_SF'],
  ...alike('DCWhInj DCWhAbs', 'uint64', 'DCWH_SF'),
  ...alike('DCA_SF DCV_SF DCW_SF DCWH_SF Tmp_SF', 'sunssf'),
])
