import { forget, keep, kept } from './local'
import { owner } from './store'

interface KeptDraft { id: string; user: string; value: unknown }
const idOf = (name: string, user = owner.value) => `${user} ${name}`

/** What somebody was filling in: saved at every keystroke, so that a call or an empty battery costs nothing. */
export const saveDraft = (name: string, value: unknown) => keep<KeptDraft>('drafts', { id: idOf(name), user: owner.value, value })

/** The draft, or what was begun before signing in: then it becomes this person's. */
export async function draftOf<T>(name: string): Promise<T | undefined> {
  const mine = await kept<KeptDraft>('drafts', idOf(name))
  if (mine || !owner.value) return mine?.value as T | undefined
  const before = await kept<KeptDraft>('drafts', idOf(name, ''))
  if (!before) return undefined
  await saveDraft(name, before.value)
  await forget('drafts', before.id)
  return before.value as T
}

export const dropDraft = (name: string) => forget('drafts', idOf(name))
