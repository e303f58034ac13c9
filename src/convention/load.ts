import { readYamlFile } from '../config/yaml-file.ts'
import { checkConvention } from './check.ts'
import { Convention } from './convention.ts'

const Checked = Convention.superRefine((convention, context) => {
  for (const { path, message } of checkConvention(convention)) context.addIssue({ code: 'custom', path, message })
})

/**
 * The convention as `config/convention.yaml` states it, its references and sums checked.
 * @param shown name of the file as told to people; defaults to `path`
 * @throws YamlFileError with one French line per problem: file, line, where, what
 */
export function loadConvention(path: string, shown = path): Convention {
  return readYamlFile(path, Checked, shown)
}
