import { documentStoreContract } from './document-store.contract.ts'
import { memoryDocumentStore } from './memory-document-store.ts'

documentStoreContract('in memory', async () => ({ store: memoryDocumentStore(), close: async () => {} }))
