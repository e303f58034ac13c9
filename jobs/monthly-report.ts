import type { Clock } from '../src/common/clock.ts'
import type { Logger } from '../src/common/logger.ts'
import { parisDay } from '../src/common/paris-day.ts'
import { compareReports } from '../src/coverage/compare.ts'
import { keepReport, keptReport } from '../src/coverage/kept-report.ts'
import { monthlyEmail } from '../src/coverage/monthly-email.ts'
import type { CoverageReport } from '../src/coverage/report-contract.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { plainJob } from './plain-job.ts'

export interface MonthlyReportPorts {
  ledger: Ledger
  clock: Clock
  log: Logger
  /** @param date `YYYY-MM-DD` */
  coverage(date: string): Promise<CoverageReport>
  /** Null: no mail server. */
  mailer(): { send(mail: { to: string; subject: string; text: string }): Promise<unknown>; close?(): void } | null
  /** Where people reach the portal, without a slash at its end. */
  portalUrl: string
}

/** What one month's letter did. */
export interface MonthlyReport {
  date: string
  /** Date of the report it was compared with, or null for the first. */
  since: string | null
  sent: number
  /** People whom the mail server did not take the letter for. */
  failed: number
}

/**
 * Every month: keeps the day's report for good, and tells the DDETS people which figures moved since the last one kept in an earlier month.
 * Without a mail server the report is kept all the same and nobody is written to.
 */
export function monthlyReportJob(ports: MonthlyReportPorts): JobDefinition<object, MonthlyReport> {
  return plainJob('monthly-report', async () => {
    const { ledger, clock, log, portalUrl } = ports
    const date = parisDay(clock.now())
    const report = await ports.coverage(date)
    const kept = await keepReport(ledger.snapshots, report)
    const since =
      (await ledger.snapshots.list(1200)).find(each => each.date.slice(0, 7) < date.slice(0, 7))?.date ?? null
    const before = since === null ? null : await keptReport(ledger.snapshots, since)
    const letter = monthlyEmail(
      report,
      before && compareReports(before, report),
      `${portalUrl}/rapport/version/${kept.id}`,
    )
    const people = (await ledger.people.people()).filter(person => person.role === 'ddets' && person.disabled === null)
    const mailer = ports.mailer()
    const told = { sent: 0, failed: 0 }
    for (const person of mailer === null ? [] : people) {
      try {
        await mailer?.send({ to: person.email, subject: letter.subject, text: letter.text })
        told.sent += 1
      } catch (error) {
        told.failed += 1
        log.error({ err: error, person: person.id }, 'monthly letter not taken')
      }
    }
    mailer?.close?.()
    await ledger.events.add({
      actor: 'robot',
      action: 'lettre-mensuelle',
      detail: { date, since, ...told },
    })
    return { date, since, ...told }
  })
}
