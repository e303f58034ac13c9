import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { nameYamlShape } from '../config/known-yaml.ts'
import { parseYaml, readYamlFile, YamlFileError } from '../config/yaml-file.ts'
import { checkConvention } from './check.ts'
import { Convention } from './convention.ts'
import type { NamedConvention } from './in-force.ts'

const CheckedConvention = Convention.superRefine((convention, context) => {
  for (const { path, message } of checkConvention(convention)) context.addIssue({ code: 'custom', path, message })
})
nameYamlShape(CheckedConvention, 'convention')

/**
 * One convention as its file states it, its references and sums checked.
 * @param shown name of the file as told to people; defaults to `path`
 * @throws YamlFileError with one French line per problem: file, line, where, what
 */
export function loadConvention(path: string, shown = path): Convention {
  return readYamlFile(path, CheckedConvention, shown)
}

/** The same from a text. @param shown name of the text as told to people */
export function parseConvention(text: string, shown: string): Convention {
  return parseYaml(text, CheckedConvention, shown)
}

/**
 * Every convention of `config/conventions/<year>.yaml`, by name; of a folder that an older version wrote, the one of `convention.yaml`, named after
 * the year in which it begins.
 * @throws YamlFileError for the first file that cannot be used, or when there is none
 */
export function loadConventions(config: string): NamedConvention[] {
  const folder = join(config, 'conventions')
  const files = existsSync(folder) ? readdirSync(folder).filter(file => /^[\w-]+\.yaml$/.test(file)) : []
  if (files.length > 0)
    return files.sort().map(file => ({
      ...loadConvention(join(folder, file), `config/conventions/${file}`),
      id: file.replace(/\.yaml$/, ''),
    }))
  const single = join(config, 'convention.yaml')
  if (!existsSync(single))
    throw new YamlFileError('config/conventions', [
      { line: 1, path: '', message: 'aucune convention : attendu un fichier par convention, par exemple 2024.yaml' },
    ])
  const convention = loadConvention(single, 'config/convention.yaml')
  return [{ ...convention, id: convention.period.start.slice(0, 4) }]
}
