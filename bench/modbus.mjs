/** `node bench/modbus.mjs`: the Modbus server beside that of the package `modbus-serial`, in one run. See README.md. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

const workspace = mkdtempSync(join(tmpdir(), 'coplay-bench-'))
try {
  await build({
    entryPoints: [join(import.meta.dirname, 'besideModbusSerial.ts')],
    outfile: join(workspace, 'besideModbusSerial.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(workspace, 'node_modules'))
  const { compare } = await import(join(workspace, 'besideModbusSerial.mjs'))
  await compare()
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
