import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bashCompletion } from '../../../src/cli/completion/bash.ts'
import { fishCompletion } from '../../../src/cli/completion/fish.ts'
import { commandsOf, programOptions } from '../../../src/cli/completion/shape.ts'
import { zshCompletion } from '../../../src/cli/completion/zsh.ts'
import { coplayProgram } from '../../../src/cli/program.ts'
import { world } from './world.ts'

const program = coplayProgram(world().io, () => undefined)
const commands = commandsOf(program)
const options = programOptions(program)
const folder = mkdtempSync(join(tmpdir(), 'coplay-'))
for (const name of ['a.game', 'b c.game', 'd.nfg', 'notes.txt']) writeFileSync(join(folder, name), '')
mkdirSync(join(folder, 'deep'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What bash offers for the last word of a line. */
const offered = (...words: readonly string[]): readonly string[] => {
  const line = ['coplay', ...words].map(word => `'${word}'`).join(' ')
  const script = `${bashCompletion(commands, options)}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _coplay; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' })
  return stdout.split('\n').filter(word => word !== '')
}

const isInstalled = (shell: string): boolean =>
  spawnSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0

describe('completion in bash', () => {
  it('offers the commands', () => {
    expect(offered('')).toEqual([
      'check',
      'play',
      'solve',
      'learn',
      'sweep',
      'drive',
      'replay',
      'region',
      'convert',
      'diagram',
      'verify',
      'fmt',
      'new',
      'explain',
      'completion',
    ])
    expect(offered('c')).toEqual(['check', 'convert', 'completion'])
  })
  it('offers the options of a command', () => {
    expect(offered('check', '--s')).toEqual(['--strategy', '--set', '--steps'])
    expect(offered('check', '--m')).toEqual(['--memory', '--modular'])
    expect(offered('verify', '--m')).toEqual(['--memory'])
    expect(offered('fmt', 'a.game', '--n')).toEqual(['--no-color', '--notation'])
    expect(offered('--v')).toEqual(['--version'])
  })
  it('offers the values of an option', () => {
    expect(offered('check', '--emit', 't')).toEqual(['tokens', 'types'])
    expect(offered('fmt', '--notation', '')).toEqual(['arrow', 'block'])
    expect(offered('check', '--game', '')).toEqual([])
  })
  it('offers folders and game files, with blanks in their names too', () => {
    expect(offered('check', '')).toEqual(['deep', 'a.game', 'b c.game', 'd.nfg'])
    expect(offered('check', '--exact', 'b')).toEqual(['b c.game'])
    expect(offered('new', '')).toEqual(['deep'])
  })
  it('offers codes and shells', () => {
    expect(offered('explain', 'G700')).toEqual(['G7001', 'G7002', 'G7003', 'G7004', 'G7005', 'G7006'])
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish'])
  })
})

describe.each([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
] as const)('the script for %s', (shell, completion) => {
  const script = completion(commands, options)

  it('knows every command and every option', () => {
    for (const { name, options: own } of commands) {
      expect(script).toContain(name)
      for (const { long } of own) expect(script).toContain(shell === 'fish' ? long.slice(2) : long)
    }
  })
  it.skipIf(!isInstalled(shell))('is one that the shell can read', () => {
    const path = join(folder, `completion.${shell}`)
    writeFileSync(path, script)
    const { stderr, status } = spawnSync(shell, ['-n', path], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})
