/** The commands, their options and their help, by commander. */
import { Argument, Command, Option } from 'commander'
import { learnerNames } from '../learning/learners.ts'
import { formConcepts } from '../questions/checkForm.ts'
import { methods, solvedConcepts } from '../solver/search.ts'
import { type Add, examples } from './adding.ts'
import { certifyFile } from './certify.ts'
import { checkFiles } from './check.ts'
import type { GambitCheckOptions } from './checkGambit.ts'
import { bashCompletion } from './completion/bash.ts'
import { fishCompletion } from './completion/fish.ts'
import { commandsOf, programOptions } from './completion/shape.ts'
import { zshCompletion } from './completion/zsh.ts'
import { type ConvertCommandOptions, convertFile, formats } from './convert.ts'
import { type DiagramCommandOptions, diagramFile, shownConcepts } from './diagram.ts'
import { addDrive, addReplay } from './driveCommands.ts'
import { emitFiles, type Stage, stages } from './emit.ts'
import { type ExitStatus, exitStatus, worst } from './exitStatus.ts'
import { explain } from './explain.ts'
import { type FmtOptions, formatFiles } from './fmt.ts'
import type { Io } from './io.ts'
import { type LearnCommandOptions, learner, learnFile, playerLearner } from './learn.ts'
import { modularFiles } from './modular.ts'
import { newProject } from './newProject.ts'
import {
  addLoudness,
  addRunOptions,
  count,
  defaultSteps,
  memoryOption,
  optionNotUnderstood,
  type RunOptions,
  seconds,
  seed,
  settingOption,
} from './options.ts'
import { type PlayCommandOptions, playFile } from './play.ts'
import { over, type RegionCommandOptions, regionFile } from './region.ts'
import { type SolveCommandOptions, select, solveFile } from './solve.ts'
import { sweepFile } from './sweep.ts'
import { type SweepCommandOptions, toleranceOf, usualTolerance } from './sweepPlan.ts'
import { type Loudness, tell } from './terminal.ts'
import { verifyFile } from './verify.ts'
import { version } from './version.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

type Shell = keyof typeof shells

const helpWidth = 100

const about = `
Exit status: 0 all checks hold, 1 a check fell short, 2 the input was wrong, 3 a limit was hit,
130 interrupted.

A FILE may be a folder, searched for *.game, or - for standard input.
${examples('coplay new my-games', 'coplay check my-games', 'coplay explain G2001')}`

/** The program; `end` is told how a command ended. */
export const coplayProgram = (io: Io, end: (status: ExitStatus) => void): Command => {
  const program = new Command('coplay')
    .description('Open games: a language, an equilibrium checker and an evaluator.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help on a command')
    .addHelpText('after', about)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.error,
      outputError: message => tell(io, [optionNotUnderstood(message)], new Map(), {}),
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  addCheck(program, io, end)
  addPlay(program, io, end)
  addSolve(program, io, end)
  addLearn(program, io, end)
  addSweep(program, io, end)
  addDrive(program, io, end)
  addReplay(program, io, end)
  addRegion(program, io, end)
  addConvert(program, io, end)
  addDiagram(program, io, end)
  addVerify(program, io, end)
  addFmt(program, io, end)
  addNew(program, io, end)
  addExplain(program, io, end)
  addCompletion(program, io, end)
  return program
}

interface CheckCommandOptions extends GambitCheckOptions {
  readonly emit?: Stage
  readonly modular?: boolean
  readonly certificate?: string
}

