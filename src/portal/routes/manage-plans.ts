import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { isServiceField as isField } from '../../dora/service-fields.ts'
import { isRefusal } from '../../ledger/choices.ts'
import type { Operation, Plan, PlanHead } from '../../ledger/plan.ts'
import { answerPlan, type PlanAnswer } from '../../sync/answer-plan.ts'
import { refuseOperation } from '../../sync/refuse-operation.ts'
import { type Refused, refusedOf } from '../../sync/refused-values.ts'
import { ActionRefused } from '../actions.ts'
import { correctionOf } from '../declare/corrections.ts'
import { type PlanProgress, planProgress } from '../desk/plan-progress.ts'
import { isDone } from '../desk/told-counts.ts'
import type { Html } from '../layout.ts'
import { KEYS_SCRIPT, keysPart } from '../pages/keys-part.ts'
import { pageOfOperation, planPage } from '../pages/plan.ts'
import { isRefusedHow, type RefusalSent, reasonId, refusalFields } from '../pages/refusal-form.ts'
import { state, table } from '../pages/table.ts'
import { when } from '../pages/when.ts'
import { planToDecide } from '../plan-to-decide.ts'
import { planStatus } from '../statuses.ts'
import { about } from '../web/about.ts'
import { areaField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import { isStill, LIVE_SCRIPT, livePart } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { countsSentence } from '../words.ts'
import { ABOVE, offerPath, planPath } from './paths.ts'

/** Plans: what a pass proposes, and a named person's answer. */
export function planRoutes({ app, desk, frame }: Pages): void {
  const aPlan = about({ app, frame }, c => desk.ledger.plans.read(c.req.param('id') ?? ''))
  const aPlanHead = about({ app, frame }, c => desk.ledger.plans.head(c.req.param('id') ?? ''))

  app.get('/plans', async c => {
    const plans = await desk.ledger.plans.heads({ limit: 100 })
    return frame.show(c, {
      title: 'Plans',
      purpose: 'Ce que les passages ont proposé d’écrire dans DORA, et ce qui en a été décidé.',
      help: 'plan',
      main: table({
        caption: 'Plans, le plus récent d’abord',
        columns: ['Plan', 'Source', 'État', 'Résultat'],
        rows: plans.map(plan => [
          html`<a href="${planPath(plan.id)}">${when(plan.createdAt)}<span class="hidden">, ${desk.sourceName(plan.source)}</span></a>`,
          html`${desk.sourceName(plan.source)}${plan.hold === 'undo' ? html`<br><span class="quiet">annulation</span>` : ''}`,
          stateOf(plan),
          countsSentence(plan.counts, 'unknown', !isDone(plan)),
        ]),
        empty: 'Aucun plan pour l’instant : chaque passage sur une source en fait un.',
      }),
    })
  })

  aPlan.get('/plans/:id', (c, plan) => showPlan(c, plan))

  /** @param sent a refusal of the plan (`operation` null) or of one of its operations, to be corrected */
  async function showPlan(
    c: PortalContext,
    plan: Plan,
    sent?: RefusalSent & { operation: string | null },
  ): Promise<Response> {
    const opened = sent?.operation ?? null
    const whole = opened === null ? sent : undefined
    const field = await frame.field(c)
    const progress = await planProgress(desk.ledger, plan)
    const choice = planToDecide(plan)
    const undoing = plan.hold === 'undo'
    const gone = desk.source(plan.source) === undefined
    const reason = await desk.ledger.plans.refusal(plan.id)
    const refusal = reason ? html`<p class="notice"><strong>Raison du refus :</strong> ${reason}</p>` : ''
    const context = {
      sourceName: desk.sourceName(plan.source),
      doraPages: desk.doraPages,
      page: opened === null ? Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1) : pageOfOperation(plan, opened),
      opened,
      refused: await refusedOfSource(plan.source),
      refuse: (operation: Operation, fields: { value: string; label: string }[]) =>
        choice === 'nothing' || undoing || operation.kind === 'create-structure'
          ? ''
          : html`<details${operation.id === opened ? html` open` : ''}><summary>Refuser cette offre${fields.length > 1 ? ', ou un seul champ' : ''}</summary>${postForm(`${planPath(plan.id)}/refuser-offre`, field, html`<input type="hidden" name="operation" value="${operation.id}">${refusalFields({ part: partOf(operation), fields, sent: operation.id === opened ? sent : undefined })}<p><button class="second">Refuser</button></p>`)}</details>`,
    }
    const decision =
      choice !== 'nothing'
        ? html`<section aria-labelledby="decision"><h2 id="decision">Votre décision</h2>
${gone ? html`<p class="notice warn">${GONE} Ce plan ne peut plus être envoyé : rien n’en part vers DORA.</p>` : html`<p>Elle porte sur ce plan, et sur lui seul : si DORA ou la source bouge entre-temps, ce qui a bougé ne sera pas écrit.</p>`}
${plan.hold === 'drift' && !gone ? html`<p>Si la source est bien ainsi, approuvez : les prochaines lectures seront comparées à celle-ci, et les offres qui n’y sont plus seront comptées comme absentes. Sinon refusez, et faites revoir la lecture.</p>` : ''}
${choice === 'offered' && !gone ? html`<p>Rien ne presse : la règle de la source permet ces changements, et le prochain passage les fera de lui-même.</p>` : ''}
<div class="row top">${gone ? '' : postForm(`${planPath(plan.id)}/approuver`, field, html`${areaField({ name: 'note', label: 'Note', rows: 2 })}<p><button data-approve>Approuver et appliquer</button></p>`)}
${postForm(`${planPath(plan.id)}/refuser`, field, undoing ? html`${areaField({ name: 'raison', label: 'Raison du refus', rows: 2, errors: whole?.errors, required: true })}<p><button class="second" data-refuse>Ne rien annuler</button></p>` : html`${refusalFields({ part: '', sent: whole })}<p><button class="second" data-refuse>Refuser tout le plan</button></p>`)}</div>${keysPart(null)}</section>`
        : isSent(plan)
          ? html`<p class="actions"><a class="button second" href="${planPath(plan.id)}/annuler">Annuler ce plan</a></p>`
          : ''
    return frame.show(c, {
      title: `${undoing ? 'Annulation préparée le' : 'Plan du'} ${frenchDateTime(plan.createdAt)} – ${desk.sourceName(plan.source)}`,
      purpose: 'Ce qui serait écrit dans DORA, champ par champ, avant et après.',
      help: 'plan',
      trail: [ABOVE.plans],
      scripts: progress ? (progress.stage === 'broken' ? [] : [LIVE_SCRIPT]) : [KEYS_SCRIPT],
      errors: sent?.errors,
      main: planPage(
        plan,
        context,
        progress ? planSending(plan, progress, field, isStill(c)) : html`${refusal}${decision}`,
      ),
    })
  }

  async function answer(planId: string, said: PlanAnswer, by: string): Promise<void> {
    if (!(await desk.ledger.transaction(shelves => answerPlan(shelves, planId, said, by))))
      throw new ActionRefused('Ce plan n’est plus à décider : il a été remplacé ou quelqu’un a décidé.')
  }

  aPlanHead.post('/plans/:id/approuver', async (c, plan) => {
    return frame.act(c, planPath(plan.id), async by => {
      // An approval is a promise: what cannot be sent is not approved.
      if (desk.source(plan.source) === undefined) throw new ActionRefused(GONE)
      await answer(plan.id, { action: 'approve', note: text(c.get('form'), 'note') || null }, by)
      return desk.actions.applyPlan(plan.id, by)
    })
  })
  aPlanHead.post('/plans/:id/relancer', async (c, plan) => {
    return frame.act(c, planPath(plan.id), async by => {
      if ((await planProgress(desk.ledger, plan))?.stage !== 'broken')
        throw new ActionRefused('L’envoi de ce plan n’est pas à relancer : il est en cours, fini, ou attend son tour.')
      const abandoned = (await desk.jobs.list()).find(job => job.plan === plan.id)
      // The list of what was given up may have gone with the program that held it.
      const sentence = abandoned ? 'L’envoi est relancé.' : await desk.actions.applyPlan(plan.id, plan.approvedBy ?? by)
      if (abandoned) await desk.jobs.restart(abandoned.id)
      const detail = { plan: plan.id }
      await desk.ledger.events.add({ actor: by, action: 'travail-relance', source: plan.source, detail })
      return sentence
    })
  })
  aPlan.post('/plans/:id/refuser', async (c, plan) => {
    const reason = text(c.get('form'), 'raison')
    const how = text(c.get('form'), 'duree')
    if (reason === '')
      return showPlan(c, plan, { operation: null, field: '', how, errors: { [reasonId('')]: NO_REASON } })
    return frame.act(c, planPath(plan.id), async by => {
      await answer(plan.id, { action: 'refuse', reason, how: isRefusedHow(how) ? how : 'later' }, by)
      if (plan.hold === 'undo') return 'Rien n’est annulé : DORA reste comme il est.'
      return 'Le plan est refusé : rien n’est écrit dans DORA, et ces valeurs ne sont plus proposées tant que la source dit la même chose. « Mes règles » permet de revenir dessus.'
    })
  })

  /** One offer of a plan, or one of its fields; the rest of the plan stays to be decided. */
  app.post('/plans/:id/refuser-offre', async c => {
    const plan = await desk.ledger.plans.read(c.req.param('id'))
    const operation = plan?.operations.find(each => each.id === text(c.get('form'), 'operation'))
    if (!plan || !operation || plan.hold === 'undo') return frame.notFound(c)
    const reason = text(c.get('form'), 'raison')
    const [asked, how] = [text(c.get('form'), 'champ'), text(c.get('form'), 'duree')]
    if (reason === '') {
      const errors = { [reasonId(partOf(operation))]: `${NO_REASON} Ici : « ${operation.name} ».` }
      return showPlan(c, plan, { operation: operation.id, field: asked, how, errors })
    }
    const field = isField(asked) && Object.hasOwn(operation.after, asked) ? asked : null
    const { source, key } = operation
    const misread = how === 'misread'
    const question = misread && field !== null ? correctionOf(field) : null
    const target = misread
      ? `${offerPath(operation)}/corriger${question ? `?champ=${question}` : ''}`
      : planPath(plan.id)
    return frame.act(c, target, async by => {
      const said = { how: isRefusedHow(how) ? how : ('later' as const), plan: plan.id, reason }
      await desk.ledger.transaction(async shelves => {
        await refuseOperation(shelves, operation, field, said, by)
        const detail = { plan: plan.id, field, reason }
        await shelves.events.add({ actor: by, action: 'valeur-refusee', source, key, detail })
      })
      const what = field === null ? `« ${operation.name} »` : `Ce champ de « ${operation.name} »`
      return `${what} : refus noté. Ce n’est plus proposé tant que la source dit la même chose.${misread ? ' Dites maintenant ce qu’il faut lire.' : ''}`
    })
  })

  /** What people refused in a source, by offer. */
  async function refusedOfSource(source: string): Promise<Map<string, Refused>> {
    const choices = (await desk.ledger.choices.list(source)).filter(isRefusal)
    return new Map(choices.map(({ key }) => [key, refusedOf(key, choices)]))
  }
}

