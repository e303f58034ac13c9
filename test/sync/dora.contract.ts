import { describe, expect, test } from 'vitest'
import type { DoraReader, DoraWriter } from '../../src/dora/port.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { spoken } from '../dora/spoken.ts'

export interface DoraUnderTest {
  reader: DoraReader
  writer: DoraWriter
  /** The next call of that method has its effect, and its answer is lost. */
  loseNextAnswer(method: 'POST' | 'PATCH'): void
  /** The next call of that method is answered by a 500, without effect. */
  failNext(method: 'GET' | 'POST' | 'PATCH', times: number): void
  close(): Promise<void>
}

export const STRUCTURE = {
  name: 'Structure (exemple)',
  siret: '90000000100009',
  address1: '12 rue de l’Exemple',
  postalCode: '35000',
  cityCode: '35238',
  city: 'Rennes',
  email: 'contact@example.org',
  phone: '0299000000',
  url: 'https://example.org',
  shortDesc: null,
  fullDesc: null,
  typology: 'ASSO',
}

/** What the sync relies on in DORA. The double in memory and the real client over HTTP pass the same. */
export function doraContract(name: string, open: () => Promise<DoraUnderTest>): void {
  const on = (work: (dora: DoraUnderTest, home: string) => Promise<void>) => async () => {
    const dora = await open()
    try {
      await work(dora, (await dora.writer.createStructure(STRUCTURE)).slug)
    } finally {
      await dora.close()
    }
  }

  describe(`DORA: ${name}`, () => {
    test(
      'what is created is read back, under the same date by both roads',
      on(async ({ reader, writer }, home) => {
        const made = await writer.createService(home, sampleFields())
        const wrote = await spoken(reader, sampleFields())
        expect(await spoken(reader, made.fields)).toEqual(wrote)
        expect(await spoken(reader, (await reader.readService(made.slug))?.fields)).toEqual(wrote)
        const structure = await reader.readStructure(home)
        expect(structure?.department).toBe('35')
        expect(structure?.services).toEqual([
          expect.objectContaining({
            slug: made.slug,
            name: sampleFields().name,
            status: 'PUBLISHED',
            modificationDate: made.modificationDate,
          }),
        ])
      }),
    )

    test(
      'an update touches only what it sends, and stamps a new date even when it changes nothing',
      on(async ({ reader, writer }, home) => {
        const made = await writer.createService(home, sampleFields())
        const once = await writer.updateService(made.slug, { recurrence: 'Mardi' })
        expect(await spoken(reader, once.fields)).toEqual(await spoken(reader, sampleFields({ recurrence: 'Mardi' })))
        const twice = await writer.updateService(made.slug, { recurrence: 'Mardi' })
        expect(twice.modificationDate).not.toBe(once.modificationDate)
        expect((await reader.readService(made.slug))?.modificationDate).toBe(twice.modificationDate)
      }),
    )

    test(
      'the same service posted twice makes two',
      on(async ({ reader, writer }, home) => {
        const one = await writer.createService(home, sampleFields())
        const two = await writer.createService(home, sampleFields())
        expect(one.slug).not.toBe(two.slug)
        expect((await reader.readStructure(home))?.services).toHaveLength(2)
      }),
    )

    test(
      'archived: still readable, in the other list; and back',
      on(async ({ reader, writer }, home) => {
        const made = await writer.createService(home, sampleFields())
        await writer.updateService(made.slug, { status: 'ARCHIVED' })
        const structure = await reader.readStructure(home)
        expect([structure?.services.length, structure?.archivedServices.length]).toEqual([0, 1])
        expect((await reader.readService(made.slug))?.fields.status).toBe('ARCHIVED')
        await writer.updateService(made.slug, { status: 'PUBLISHED' })
        expect((await reader.readStructure(home))?.services).toHaveLength(1)
      }),
    )

    test(
      'what is not there is null; a SIRET finds its structure; a list keeps to its département',
      on(async ({ reader }, home) => {
        expect(await reader.readService('nulle-part')).toBeNull()
        expect(await reader.readStructure('nulle-part')).toBeNull()
        expect((await reader.structureBySiret(STRUCTURE.siret))?.slug).toBe(home)
        expect(await reader.structureBySiret('90000001900001')).toBeNull()
        expect((await reader.listStructures('35')).map(structure => structure.slug)).toContain(home)
        expect((await reader.listStructures('29')).map(structure => structure.slug)).not.toContain(home)
      }),
    )

    test(
      'a content that DORA refuses is the data’s fault, field by field',
      on(async ({ writer }, home) => {
        const work = writer.createService(home, sampleFields({ name: 'n'.repeat(141) }))
        await expect(work).rejects.toMatchObject({ kind: 'data', fields: { name: expect.any(String) } })
        await expect(writer.createService('nulle-part', sampleFields())).rejects.toMatchObject({ kind: 'data' })
      }),
    )

    test.each(['POST', 'PATCH'] as const)('a lost answer to a %s is a doubt, and the effect is there', method =>
      on(async ({ reader, writer, loseNextAnswer }, home) => {
        const made = await writer.createService(home, sampleFields())
        loseNextAnswer(method)
        const call =
          method === 'POST'
            ? writer.createService(home, sampleFields())
            : writer.updateService(made.slug, { recurrence: 'Mardi' })
        await expect(call).rejects.toMatchObject({ kind: 'doubt' })
        const after = await reader.readStructure(home)
        expect(after?.services).toHaveLength(method === 'POST' ? 2 : 1)
        if (method === 'PATCH') expect((await reader.readService(made.slug))?.fields.recurrence).toBe('Mardi')
      })(),
    )

    test(
      'a 500 on a POST is a doubt, not a refusal; a DORA that cannot be read is not a DORA without services',
      on(async ({ reader, writer, failNext }, home) => {
        failNext('POST', 1)
        await expect(writer.createService(home, sampleFields())).rejects.toMatchObject({ kind: 'doubt' })
        failNext('GET', 10)
        await expect(reader.readStructure(home)).rejects.toMatchObject({ name: 'DoraError' })
      }),
    )
  })
}