const addCheck: Add = (program, io, end) => {
  addRunOptions(program.command('check'))
    .summary('answer the questions of files')
    .description(
      'Answers every `check` and `expect` of the files; of a file that asks nothing, says which strategies are equilibria.',
    )
    .argument('<file...>', 'game files, folders, or - for standard input')
    .option('--modular', 'check equilibria component by component, by contracts')
    .option('--profile <path>', 'of one of Gambit’s files: the profile to check, as solve --json writes it')
    .addOption(new Option('--for <concept>', 'what to check a profile for').choices(formConcepts))
    .option('--certificate <path>', 'write what was proved of the file, for `coplay verify`')
    .addOption(new Option('--emit <stage>', 'show what a stage makes of the files instead').choices(stages))
    .addHelpText(
      'after',
      examples(
        'coplay check games/classic',
        'coplay check auction.game --set reserve=10 --exact --json',
        'coplay solve poker.efg --json | coplay check poker.efg --profile -',
      ),
    )
    .action((files: string[], options: CheckCommandOptions) => {
      const { emit, modular = false, certificate } = options
      if (emit !== undefined) {
        end(emitFiles(io, files, emit, options))
        return
      }
      const checked = modular ? modularFiles(io, files, options) : checkFiles(io, files, options)
      // What could not be held when it was checked cannot be proved either.
      const isCertified = certificate !== undefined && (io.relay?.earlier.files ?? 0) === 0
      end(isCertified ? worst([checked, certifyFile(io, files, certificate, options)]) : checked)
    })
}

const addPlay: Add = (program, io, end) => {
  addRunOptions(program.command('play'))
    .summary('show the play of a strategy')
    .description('Shows what may happen under a strategy, with its probability.')
    .argument('<file>', 'a game file, or - for standard input')
    .option('--samples <count>', 'draw so many plays instead of enumerating all', count)
    .addOption(new Option('--seed <number>', 'the seed of the draws').argParser(seed).default(0n, '0'))
    .addHelpText(
      'after',
      examples(
        'coplay play games/classic/beer-quiche.game --strategy pooling',
        'coplay play game.game --strategy s --samples 10000 --seed 7',
      ),
    )
    .action((file: string, options: PlayCommandOptions) => end(playFile(io, file, options)))
}

const addSolve: Add = (program, io, end) => {
  addRunOptions(program.command('solve'))
    .summary('find equilibria')
    .description('Finds equilibria of a game, says how, and puts each to the checker.')
    .argument('<file>', 'a game file, or - for standard input')
    .addOption(new Option('--for <concept>', 'what to find').choices(solvedConcepts).default('nash'))
    .option('--all', 'all there are, instead of one')
    .option('--time <seconds>', 'stop after so long with what was found', seconds)
    .addOption(
      new Option(
        '--select <which>',
        'the one of the largest welfare, or payoff of a player=NAME, or of the least risk',
      ).argParser(select),
    )
    .addOption(new Option('--method <method>', 'how to search').choices(methods))
    .option('--svg <path>', 'draw the branch of quantal responses, or the polytope of correlated equilibria')
    .option('--certificate <path>', 'write what was found with its game, for `coplay verify`')
    .addHelpText(
      'after',
      examples(
        'coplay solve games/classic/chicken.game --all --exact',
        'coplay solve auction.game --game sealedBids --for pure --select welfare',
      ),
    )
    .action(async (file: string, options: SolveCommandOptions) => end(await solveFile(io, file, options)))
}

const addSweep: Add = (program, io, end) => {
  addRunOptions(program.command('sweep'))
    .summary('ask a file at many values of its parameters')
    .description(
      'Answers a file at every value of one or two parameters: verdicts, payoffs, equilibria. `--set p=0..1:0.05` and `--set "p=[1, 2, 5]"` give a parameter several values, other `--set` one.',
    )
    .argument('<file>', 'a game file, or - for standard input')
    .addOption(
      new Option('--for <concept>', 'find these instead of answering the file').choices(solvedConcepts),
    )
    .option('--all', 'all there are, instead of one')
    .option('--time <seconds>', 'stop after so long with what was found', seconds)
    .addOption(new Option('--method <method>', 'how to search').choices(methods))
    .option('--threshold', 'where a verdict changes, by bisection')
    .addOption(
      new Option('--tolerance <number>', 'how far a threshold may be off')
        .argParser(toleranceOf)
        .default(usualTolerance, '1e-9'),
    )
    .option('--svg <path>', 'draw payoffs over one parameter, a map over two')
    .option('--of <number>', 'show this: "strategy: player", "strategy: welfare" or "strategy: regret"')
    .option('--threads <count>', 'threads that share the work', count)
    .addHelpText(
      'after',
      examples(
        'coplay sweep games/classic/public-goods.game --set multiplier=1..6:0.5 --threshold',
        'coplay sweep games/classic/hawk-dove.game --set v=1..6:0.5 --set c=1..6:0.5 --svg regions.svg',
      ),
    )
    .action(async (file: string, options: SweepCommandOptions) => end(await sweepFile(io, file, options)))
}

