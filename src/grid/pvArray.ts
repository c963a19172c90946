/**
 * A photovoltaic array: direct-current power from the irradiance in its plane and the temperature of its cells,
 *
 *     Tc = Tair + (NOCT - 20)/800 G        P = Pstc G/1000 (1 + gamma (Tc - 25)) (1 - losses)
 *
 * Source: Dobos, PVWatts version 5 manual (NREL/TP-6A20-62641, 2014); the temperature of cells from their nominal
 * operating temperature: Ross, Flat-plate photovoltaic array design optimization (1980).
 */

export interface PvArrayRating {
  /** At 1000 W/m2 and cells of 25 C. */
  readonly nominalPowerKw: number
  /** Change of power per degree of the cells, -0.0047 to -0.002. */
  readonly temperatureCoefficientPerC: number
  /** Nominal operating temperature of the cells, about 45. */
  readonly nominalCellTemperatureC: number
  /** Soiling, wiring, mismatch and the like, as a share; PVWatts takes 0.14. */
  readonly lossShare: number
}

/** Of crystalline silicon, by PVWatts. */
export const usualArray = (nominalPowerKw: number): PvArrayRating => ({
  nominalPowerKw,
  temperatureCoefficientPerC: -0.0047,
  nominalCellTemperatureC: 45,
  lossShare: 0.14,
})

/** Direct-current power, at least 0. */
export const arrayPowerKw = (
  rating: PvArrayRating,
  irradianceWm2: number,
  outdoorTemperatureC: number,
): number => {
  const irradiance = Math.max(0, irradianceWm2)
  const cellC = outdoorTemperatureC + ((rating.nominalCellTemperatureC - 20) / 800) * irradiance
  const warmth = Math.max(0, 1 + rating.temperatureCoefficientPerC * (cellC - 25))
  return ((rating.nominalPowerKw * irradiance) / 1000) * warmth * (1 - rating.lossShare)
}
