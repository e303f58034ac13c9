import PQueue from 'p-queue'
import { inThread } from '../../common/in-thread.ts'
import type { Bilan } from './bilan-contract.ts'
import type { BilanFile, BilanFormat } from './export-bilan.ts'

/** What the thread is given: plain data. */
export interface BilanTask {
  bilan: Bilan
  format: BilanFormat
}

/** A thread takes up to two hundred megabytes while it lasts. */
const oneAtATime = new PQueue({ concurrency: 1 })

/** The account in one of its forms, made in a thread of its own: the PDF of an account of 60 actions takes three seconds, of 400 fifteen, and nobody else waits for it. */
export async function bilanApart(bilan: Bilan, format: BilanFormat): Promise<BilanFile> {
  const task: BilanTask = { bilan, format }
  const make = () => inThread<BilanFile>(new URL('./bilan-thread.ts', import.meta.url), task)
  const [file] = await oneAtATime.add(make)
  if (file === undefined) throw new Error('the thread of the account gave nothing')
  return file
}
