import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SourceConfig } from './source.ts'
import { readYamlFile, YamlFileError, type YamlProblem } from './yaml-file.ts'

/** What `config/sources` holds: the sources that can be used, and the files that cannot, so that one mistake stops nobody else. */
export interface SourceList {
  sources: SourceConfig[]
  /** One error per unusable file, in file order; its message is French and has line numbers. */
  errors: YamlFileError[]
}

/**
 * Every `<config>/sources/<id>.yaml`, in alphabetical order. The file's name must be the source's id.
 * @param config the `config/` folder
 */
export function loadSources(config: string): SourceList {
  const folder = join(config, 'sources')
  if (!existsSync(folder)) return { sources: [], errors: [] }
  const list: SourceList = { sources: [], errors: [] }
  for (const file of readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()) {
    try {
      list.sources.push(readSource(join(folder, file), `config/sources/${file}`, file.slice(0, -'.yaml'.length)))
    } catch (error) {
      if (!(error instanceof YamlFileError)) throw error
      list.errors.push(error)
    }
  }
  return list
}

/**
 * One source by its id.
 * @throws YamlFileError when its file is missing or wrong
 */
export function loadSource(config: string, id: string): SourceConfig {
  return readSource(join(config, 'sources', `${id}.yaml`), `config/sources/${id}.yaml`, id)
}

function readSource(path: string, shown: string, id: string): SourceConfig {
  const source = readYamlFile(path, SourceConfig, shown)
  if (source.id === id) return source
  const problem: YamlProblem = {
    line: 1,
    path: 'id',
    message: `attendu « ${id} », le nom du fichier ; reçu « ${source.id} »`,
  }
  throw new YamlFileError(shown, [problem])
}
