import { frenchCount } from '../common/french.ts'
import { ActionRefused, type PortalActions } from '../portal/actions.ts'
import type { JobRunner } from '../queue/contract.ts'
import { applyStoredPlan } from '../sync/apply-stored.ts'
import type { App } from './app.ts'
import { confirmInDora } from './confirm-in-dora.ts'

/** What the portal may ask of the program. `settled` resolves when what was started in the background has ended. */
export function portalActions(
  app: App,
  runner: Pick<JobRunner, 'enqueue' | 'schedule' | 'unschedule'>,
): PortalActions & { settled(): Promise<void> } {
  const { ledger, dora, clock } = app
  const running = new Set<Promise<unknown>>()
  function background(work: Promise<unknown>, what: string): void {
    const tracked = work
      .catch(error => app.log.error({ err: error }, `${what} failed`))
      .finally(() => running.delete(tracked))
    running.add(tracked)
  }
  const entryOf = (id: string) => {
    const entry = app.sources.find(({ config }) => config.id === id)
    if (!entry) throw new ActionRefused('Cette source n’est plus configurée.')
    return entry
  }
  return {
    async runNow(source, by, { dry }) {
      entryOf(source)
      const id = `${dry ? 'simuler' : 'lancer'}-${source}`
      const job = await runner.enqueue('sync-source', { source, trigger: by, dry }, { priority: 'now', id })
      background(job.result, 'run asked on the portal')
      return dry
        ? 'La simulation est lancée\u00A0: ouvrez-la dans «\u00A0Derniers passages\u00A0» ci-dessous pour voir son plan.'
        : 'Le passage est lancé\u00A0: suivez-le dans «\u00A0Derniers passages\u00A0» ci-dessous.'
    },
    async reschedule(source, cron) {
      if (cron === null) await runner.unschedule(source)
      else await runner.schedule(source, cron, 'sync-source', { source, trigger: 'horaire' })
    },
    async applyPlan(id, by) {
      const plan = await ledger.plans.read(id)
      if (!plan) throw new ActionRefused('Ce plan n’existe plus.')
      const entry = entryOf(plan.source)
      background(
        applyStoredPlan({
          plan: id,
          by,
          configuration: entry.fingerprint,
          ledger,
          reader: dora.reader,
          // A person approved this very plan: a structure in it may be created.
          writer: dora.writer({ createStructures: true }),
          clock,
          departments: dora.departments,
          holder: `portail ${process.pid}`,
        }),
        'plan approved on the portal',
      )
      return `Le plan est approuvé\u00A0: l’envoi à DORA commence (${frenchCount(plan.operations.length, 'opération')}).`
    },
    confirm: (offer, by) =>
      confirmInDora(offer, by, {
        ledger,
        reader: dora.reader,
        writer: dora.writer({ createStructures: false }),
        holder: `portail ${process.pid}`,
      }),
    async carry(statement) {
      switch (statement.body.kind) {
        case 'confirmation':
          return 'La confirmation est enregistrée.'
        case 'correction':
          return 'La correction est acceptée\u00A0: elle compte dès le prochain passage sur la source.'
        case 'declaration':
          return 'La déclaration est acceptée\u00A0: elle compte dès le prochain passage sur la source du partenaire.'
        case 'withdrawal':
          return 'Le retrait est accepté\u00A0: l’offre ne sera plus proposée, et son archivage dans DORA suit au prochain passage.'
        case 'stop':
          return 'C’est noté\u00A0: la source reste en pause.'
      }
    },
    shown: slug => dora.reader.readService(slug),
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
