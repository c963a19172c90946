import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  capacity702,
  controls704,
  enterService703,
  measurement701,
} from '../../../../src/drive/modbus/derModels.ts'
import {
  common,
  controls123,
  inverter101,
  inverter103,
  nameplate120,
  settings121,
} from '../../../../src/drive/modbus/inverterModels.ts'
import { mapOf } from '../../../../src/drive/modbus/maps.ts'
import { floatMeters, integerMeters, meter203, meter213 } from '../../../../src/drive/modbus/meterModels.ts'
import {
  battery802,
  capacity713,
  directCurrent714,
  storage124,
} from '../../../../src/drive/modbus/storageModels.ts'
import { baseAddress } from '../../../../src/drive/modbus/unit.ts'

/** Lengths and offsets as the official models have them, typed in by hand beside the rows that they check. */
const official = [
  [common, 66, { Mn: 2, Md: 18, Opt: 34, Vr: 42, SN: 50, DA: 66, Pad: 67 }],
  [inverter101, 50, { W: 14 }],
  [
    inverter103,
    50,
    ...[
      {
        A: 2,
        A_SF: 6,
        PhVphA: 10,
        V_SF: 13,
        W: 14,
        W_SF: 15,
        Hz: 16,
        VA: 18,
        VAr: 20,
        PF: 22,
        WH: 24,
        WH_SF: 26,
      },
    ],
    ...[{ DCA: 27, DCV: 29, DCW: 31, TmpCab: 33, Tmp_SF: 37, St: 38, Evt1: 40, EvtVnd4: 50 }],
  ],
  [nameplate120, 26, { WRtg: 3, VARtg: 5, VArRtgQ1: 7, ARtg: 12, PFRtgQ1: 14, WHRtg: 19, MaxDisChaRte: 25 }],
  [settings121, 30, { WMax: 2, VMin: 6, VArMaxQ1: 8, WGra: 12, ECPNomHz: 20, WMax_SF: 22, ECPNomHz_SF: 31 }],
  [
    controls123,
    24,
    ...[
      { Conn: 4, WMaxLimPct: 5, WMaxLimPct_RvrtTms: 7, WMaxLimPct_RmpTms: 8, WMaxLim_Ena: 9, OutPFSet: 10 },
    ],
    ...[{ VArWMaxPct: 15, VArPct_Mod: 21, VArPct_Ena: 22, WMaxLimPct_SF: 23, VArPct_SF: 25 }],
  ],
  [
    storage124,
    24,
    ...[{ WChaMax: 2, StorCtl_Mod: 5, MinRsvPct: 7, ChaState: 8, ChaSt: 11, OutWRte: 12, InWRte: 13 }],
    ...[{ InOutWRte_RvrtTms: 15, ChaGriSet: 17, WChaMax_SF: 18, ChaState_SF: 22, InOutWRte_SF: 25 }],
  ],
  [
    battery802,
    62,
    ...[
      {
        AHRtg: 2,
        WChaRteMax: 4,
        SoC: 11,
        SoH: 13,
        ChaSt: 16,
        Hb: 18,
        AlmRst: 20,
        State: 22,
        Evt1: 26,
        V: 34,
      },
    ],
    ...[{ A: 44, W: 47, SetOp: 50, SetInvState: 51, AHRtg_SF: 52, SoC_SF: 56, V_SF: 59, W_SF: 63 }],
  ],
  [
    meter203,
    105,
    ...[
      { A_SF: 6, PhV: 7, V_SF: 15, Hz: 16, W: 18, W_SF: 22, VA_SF: 27, VAR_SF: 32, PF_SF: 37, TotWhExp: 38 },
    ],
    ...[{ TotWhImp: 46, TotWh_SF: 54, TotVArh_SF: 104, Evt: 105 }],
  ],
  [
    meter213,
    124,
    { A: 2, PhV: 10, PPV: 18, Hz: 26, W: 28, VA: 36, VAR: 44, PF: 52, TotWhExp: 60, TotWhImp: 68, Evt: 124 },
  ],
  [
    measurement701,
    153,
    ...[
      { St: 3, Alrm: 6, DERMode: 8, W: 10, A: 14, LLV: 15, Hz: 17, TotWhInj: 19, TotWhAbs: 23, TmpAmb: 35 },
    ],
    ...[
      {
        WL1: 41,
        WL2: 64,
        WL3: 87,
        ThrotPct: 110,
        ThrotSrc: 111,
        A_SF: 113,
        W_SF: 116,
        Tmp_SF: 122,
        MnAlrmInfo: 123,
      },
    ],
  ],
  [
    capacity702,
    50,
    { WMaxRtg: 2, WMax: 26, VAMax: 31, WChaRteMax: 34, WDisChaRteMax: 35, W_SF: 45, S_SF: 51 },
  ],
  [enterService703, 17, { ES: 2, ESVHi: 3, ESHzHi: 5, ESHzLo: 7, ESDlyTms: 9, ESRndTms: 11, ESRmpTms: 13 }],
  [
    controls704,
    65,
    ...[
      {
        WMaxLimPctEna: 14,
        WMaxLimPct: 15,
        WMaxLimPctRvrtTms: 18,
        WSetEna: 22,
        WSetMod: 23,
        WSet: 24,
        WSetPct: 28,
      },
    ],
    ...[
      {
        WSetRvrtTms: 31,
        VarSetEna: 35,
        VarSetRvrtRem: 47,
        WRmp: 49,
        AntiIslEna: 52,
        PF_SF: 53,
        WMaxLimPct_SF: 54,
      },
    ],
    ...[{ WSet_SF: 55, WSetPct_SF: 56, VarSet_SF: 57, VarSetPct_SF: 58 }],
  ],
  [capacity713, 7, { WHRtg: 2, WHAvail: 3, SoC: 4, SoH: 5, Sta: 6, WH_SF: 7, Pct_SF: 8 }],
  [directCurrent714, 18, { DCA: 5, DCW: 6, DCWhInj: 7, DCWhAbs: 11, DCA_SF: 15, Tmp_SF: 19 }],
] as const

describe('addresses of models', () => {
  const kinds = [
    ['inverter', 'inverter'],
    ['battery', 'battery'],
    ['meter', 'meter'],
    ['community facility', 'communityFacility'],
  ] as const
  for (const [name, kind] of kinds)
    it(`of ${name} are as documented`, () => {
      let address = baseAddress + 2
      const places = (mapOf(kind)?.entries ?? []).map(({ model }) => {
        const place = `${model.id} at ${address}`
        address += 2 + model.length
        return place
      })
      const page = readFileSync(new URL('../../../../docs/sunspec.md', import.meta.url), 'utf8')
      expect(page).toContain(`| ${name} | ${places.join(', ')} |`)
    })
})

describe('layouts', () => {
  for (const [model, length, ...offsets] of official)
    it(`of model ${model.id} are the official ones`, () => {
      expect(model.length).toBe(length)
      for (const expected of offsets)
        for (const [name, offset] of Object.entries(expected))
          expect([name, model.byName.get(name)?.offset]).toEqual([name, offset])
    })

  it('name every scale factor that a point refers to', () => {
    for (const [model] of official)
      for (const { scale } of model.points)
        if (scale !== undefined)
          expect([model.id, scale, model.byName.get(scale)?.type]).toEqual([model.id, scale, 'sunssf'])
  })

  it('of meters are one each for integers and floats', () => {
    expect(integerMeters.map(({ length }) => length)).toEqual([105, 105, 105, 105])
    expect(floatMeters.map(({ length }) => length)).toEqual([124, 124, 124, 124])
  })
})
