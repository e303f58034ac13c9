import { personName } from '../../common/person-name.ts'
import { upperFirst } from '../../common/text.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import { inboxTitle } from '../../ledger/inbox-title.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { decisionWords } from '../decision-words.ts'
import { inboxPath, planPath } from '../routes/paths.ts'
import { statementStatus } from '../statement-status.ts'
import { statementTitle } from '../statement-title.ts'

/** An answer that a person gave, and may take back. */
export interface Answer {
  title: string
  /** What was answered; null: its page tells it. */
  answer: string | null
  /** Page of what was answered. */
  path: string
  /** Where the form goes that opens it again; null: it is undone otherwise. */
  reopen: string | null
  /** Page that takes back what the robot wrote; null: the answer is opened again. */
  undo: string | null
  by: string
  at: string
}

const SHOWN = 10

/** What was last answered, questions of the robot and requests of partners together; the latest first. */
export async function lastAnswers(ledger: Pick<Ledger, 'inbox' | 'statements'>): Promise<Answer[]> {
  const [items, statements] = await Promise.all([ledger.inbox.answered(SHOWN), ledger.statements.answered(SHOWN)])
  return [
    ...items.map(item => ({
      title: inboxTitle(item),
      answer: decisionWords(item),
      path: inboxPath(item.id),
      ...wayBack(item),
      by: personName(item.decidedBy ?? ''),
      at: item.closed ?? '',
    })),
    ...statements.map(said => ({
      title: statementTitle(said),
      answer: upperFirst(statementStatus(said).word),
      path: `/demandes/${encodeURIComponent(said.id)}`,
      reopen: `/demandes/${encodeURIComponent(said.id)}/rouvrir`,
      undo: null,
      by: personName(said.decidedBy ?? ''),
      at: said.decided ?? '',
    })),
  ]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, SHOWN)
}

/** An approved plan has been written: it is taken back by another plan. */
function wayBack(item: InboxItem): Pick<Answer, 'reopen' | 'undo'> {
  return item.kind === 'quarantine' && item.decision?.action === 'approve'
    ? { reopen: null, undo: `${planPath(item.detail.plan)}/annuler` }
    : { reopen: `${inboxPath(item.id)}/rouvrir`, undo: null }
}
