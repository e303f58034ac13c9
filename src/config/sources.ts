import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { requireKnown } from './known-sources.ts'
import { SourceConfig } from './source.ts'
import { readYamlFile, YamlFileError, type YamlProblem } from './yaml-file.ts'

/** What `config/sources` holds: the sources that can be used, and the files that cannot, so that one mistake stops nobody else. */
export interface SourceList {
  sources: SourceConfig[]
  /** One error per unusable file, in file order, then those that nothing reads; its message is French and has line numbers. */
  errors: YamlFileError[]
}

/**
 * Every `<config>/sources/<id>.yaml`, in alphabetical order. The file's name must be the source's id.
 * @param config the `config/` folder
 */
export function loadSources(config: string): SourceList {
  const list: SourceList = { sources: [], errors: [] }
  for (const id of sourceNames(config)) {
    try {
      list.sources.push(loadSource(config, id))
    } catch (error) {
      if (!(error instanceof YamlFileError)) throw error
      list.errors.push(error)
    }
  }
  list.errors.push(...misnamed(config))
  return list
}

/**
 * One source by its id.
 * @throws YamlFileError when its file is wrong; Error when no source has that name, with those that are known
 */
export function loadSource(config: string, id: string): SourceConfig {
  requireKnown([id], sourceNames(config))
  return readSource(join(config, 'sources', `${id}.yaml`), `config/sources/${id}.yaml`, id)
}

/** A file that was meant as a source, and that nothing would read: `adie.yml`, `adie.YAML`, `adie.yaml.txt`. */
const MISNAMED = /\.ya?ml(?:\.txt)?$/i

/** Those of `<config>/sources` whose name says that they are sources, but for its end. */
function misnamed(config: string): YamlFileError[] {
  return filesOf(config)
    .filter(name => !name.startsWith('.') && !name.endsWith('.yaml') && MISNAMED.test(name))
    .map(name => {
      const expected = name.replace(MISNAMED, '.yaml')
      const message = `ce fichier n’est pas lu : son nom doit finir par « .yaml » ; à renommer en « ${expected} »`
      return new YamlFileError(`config/sources/${name}`, [{ line: 1, path: '', message }])
    })
}

function filesOf(config: string): string[] {
  const folder = join(config, 'sources')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

/** Ids of the files of `<config>/sources`, usable or not, in alphabetical order. */
export function sourceNames(config: string): string[] {
  return filesOf(config)
    .filter(name => name.endsWith('.yaml'))
    .map(name => name.slice(0, -'.yaml'.length))
    .sort()
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
