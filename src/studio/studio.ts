import { frenchDateTime } from '../common/french.ts'
import type { NewId } from '../common/ids.ts'
import { personName } from '../common/person-name.ts'
import { slugify } from '../common/text.ts'
import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import type { Convention } from '../convention/convention.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { TEACHING } from '../ledger/lessons.ts'
import type { TaughtSource } from '../ledger/taught-sources.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { type Mapping, parseMapping } from '../normalise/mapping/load-mapping.ts'
import { type Choices, NOTHING_CHOSEN } from './choices.ts'
import { configOfLesson } from './config-of-lesson.ts'
import { type GivenFile, givenAddress, givenFetcher, saidOfFile } from './given-file.ts'
import { labelsOf } from './labels-of.ts'
import { chosen, type Lesson, partnerOfLesson, withStep } from './lesson.ts'
import { LessonMoved } from './lesson-moved.ts'
import { lessonReader } from './lesson-reader.ts'
import { mappingOfLesson } from './mapping-of-lesson.ts'
import { oldReadings } from './old-readings.ts'
import type { ReadOut } from './read-task.ts'
import { renamedChoices } from './renamed-choices.ts'
import { repairOf } from './repair.ts'
import { rememberStructure } from './structure-choice.ts'
import { type Tried, triedOf } from './tried.ts'

/** Why a source cannot be taught; `message` is French and shown as it is. */
export class TeachingRefused extends Error {
  override readonly name = 'TeachingRefused'
}

export interface StudioDeps {
  ledger: Pick<Ledger, 'documents' | 'lessons' | 'offers' | 'taughtSources' | 'transaction'>
  newId: NewId
  now: () => Date
  /** `YYYY-MM-DD` */
  today: () => string
  convention: () => Convention
  lexicon: () => Lexicon
  /** What reads an address politely, under the guards of every reading. @throws TeachingRefused for an address that is never read */
  fetcher(address: string): RunFetcher
  /** Ids that files have. */
  inFiles: ReadonlySet<string>
  /** A source as it is read today, taught or in files; null: there is none such. */
  source(id: string): { config: SourceConfig; mapping: Pick<Mapping, 'offers'> } | null
  /** A source was taught, changed or withdrawn: the program takes it in. */
  changed(): Promise<void>
}

/** What is being taught, and what it gives now. */
export interface OpenLesson {
  id: string
  lesson: Lesson
  /** The lesson as the ledger keeps it: what is written next must follow it. */
  kept: string
  tried: Tried
}

/** A page, or a file. */
export type From = { address: string; file: null } | { address: null; file: GivenFile }

export type NewLesson = Pick<Lesson, 'name' | 'partner' | 'partnerName' | 'action'> &
  From & {
    /** Id of a source of the files, taught under it from now on. Default: a new source. */
    source?: string
    /** Why, in French. */
    because?: string
  }

export type Studio = ReturnType<typeof createStudio>

