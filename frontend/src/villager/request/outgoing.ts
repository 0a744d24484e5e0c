import type { TicketIn } from '../../api/types'
import { village } from '../../app/store'
import { filesOf, helped, type Form, type Kind } from './form'

/** The request as the server takes it. */
export function requestOf(kind: Kind, form: Form): TicketIn {
  const help = helped(kind, form).find(each => each.person_id === form.who)
  const relation = help?.relation
  const text = form.text.trim()
  return {
    id: form.id, service: kind.service, village_code: help?.village_code ?? village.value?.code ?? '',
    beneficiary: form.who ? { person_id: form.who } : null,
    ...(relation ? { relation } : {}),
    channel: form.who ? 'pwa_relative' : 'pwa_self', urgency: form.urgency,
    ...(text && !kind.wordless ? { description: text } : {}),
    ...(form.item ? { item_code: form.item.code, ...(form.item.version ? { item_version: form.item.version } : {}) } : {}),
    details: kind.details(form), consents: [], file_ids: filesOf(form), reported_at: new Date().toISOString(),
    ...kind.more?.(form),
  }
}
