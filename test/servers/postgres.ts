import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { openLedger } from '../../src/ledger/open.ts'
import { type Child, startChild, untilReady } from './child.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

/** A real Postgres of our own on 127.0.0.1, in a folder that goes away with it. */
export interface PostgresServer {
  readonly port: number
  /** Address of a new empty database. */
  database(): Promise<string>
  /** Address of a new ledger in today's shape, which has nothing in it. */
  ledger(): Promise<string>
  /** Folder of the programs (`pg_dump`, `pg_restore` …). */
  readonly programs: string
  restart(signal?: NodeJS.Signals): Promise<void>
  kill(signal?: NodeJS.Signals): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms()
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-postgres-'))
  const port = await freePort()
  // Postgres refuses to run as root: Debian's package brings a user for it.
  const user = await identity()
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid)
  const data = join(folder, 'data')
  await run(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=icu',
      '--icu-locale=fr-FR',
      '-N',
    ],
    {
      ...user,
      cwd: folder,
    },
  )
  let child: Child | undefined
  let databases = 0
  const address = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`
  /** One that has been through every migration, of which the others are copies. */
  let template: Promise<string> | undefined
  async function create(from?: string): Promise<string> {
    databases += 1
    const name = `test_${databases}`
    const client = new pg.Client(address('postgres'))
    await client.connect()
    await client.query(`create database ${name}${from === undefined ? '' : ` template ${from}`}`)
    await client.end()
    return name
  }
  async function migrated(): Promise<string> {
    const name = await create()
    await (await openLedger({ url: address(name) })).close()
    return name
  }
  const server: PostgresServer = {
    port,
    programs,
    database: async () => address(await create()),
    async ledger() {
      template ??= migrated()
      return address(await create(await template))
    },
    async start() {
      const settings = [
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=${folder}`,
        '-c',
        'fsync=off',
      ]
      child = startChild(join(programs, 'postgres'), ['-D', data, '-p', `${port}`, ...settings], {
        ...user,
        cwd: folder,
      })
      await untilReady(child, () => answers(address('postgres')))
    },
    /** SIGINT is Postgres's «fast» stop; SIGQUIT is a crash that leaves recovery to the next start. */
    async kill(signal = 'SIGINT') {
      await child?.end(signal)
    },
    async restart(signal) {
      await server.kill(signal)
      await server.start()
    },
    async stop() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

function findPrograms(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const candidates = [...versions.map(version => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = candidates.find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  if (found === undefined) throw new Error('Postgres is not installed: apt-get install postgresql')
  return found
}

async function identity(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } finally {
    await client.end().catch(() => undefined)
  }
}
