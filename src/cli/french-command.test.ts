import { Option } from 'commander'
import { expect, test } from 'vitest'
import { FrenchCommand } from './french-command.ts'

function run(...words: string[]): { code: number; said: string } {
  let said = ''
  const hear = (text: string) => {
    said += text
  }
  const program = FrenchCommand.program('outil').exitOverride().configureOutput({ writeOut: hear, writeErr: hear })
  program
    .command('lire')
    .copyInheritedSettings(program)
    .description('Lit.')
    .argument('<source>', 'la source')
    .requiredOption('--by <nom>', 'qui')
    .addOption(new Option('--format <forme>', 'forme').choices(['html', 'csv']).default('html'))
  try {
    program.parse(['node', 'outil', ...words])
    return { code: 0, said }
  } catch (error) {
    return { code: (error as { exitCode: number }).exitCode, said }
  }
}

test.each([
  [['lire', 'x', '--by', 'A', '--loin'], 'Option inconnue : « --loin ».'],
  [['lire', 'x', '--by', 'A', '--fromat'], 'Option inconnue : « --fromat ». Vouliez-vous dire « --format » ?'],
  [['lire', '--by', 'A'], 'Il manque <source>.'],
  [['lire', 'x', '--by'], 'L’option « --by <nom> » attend une valeur.'],
  [['lire', 'x'], 'Il manque l’option « --by <nom> ».'],
  [['lire', 'x', 'y', 'z', '--by', 'A'], 'Mots en trop : y, z.'],
  [
    ['lire', 'x', '--by', 'A', '--format', 'pdf'],
    '« pdf » ne convient pas à l’option « --format <forme> » : attendu html, csv.',
  ],
])('%j is refused in French', (words, expected) => {
  expect(run(...words)).toEqual({ code: 2, said: `${expected}\n(outil lire --help dit ce qui est possible)\n` })
})

test.each([
  ['ecrire', 'Commande inconnue : « ecrire ». Possible : lire.'],
  ['lier', 'Commande inconnue : « lier ». Possible : lire.'],
  ['lir', 'Commande inconnue : « lir ». Vouliez-vous dire « lire » ? Possible : lire.'],
])('a command «%s» is refused in French', (typed, expected) => {
  expect(run(typed)).toEqual({ code: 2, said: `${expected}\n(outil --help dit ce qui est possible)\n` })
})

test('what was understood and failed does not send to the help', () => {
  const said: string[] = []
  const command = new FrenchCommand('outil')
    .exitOverride()
    .configureOutput({ writeErr: text => said.push(text) })
    .action(() => command.error('Le fichier est illisible.', { exitCode: 1 }))
  expect(() => command.parse([], { from: 'user' })).toThrow(expect.objectContaining({ exitCode: 1 }))
  expect(said).toEqual(['Le fichier est illisible.\n'])
})

test('the help has no word of English', () => {
  const { said } = run('lire', '--help')
  expect(said).toContain('Usage : outil lire [options] <source>')
  expect(said).toContain('forme (au choix : html, csv ; par défaut : html)')
  expect(said).toContain('montre cette aide')
  expect(run('--help').said).toContain('Usage : outil [options] [commande]')
  expect(`${said}${run('--help').said}`).not.toMatch(/\b(Commands|display|default|choices|command)\b/)
})
