import { APPLY_PLAN, type ApplyPayload, applyJobId } from '../../jobs/apply-plan.ts'
import { frenchCount } from '../common/french.ts'
import { DoraError } from '../dora/port.ts'
import { ActionRefused, type PortalActions } from '../portal/actions.ts'
import { heard } from '../portal/desk/heard.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { QueueUnavailable } from '../queue/queue-unavailable.ts'
import { confirmInDora } from '../sync/confirm-in-dora.ts'
import { saysNothing } from '../sync/partner-said.ts'
import { withoutAddress } from '../sync/read-source.ts'
import type { App } from './app.ts'
import { writesNow } from './write-now.ts'

/** What the portal may ask of the program. All that takes time is a job: a page never waits for DORA, nor a job for a page. */
export function portalActions(app: App, runner: Pick<JobRunner, 'enqueue' | 'schedule' | 'unschedule'>): PortalActions {
  const { ledger, dora } = app
  const now = writesNow(app)
  const entryOf = (id: string) => {
    const entry = app.sources.find(({ config }) => config.id === id)
    if (!entry) throw new ActionRefused('Cette source n’est plus configurée.')
    return entry
  }
  return {
    async runNow(source, by, { dry }) {
      const entry = entryOf(source)
      if (await saysNothing(entry.config, app)) throw new ActionRefused(withoutAddress(entry.config.name))
      const id = `${dry ? 'simuler' : 'lancer'}-${source}`
      await heard(runner.enqueue('sync-source', { source, trigger: by, dry }, { priority: 'now', id }))
      return dry
        ? 'La simulation est lancée : ouvrez-la dans « Derniers passages » ci-dessous pour voir son plan.'
        : 'Le passage est lancé : suivez-le dans « Derniers passages » ci-dessous.'
    },
    async reschedule(source, cron) {
      try {
        if (cron === null) await runner.unschedule(source)
        else await runner.schedule(source, cron, 'sync-source', { source, trigger: 'horaire' })
      } catch (error) {
        // What was stored is what counts: whoever keeps the timetable looks at it again and again.
        if (!(error instanceof QueueUnavailable)) throw error
        app.log.warn({ source }, 'schedule changed while the queue is away')
      }
    },
    async applyPlan(id, by) {
      const plan = await ledger.plans.head(id)
      if (!plan) throw new ActionRefused('Ce plan n’existe plus.')
      entryOf(plan.source)
      const payload: ApplyPayload = { plan: id, by }
      try {
        await runner.enqueue(APPLY_PLAN, payload, { priority: 'now', id: applyJobId(id) })
      } catch (error) {
        // The approval stands: the next look at approved plans asks again.
        if (!(error instanceof QueueUnavailable)) throw error
        app.log.warn({ plan: id }, 'plan approved while the queue is away')
        return 'Le plan est approuvé. La file des travaux ne répond pas en ce moment : l’envoi à DORA partira de lui-même quand elle sera revenue.'
      }
      return `Le plan est approuvé : l’envoi à DORA commence (${frenchCount(plan.sizes.operations, 'opération')}).`
    },
    confirm: (offer, by) =>
      confirmInDora(offer, by, {
        ledger,
        reader: dora.reader,
        writer: dora.writer({ createStructures: false }),
        holder: `portail ${process.pid}`,
      }),
    async publish(offer, by) {
      const { state, message } = await now.publish(offer, by)
      if (state !== 'done') throw new ActionRefused(message)
      return message
    },
    async invite(structure, email) {
      try {
        await dora.invite(structure, email)
        return { sure: true, message: 'L’invitation est partie : DORA écrit à cette personne.' }
      } catch (error) {
        if (!(error instanceof DoraError)) throw error
        if (error.kind === 'doubt') return { sure: false, message: error.message }
        throw new ActionRefused(error.message)
      }
    },
    async carry(statement) {
      switch (statement.body.kind) {
        case 'confirmation':
          return 'La confirmation est enregistrée.'
        case 'correction':
          return 'La correction est acceptée : elle compte dès le prochain passage sur la source.'
        case 'declaration':
          return 'La déclaration est acceptée : elle compte dès le prochain passage sur la source du partenaire.'
        case 'withdrawal':
          return `Le retrait est accepté. ${(await now.withdraw(statement)).message}`
        case 'return':
          return 'C’est accepté : l’offre revient dans DORA au prochain passage sur sa source.'
        case 'stop':
          return 'C’est noté : le site n’est plus lu, tant que le partenaire n’en dit pas autrement.'
      }
    },
    search: words => dora.reader.search(app.convention.department, words),
    shown: slug => dora.reader.readService(slug),
    structureShown: slug => dora.reader.readStructure(slug),
    members: structure => dora.members(structure),
  }
}
