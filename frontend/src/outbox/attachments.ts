/** Photos and recordings: kept on the phone under an id made here, sent first, then referred to by that id. */
import { request } from '../api/client'
import { forget, keep, kept } from '../app/local'
import { owner } from '../app/store'

interface KeptBlob { id: string; user: string; blob: Blob; sent: boolean }

export async function attach(id: string, blob: Blob): Promise<void> {
  await keep<KeptBlob>('blobs', { id, user: owner.value, blob, sent: false })
}

export const attached = async (id: string): Promise<Blob | undefined> => (await kept<KeptBlob>('blobs', id))?.blob

export async function discard(ids: string[]): Promise<void> {
  for (const id of ids) await forget('blobs', id)
}

/** Sends one file; a file that went out before is not sent twice, and a dropped link costs one photo, not the form. */
export async function upload(id: string): Promise<void> {
  const file = await kept<KeptBlob>('blobs', id)
  if (!file || file.sent) return
  await request('PUT', `/files/${id}`, file.blob, { 'Content-Type': file.blob.type.split(';')[0] || 'application/octet-stream' })
  await keep<KeptBlob>('blobs', { ...file, sent: true })
}