/** Teaching sources: look at a page or a file, try what was chosen, keep it as a version. */
export function createStudio(deps: StudioDeps) {
  const { ledger, newId } = deps
  const stamp = () => deps.now().toISOString()
  const read = lessonReader({
    documents: ledger.documents,
    now: stamp,
    lexicon: deps.lexicon,
    near: () => deps.convention().department,
    through,
  })

  function through(lesson: Lesson): RunFetcher {
    if (lesson.file === null) return deps.fetcher(lesson.address)
    return givenFetcher(lesson.file, { source: lesson.source ?? TEACHING, documents: ledger.documents, now: stamp })
  }

  /** @throws TeachingRefused when it cannot be read */
  async function tryOut(lesson: Lesson): Promise<Tried & { read: ReadOut }> {
    let out: ReadOut
    try {
      out = await read(lesson)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new TeachingRefused(lesson.file === null ? why : saidOfFile(why, lesson.file))
    }
    const id = lesson.source ?? 'essai'
    const mapping = parseMapping(mappingOfLesson(lesson), 'la configuration', deps.lexicon())
    const source = parseYaml(configOf(lesson, id), SourceConfig, 'la configuration')
    const { convention, today } = deps
    const tried = triedOf(out, { mapping, source, convention: convention(), today: today(), address: lesson.address })
    return { ...tried, read: out }
  }

  async function begin(lesson: Lesson, by: string): Promise<OpenLesson> {
    const { read: _, ...tried } = await tryOut(lesson)
    const [id, kept] = [newId('lecon'), JSON.stringify(lesson)]
    await ledger.lessons.save(id, kept, by)
    return { id, lesson, kept, tried }
  }

  /** @throws LessonMoved; TeachingRefused when it cannot be read */
  async function save(
    { id, kept: was }: Pick<OpenLesson, 'id' | 'kept'>,
    lesson: Lesson,
    by: string,
  ): Promise<OpenLesson> {
    const { read: _, ...tried } = await tryOut(lesson)
    const kept = JSON.stringify(lesson)
    // The same, pressed twice, is there already.
    if (!(await ledger.lessons.replace(id, was, kept, by)) && (await ledger.lessons.read(id))?.body !== kept)
      throw new LessonMoved('the lesson moved since it was read')
    return { id, lesson, kept, tried }
  }

  /** As files would say it; what its former configuration said of how it is read and of what may be done stays. */
  const configOf = (lesson: Lesson, id: string) =>
    configOfLesson(lesson, id, lesson.source === null ? null : (deps.source(id)?.config ?? null))

  async function lessonOf(id: string): Promise<Lesson | null> {
    const kept = await ledger.lessons.read(id)
    return kept === null ? null : (JSON.parse(kept.body) as Lesson)
  }

  /** The last version of a taught source, and what was taught in it. */
  async function lastOf(
    source: string,
  ): Promise<(Pick<TaughtSource, 'version' | 'state'> & { lesson: Lesson }) | null> {
    const [last] = await ledger.taughtSources.versions(source)
    return last === undefined ? null : { ...last, lesson: JSON.parse(last.lesson) as Lesson }
  }

  /** Of `config/`, whether it is read or not. */
  const fileOf = (id: string): string | null => (deps.inFiles.has(id) ? `config/sources/${id}.yaml` : null)

  /** Whether offers are kept under this id, or a source has or had it. */
  async function isTaken(source: string): Promise<boolean> {
    if (deps.inFiles.has(source) || (await lastOf(source)) !== null) return true
    for await (const known of ledger.offers.pages(source)) if (known.length > 0) return true
    return false
  }

  /** A new source takes the id of none that is there, nor of one whose offers are another partner's: it would write over their services. @throws TeachingRefused */
  async function checkFree({ name, partner }: Lesson, last: TaughtSource | null): Promise<void> {
    if (last?.state === 'taught')
      throw new TeachingRefused(`Une source enseignée s’appelle déjà « ${name} » : choisissez un autre nom.`)
    const own = last !== null && partnerOfLesson(last.lesson) === partner
    if (!own && (await isTaken(idOf(name))))
      throw new TeachingRefused(
        `Une ancienne source s’appelait « ${name} », et le registre garde ses offres : choisissez un autre nom.`,
      )
  }

  /** @returns number of the version; null: somebody else came first */
  function openCalls(
    source: string,
    last: number,
    who: Pick<Lesson, 'partner' | 'partnerName' | 'action'>,
    by: string,
  ): Promise<number | null> {
    const lesson: Lesson = {
      ...who,
      name: who.partnerName,
      source,
      structure: null,
      address: '',
      file: null,
      pages: [],
      steps: [NOTHING_CHOSEN],
      at: 0,
      labels: {},
      because: null,
    }
    return ledger.taughtSources.addAfter(last, {
      source,
      config: configOfLesson(lesson, source),
      mapping: mappingOfLesson(lesson),
      lesson: JSON.stringify(lesson),
      state: 'taught',
      note: 'Un appel téléphonique',
      by,
    })
  }

  return {
    /** Looks for the first time. @throws TeachingRefused when it cannot be had or read */
    async look(asked: NewLesson, by: string): Promise<OpenLesson> {
      const { source = null, because = null } = asked
      const lesson: Lesson = {
        ...asked,
        ...placeOf(asked),
        source,
        structure: null,
        pages: [],
        steps: [NOTHING_CHOSEN],
        at: 0,
        labels: {},
        because,
        version: source === null ? 0 : ((await ledger.taughtSources.versions(source))[0]?.version ?? 0),
      }
      return begin(lesson, by)
    },
    /** Keeps the bytes of a file that somebody gave. */
    async give(body: Uint8Array, file: Omit<GivenFile, 'hash'>): Promise<GivenFile> {
      return { ...file, hash: await ledger.documents.put(body, stamp()) }
    },
    lessonOf,
    save,
    /**
     * One more step. When it gives offers another name, what was said of each by its name follows it.
     * @throws LessonMoved; TeachingRefused when it cannot be read
     */
    async choose(open: OpenLesson, choices: Choices, by: string): Promise<OpenLesson> {
      const { lesson, tried } = open
      const next = await tryOut(withStep(lesson, choices))
      return save(open, withStep(lesson, renamedChoices(choices, tried.offers, next.offers)), by)
    },
    async open(id: string): Promise<OpenLesson | null> {
      const kept = (await ledger.lessons.read(id))?.body
      if (kept === undefined) return null
      const lesson = JSON.parse(kept) as Lesson
      const { read: _, ...tried } = await tryOut(lesson)
      return { id, lesson, kept, tried }
    },
    /** One step undone (-1) or done again (1). @throws LessonMoved; TeachingRefused when it cannot be read */
    async go(id: string, by: -1 | 1, who: string): Promise<void> {
      const kept = (await ledger.lessons.read(id))?.body
      if (kept === undefined) throw new LessonMoved('the lesson is gone')
      const lesson = JSON.parse(kept) as Lesson
      const at = Math.min(Math.max(0, lesson.at + by), lesson.steps.length - 1)
      await save({ id, kept }, { ...lesson, at }, who)
    },
    drop: (id: string) => ledger.lessons.drop(id),
    /**
     * Opens a taught source again, on its page as it is today. A page that changed comes with where its old words stand now.
     * @param because why, in French; null: only to look again
     * @param from where to read it from now on; default: the same as before
     * @returns null when it is not taught, or in files again
     * @throws TeachingRefused when it cannot be read, or became something else by itself
     */
    async reopen(
      source: string,
      because: string | null,
      by: string,
      from?: From & { action?: string | null },
    ): Promise<OpenLesson | null> {
      const [last] = await ledger.taughtSources.versions(source)
      if (last === undefined || (last.state === 'withdrawn' && deps.inFiles.has(source))) return null
      const kept = JSON.parse(last.lesson) as Lesson
      if (kept.address === '' && from === undefined)
        throw new TeachingRefused('Cette source n’a ni page ni fichier : ses offres se déclarent avec le partenaire.')
      const { action = kept.action } = from ?? {}
      const { version } = last
      const lesson: Lesson = { ...kept, ...(from && placeOf(from)), action, source, pages: [], because, version }
      const { read: out } = await tryOut(lesson).catch(error => {
        if (!(error instanceof TeachingRefused)) throw error
        throw new TeachingRefused(`${error.message} Rien n’est proposé, et rien n’est retiré de DORA.`)
      })
      const labels = readLabels(kept.labels, chosen(kept).fields)
      const repair = repairOf(labels, await oldReadings(ledger, source), out)
      // Somebody who gives another page or another file knows that its offers are others.
      if (repair.kind === 'other' && (from === undefined || out.offers.length === 0))
        throw new TeachingRefused(repair.because)
      if (repair.kind !== 'repaired') return begin(lesson, by)
      const before = chosen(lesson)
      const repaired = withStep(lesson, { ...before, fields: { ...before.fields, ...repair.fields } })
      return begin({ ...repaired, because: repair.because }, by)
    },
    fileOf,
    /** Of a source that is read today: its file, and the lines of the convention that its offers answer. */
    known(id: string): { file: string | null; actions: string[] } | null {
      const found = deps.source(id)
      if (found === null) return null
      const actions = found.mapping.offers.flatMap(offer => offer.actions)
      return { file: fileOf(id), actions: [...new Set(actions)] }
    },
    configurationOf: (lesson: Lesson) => ({
      config: configOf(lesson, lesson.source ?? idOf(lesson.name)),
      mapping: mappingOfLesson(lesson),
    }),
    /**
     * Keeps what was taught as a new version of its source.
     * @returns id of the source @throws TeachingRefused when its name is taken; LessonMoved when somebody answered meanwhile
     */
    async keep(id: string, by: string, note: string): Promise<string> {
      const was = (await ledger.lessons.read(id))?.body
      if (was === undefined) throw new TeachingRefused('Cette leçon n’existe plus : elle a été enregistrée ou effacée.')
      const lesson = JSON.parse(was) as Lesson
      const { read: out } = await tryOut(lesson)
      const source = lesson.source ?? idOf(lesson.name)
      if (lesson.source === null && deps.inFiles.has(source))
        throw new TeachingRefused(
          `Une source de config/sources s’appelle déjà « ${source} » : une source est enseignée ou dans un fichier, jamais les deux. Choisissez un autre nom, ou enseignez celle-là depuis sa page.`,
        )
      const [last] = await ledger.taughtSources.versions(source)
      if (lesson.source === null) await checkFree(lesson, last ?? null)
      else if (last !== undefined && lesson.version !== undefined && last.version !== lesson.version) {
        // Pressed again, it is known.
        await ledger.lessons.replace(id, was, JSON.stringify({ ...lesson, version: last.version }), by)
        throw new TeachingRefused(keptMeanwhile(last))
      }
      const labels = readLabels(labelsOf(out.offers), chosen(lesson).fields)
      const { version: _, ...rest } = lesson
      const kept: Lesson = { ...rest, source, labels, door: out.door, because: null }
      await ledger.transaction(async ({ taughtSources, lessons, choices }) => {
        const version = await taughtSources.addAfter(last?.version ?? 0, {
          source,
          config: configOf(kept, source),
          mapping: mappingOfLesson(kept),
          lesson: JSON.stringify(kept),
          state: 'taught',
          note,
          by,
        })
        if (version === null)
          throw new TeachingRefused(
            `Une autre version de « ${lesson.name} » vient d’être enregistrée : regardez-la sur la page de la source.`,
          )
        if (kept.structure !== null)
          await rememberStructure({ choices }, source, { name: kept.partnerName, structure: kept.structure }, by)
        // An answer that came meanwhile is not in what is kept.
        if (!(await lessons.drop(id, was))) throw new LessonMoved('answered while it was kept')
      })
      await deps.changed()
      return source
    },
    /**
     * A partner who publishes nothing gets a source without an address, that what they say goes through.
     * @returns its id
     */
    async openByPhone(who: Pick<Lesson, 'partner' | 'partnerName' | 'action'>, by: string): Promise<string> {
      for (const source of phoneIds(who.partner)) {
        const last = await lastOf(source)
        // Only a source of the same calls may be opened again: any other would take this one for its own.
        const isOwn = last !== null && last.lesson.partner === who.partner && isCalls(last.lesson)
        if (isOwn && last.state === 'taught') return source
        if (!isOwn && (await isTaken(source))) continue
        if ((await openCalls(source, last?.version ?? 0, who, by)) !== null) {
          await deps.changed()
          return source
        }
      }
      throw new TeachingRefused('Aucune source ne peut être ouverte pour ce partenaire.')
    },
    versions: (source: string) => ledger.taughtSources.versions(source),
    /** Version `n` holds again, as a new version. @returns null when there is none such */
    async goBack(source: string, version: number, by: string): Promise<TaughtSource | null> {
      const found = (await ledger.taughtSources.versions(source)).find(each => each.version === version)
      if (found === undefined) return null
      const { version: _, at: _at, ...rest } = found
      await ledger.taughtSources.add({ ...rest, state: 'taught', note: `Retour à la version ${version}`, by })
      await deps.changed()
      return found
    },
    async withdraw(source: string, by: string): Promise<boolean> {
      const [last] = await ledger.taughtSources.versions(source)
      if (last === undefined || last.state === 'withdrawn') return false
      const { version: _, at: _at, ...rest } = last
      await ledger.taughtSources.add({ ...rest, state: 'withdrawn', note: 'Retirée', by })
      await deps.changed()
      return true
    },
  }
}

