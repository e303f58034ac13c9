import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Measured {
  /** Exit code; null when it was stopped. */
  code: number | null
  seconds: number
  /** Seconds of processor, a twentieth of a second near. */
  cpuSeconds: number
  /** Most that it ever held in memory, MB of 1 048 576 bytes. */
  peakMB: number
  /** The end of what it said on its error output. */
  told: string
}

/** A program in a process of its own, to its end; what it prints is thrown away. Linux: looks at `/proc`. @param mostMs it is stopped after that */
export async function measuredProcess(
  command: string,
  args: readonly string[],
  { env = process.env, mostMs = 600_000 }: { env?: NodeJS.ProcessEnv; mostMs?: number } = {},
): Promise<Measured> {
  const start = performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    told = (told + chunk).slice(-2500)
  })
  let most = 0
  let ticks = 0
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
      // Fields 14 and 15, in hundredths of a second; the name before them may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      ticks = Math.max(ticks, Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
    } catch {
      // It just ended.
    }
  }, 50)
  const stop = setTimeout(() => child.kill('SIGKILL'), mostMs)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  clearInterval(look)
  clearTimeout(stop)
  return {
    code,
    seconds: Math.round((performance.now() - start) / 10) / 100,
    cpuSeconds: ticks / 100,
    peakMB: Math.round(most),
    told,
  }
}
