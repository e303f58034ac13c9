/** Whether a ZIP is an OpenDocument file: it says so in its first entry, uncompressed. */
export function isOpenDocument(body: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(body.subarray(0, 128)).includes('application/vnd.oasis.opendocument')
}