/** Ids of a source of telephone calls, the one to take first. */
const phoneIds = (partner: string): string[] => [
  partner,
  `${partner}-telephone`,
  ...Array.from({ length: 20 }, (_, at) => `${partner}-telephone-${at + 2}`),
]

/** It has neither page nor file: what its partner says is all there is. */
const isCalls = ({ address, file }: Pick<Lesson, 'address' | 'file'>): boolean => address === '' && file === null

/** Labels of the fields that are read of the page: what was typed, or left out, needs none. */
function readLabels(labels: Readonly<Record<string, string>>, fields: Choices['fields']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => fields[name] === undefined || fields[name].kind === 'shown'),
  )
}

/** What somebody else did to the source since a lesson began, and what keeping it does. */
function keptMeanwhile({ by, version, at, state, note }: TaughtSource): string {
  const who = personName(by)
  return state === 'withdrawn'
    ? `${who} a retiré cette source le ${frenchDateTime(at)}, après le début de votre leçon. Enregistrer de nouveau la remettra en service.`
    : `${who} a enregistré la version ${version} de cette source le ${frenchDateTime(at)} (${note}), après le début de votre leçon. Regardez-la sur la page de la source : enregistrer de nouveau mettra la vôtre à sa place, et la sienne restera dans la liste des versions.`
}

const placeOf = (from: From): Pick<Lesson, 'address' | 'file'> =>
  from.file === null ? { address: from.address, file: null } : { address: givenAddress(from.file), file: from.file }

/** Letters that no decomposition makes plain. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', þ: 'th' }

/** Id of a source, from its name for people: plain letters, digits and dashes. */
export const idOf = (name: string): string =>
  slugify(name.normalize('NFKD'))
    .replace(/[ßøłđıþ]/g, letter => PLAIN[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'source'