const addLearn: Add = (program, io, end) => {
  addLoudness(program.command('learn'))
    .summary('let learners play a game again and again')
    .description(
      'Lets learners play a game again and again, and measures what they regret and could gain; claims nothing beyond.',
    )
    .argument('<file>', 'a game file, a .nfg or .efg file, or - for standard input')
    .addOption(
      new Option('--by <learner>', 'how players learn')
        .choices(learnerNames)
        .argParser(learner)
        .default(learner('regretMatching'), 'regretMatching'),
    )
    .option('--player <name=learner>', 'how one of them learns; may be repeated', playerLearner)
    .option('--rounds <count>', 'how often the game is played', count, 10_000)
    .addOption(new Option('--seed <number>', 'the seed of what is drawn').argParser(seed).default(0n, '0'))
    .option('--expected', 'learn from what the others mix, not from what is drawn')
    .addOption(
      new Option('--check [of]', 'put the average, or what is played last, to the checker')
        .choices(['average', 'last'])
        .preset('average'),
    )
    .option('--svg <path>', 'draw the curves')
    .option('--points <count>', 'about how many points of the curve are measured', count)
    .option('--game <name>', 'the game of a game file')
    .option(...settingOption)
    .option('--json', 'write a JSON object a point, and one of the whole')
    .option('--steps <count>', 'the most steps that the run may take', count, defaultSteps)
    .option(...memoryOption)
    .addHelpText(
      'after',
      examples(
        'coplay learn games/classic/rock-paper-scissors.game --by regretMatching --seed 7',
        'coplay learn game.nfg --by fictitiousPlay --player column=qLearning,exploration=0.1',
      ),
    )
    .action((file: string, options: LearnCommandOptions) => end(learnFile(io, file, options)))
}

const addRegion: Add = (program, io, end) => {
  addRunOptions(program.command('region'))
    .summary('for which parameters a strategy is an equilibrium')
    .description(
      'Gives the exact region of parameters for which a strategy is an equilibrium, where payoffs are affine in them.',
    )
    .argument('<file>', 'a game file, or - for standard input')
    .addOption(
      new Option('--over <parameters>', 'the parameters, as p,q; with what a picture shows, as p=0..10,q')
        .argParser(over)
        .makeOptionMandatory(),
    )
    .option('--svg <path>', 'draw the region of two parameters')
    .addHelpText(
      'after',
      examples(
        'coplay region games/classic/hawk-dove.game --strategy dove --over v,c',
        'coplay region auction.game --strategy truthful --over reserve,fee=0..10 --svg region.svg',
      ),
    )
    .action((file: string, options: RegionCommandOptions) => end(regionFile(io, file, options)))
}

const addConvert: Add = (program, io, end) => {
  addLoudness(program.command('convert'))
    .summary('write a game in another format')
    .description(
      'Writes a game as one of Gambit’s files, as JSON, or as a picture for Graphviz; numbers stay exact.',
    )
    .argument('<file>', 'a game file, a .nfg or .efg file, or - for standard input')
    .addOption(new Option('--to <format>', 'what to write').choices(formats).makeOptionMandatory())
    .option('-o, --output <path>', 'the file to write, instead of standard output')
    .option('--game <name>', 'the game of a game file')
    .option(...settingOption)
    .option('--steps <count>', 'the most steps that the program may take', count, defaultSteps)
    .option(...memoryOption)
    .addHelpText(
      'after',
      examples('coplay convert poker.efg --to nfg', 'coplay convert auction.game --to efg -o auction.efg'),
    )
    .action((file: string, options: ConvertCommandOptions) => end(convertFile(io, file, options)))
}