const GONE = 'Cette source n’est plus configurée.'
const NO_REASON = 'Un refus porte une raison.'

/** Tells apart the forms of the operations of one page. */
const partOf = ({ id }: Operation): string => `-${id}`

function stateOf(plan: PlanHead): Html {
  const { word, tone } = planStatus(plan, plan.sizes.operations)
  return state(word, tone)
}

/** Whether something of it may be in DORA. */
function isSent({ state, operations }: Plan): boolean {
  return operations.length > 0 && (state === 'applied' || state === 'partly-applied')
}

const STAGES: Record<PlanProgress['stage'], string> = {
  waiting: 'L’envoi attend son tour dans la file des travaux.',
  held: 'Un autre passage est en cours sur cette source ; l’envoi commence quand il a fini.',
  running: 'L’envoi est en cours.',
  broken: 'L’envoi s’est arrêté sur une erreur du robot. Ce qui est parti reste, et ne sera pas envoyé deux fois.',
}

/**
 * How far the sending of an approved plan is. It goes on whether this page is open or not.
 * @param field hidden field of the form that starts it again
 * @param still the visitor suspended what renews itself
 */
function planSending(
  plan: Pick<Plan, 'id' | 'operations'>,
  { stage, written }: PlanProgress,
  field: Html,
  still: boolean,
): Html {
  const total = plan.operations.length
  const state = html`<p>${STAGES[stage]}</p>
${total > 0 ? html`<p>Envoyé jusqu’ici : <strong>${Math.min(written, total)} sur ${frenchCount(total, 'opération')}</strong>.</p>` : ''}`
  return html`<section aria-labelledby="envoi"><h2 id="envoi">Envoi à DORA</h2>
${
  stage === 'broken'
    ? html`${state}${postForm(`${planPath(plan.id)}/relancer`, field, html`<p><button>Relancer l’envoi</button></p>`)}`
    : html`${livePart({ id: 'avancement', path: planPath(plan.id), over: false, still, renewed: 'contenu', body: state })}
<p class="hint">Vous pouvez quitter cette page : l’envoi continue sans elle, et reprend de lui-même après un arrêt.</p>`
}</section>`
}
