import { stringify } from 'yaml'
import { SourceConfig } from '../config/source.ts'
import type { Lesson } from './lesson.ts'

const GIVEN = 'Lue dans le fichier '

/**
 * The settings of a taught source, as the YAML of `config/sources/<id>.yaml`: nothing of it reaches DORA without somebody's agreement.
 * @param former what was said of it until now: its timetable, its hosts, what the robot may do; null: nothing was
 */
export function configOfLesson(
  { name, partner, address, file }: Pick<Lesson, 'name' | 'partner' | 'address' | 'file'>,
  id: string,
  former: SourceConfig | null = null,
): string {
  const own = { id, name, partner, address: file === null && address !== '' ? address : null }
  const kept = former === null ? {} : said(former, SourceConfig.parse(own))
  const policy = { ...(kept.policy as object | undefined), approval: 'approve' }
  if (file !== null)
    return yaml({
      ...kept,
      ...own,
      policy,
      schedule: null,
      notes: `${GIVEN}« ${file.name} », déposé sur le portail : elle est relue quand on en dépose un autre.`,
    })
  // A page is read on a timetable again, and no longer in a file.
  const { schedule, notes, ...others } = kept
  const wasGiven = former?.notes.startsWith(GIVEN) === true
  return yaml({
    ...others,
    ...own,
    policy,
    ...(!wasGiven && schedule !== undefined && { schedule }),
    ...(!wasGiven && notes !== undefined && { notes }),
  })
}

const yaml = (config: object): string => stringify(config, { lineWidth: 0 })

/** What a configuration says that is not the default, as its file would say it; its sample is no part of it. */
function said(config: SourceConfig, usual: SourceConfig): Record<string, unknown> {
  const { id, name, partner, address, sample, policy, ...rest } = config
  const { guard, ...own } = policy
  const limits = unusual(guard, usual.policy.guard)
  const allowed = { ...unusual(own, usual.policy), ...(Object.keys(limits).length > 0 && { guard: limits }) }
  return { ...unusual(rest, usual), ...(Object.keys(allowed).length > 0 && { policy: allowed }) }
}

function unusual(given: object, usual: object): Record<string, unknown> {
  const defaults = new Map(Object.entries(usual))
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults.get(name))),
  )
}