const addDiagram: Add = (program, io, end) => {
  addLoudness(program.command('diagram'))
    .summary('draw the tree of a game')
    .description('Draws the tree of a game as SVG: who moves, what is known, what is paid.')
    .argument('<file>', 'a game file, a .nfg or .efg file, or - for standard input')
    .option('-o, --output <path>', 'the file to write, instead of standard output')
    .addOption(new Option('--for <concept>', 'find one, and show what it plays').choices(shownConcepts))
    .option('--profile <path>', 'of one of Gambit’s files: a profile to show, as solve --json writes it')
    .option('--game <name>', 'the game of a game file')
    .option(...settingOption)
    .option('--steps <count>', 'the most steps that the program may take', count, defaultSteps)
    .option(...memoryOption)
    .addHelpText(
      'after',
      examples(
        'coplay diagram poker.efg -o poker.svg',
        'coplay diagram games/classic/beer-quiche.game --for nash > tree.svg',
      ),
    )
    .action((file: string, options: DiagramCommandOptions) => end(diagramFile(io, file, options)))
}

const addVerify: Add = (program, io, end) => {
  addLoudness(program.command('verify'))
    .summary('verify a certificate')
    .description(
      'Works out anew every number of a certificate that `coplay check --certificate` wrote, and whether it is of the program beside it.',
    )
    .argument('<file>', 'a certificate')
    .option('--steps <count>', 'the most steps that the program may take', count, defaultSteps)
    .option(...memoryOption)
    .addHelpText(
      'after',
      examples('coplay check game.game --certificate game.proof.json', 'coplay verify game.proof.json'),
    )
    .action((file: string, options: Loudness & Pick<RunOptions, 'steps'>) =>
      end(verifyFile(io, file, options)),
    )
}

const addFmt: Add = (program, io, end) => {
  addLoudness(program.command('fmt'))
    .summary('format files')
    .description('Rewrites files in the one way to write them, and names those it changed.')
    .argument('<file...>', 'game files, folders, or - to format standard input to standard output')
    .option('--check', 'write nothing: name the files that are written otherwise')
    .addOption(new Option('--notation <notation>', 'write blocks so').choices(['arrow', 'block']))
    .addHelpText('after', examples('coplay fmt games', 'coplay fmt --check games'))
    .action((files: string[], options: FmtOptions) => end(formatFiles(io, files, options)))
}

const addNew: Add = (program, io, end) => {
  addLoudness(program.command('new'))
    .summary('begin a project')
    .description('Writes a game, a README and a package.json to start from; overwrites nothing.')
    .argument('<dir>', 'the folder of the project')
    .addHelpText('after', examples('coplay new my-games'))
    .action((folder: string, options: Loudness) => end(newProject(io, folder, options)))
}

const addExplain: Add = (program, io, end) => {
  addLoudness(program.command('explain'))
    .summary('explain a diagnostic')
    .description('Shows the page on a diagnostic code: what it means, an example, how to mend it.')
    .argument('<code>', 'as in error[G2001]')
    .addHelpText('after', examples('coplay explain G2001'))
    .action((code: string, options: Loudness) => end(explain(io, code, options)))
}

const addCompletion: Add = (program, io, end) => {
  program
    .command('completion')
    .summary('write a completion script')
    .description('Writes the completion script of a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(shells)))
    .addHelpText('after', examples('eval "$(coplay completion bash)"', 'coplay completion fish | source'))
    .action((shell: Shell) => {
      io.out(shells[shell](commandsOf(program), programOptions(program)))
      end(exitStatus.holds)
    })
}
